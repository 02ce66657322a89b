#include "stages/second_opinion.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "stages/entities.hpp"
#include "tailoring/checks/sources.hpp"

namespace bespoke::stages {
namespace {

using ports::Entity;
using Kind = Entity::Kind;

/// Below this a recogniser guesses. Lower than where it writes: it only refuses here, and the edit is asked for again.
constexpr double kLikely = 0.8;

bool has_digit(std::string_view word) {
    return std::ranges::any_of(word, [](char c) { return c >= '0' && c <= '9'; });
}

/// The words that make the entity this one and no other.
std::vector<std::string> telling_words(const Entity& entity, std::string_view text) {
    std::vector<std::string> words;
    const auto own = text.substr(entity.begin, entity.end - entity.begin);
    const auto tokens = text::tokens(own);
    for (const auto& token : tokens) {
        const auto spelt = own.substr(token.begin, token.end - token.begin);
        // A verb that opens the sentence is written large, too.
        const bool opens = entity.begin == 0 && token.begin == 0 && tokens.size() > 1;
        const bool is_large = !opens && text::fold(spelt) != spelt;
        if (has_digit(token.text) || (is_large && entity.kind != Kind::Date)) words.push_back(token.text);
    }
    return words;
}

/// "Amazon Web Services" for the source's "AWS".
bool names_the_same(std::string_view entity, const std::string& source) {
    const auto& vocabulary = vocabulary::Vocabulary::builtin();
    const auto* term = vocabulary.find(entity);
    return term != nullptr && std::ranges::any_of(vocabulary.mentions(source), [&](const auto& mention) {
               return mention.term == term && mention.kind != vocabulary::MentionKind::Cue;
           });
}

bool stands_in(const Entity& entity, std::string_view text, const std::string& source) {
    std::set<std::string> there;
    for (auto& token : text::tokens(source)) there.insert(std::move(token.text));
    const auto words = telling_words(entity, text);
    return std::ranges::all_of(words, [&](const std::string& word) { return there.contains(word); }) ||
           names_the_same(text.substr(entity.begin, entity.end - entity.begin), source);
}

/// An edit of the model that was accepted so far.
struct Open {
    tailoring::Verdict* verdict;
    std::string text;
    std::vector<std::string> sources;
};

std::vector<std::string> sources_of(const tailoring::Edit& edit, const resume::Resume& original) {
    auto nodes = edit.evidence;
    nodes.push_back(edit.target);
    std::vector<std::string> texts;
    for (const auto& source : tailoring::sources_of(original, nodes)) texts.push_back(source.whole.text());
    return texts;
}

std::vector<Open> open_edits(const Claims& claims, std::vector<tailoring::Verdict>& verdicts) {
    std::vector<Open> open;
    for (const auto& claim : open_claims(claims, verdicts)) {
        auto text = claim.text;
        std::ranges::replace(text, '\n', ' ');
        open.push_back({&claim.verdict, std::move(text), sources_of(claim.edit, claims.original)});
    }
    return open;
}

}  // namespace

std::string_view entity_from_nowhere(std::string_view text, const std::vector<Entity>& entities,
                                     const std::vector<std::string>& sources) {
    for (const auto& entity : entities) {
        if (entity.kind == Kind::Other || entity.score < kLikely || entity.end > text.size()) continue;
        const bool known =
            std::ranges::any_of(sources, [&](const std::string& source) { return stands_in(entity, text, source); });
        if (!known) return text.substr(entity.begin, entity.end - entity.begin);
    }
    return {};
}

Status second_opinion(const StagePorts& ports, const engine::TaskContext& context, const Payload& payload, const Claims& claims,
                      std::vector<tailoring::Verdict>& verdicts) {
    if (ports.entities == nullptr) return {};
    const auto open = open_edits(claims, verdicts);
    std::vector<std::string> texts;
    for (const auto& edit : open) texts.push_back(edit.text);
    const auto entities = entities_of(ports, context, payload, "entities.json", texts);
    if (!entities) return tl::unexpected(entities.error());
    for (std::size_t i = 0; i < open.size(); ++i) {
        const auto stray = entity_from_nowhere(open[i].text, (*entities)[i], open[i].sources);
        if (!stray.empty())
            open[i].verdict->findings.push_back({"entities", fmt::format("\"{}\" stands in none of its sources.", stray)});
    }
    return {};
}

}  // namespace bespoke::stages
