#include "tailoring/checks/rewrites.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "tailoring/checks/sources.hpp"
#include "tailoring/nodes.hpp"

namespace bespoke::tailoring {
namespace {

void add_disguises(Misreading& found, const std::string& text, const std::string& source) {
    for (auto& problem : disguised_characters(text, source)) found.grounding.push_back(std::move(problem));
}

std::string list_of(const NodeId& highlight) { return highlight.str().substr(0, highlight.str().rfind('/')); }

bool says_no_word_twice(const std::string& text, const Statement& computed) {
    const auto part = text::sentences(text);
    return std::all_of(part.begin(), part.end(), [&](std::string_view sentence) {
        const Statement said{std::string(sentence)};
        if (!said.has_phrase("years of professional experience") && !said.has_phrase("year of professional experience"))
            return true;
        return std::all_of(said.stems().begin(), said.stems().end(), [&](const std::string& stem) {
            return text::is_stop_word(stem) ||
                   std::count(said.stems().begin(), said.stems().end(), stem) <=
                       std::max<std::ptrdiff_t>(1, std::count(computed.stems().begin(), computed.stems().end(), stem));
        });
    });
}

Misreading misread_sentence(const Reading& sentence, const std::vector<Reading>& readings, std::span<const Source> sources) {
    if (lists_proven_skills(sentence.statement(), sources)) return {};
    Misreading fewest{{"it has no evidence"}, {}};
    bool first = true;
    for (const auto& reading : readings) {
        auto found = misreading(sentence, reading);
        if (first || found.count() < fewest.count()) fewest = std::move(found);
        first = false;
        if (fewest.count() == 0) break;
    }
    return fewest;
}

}  // namespace

Misreading misread_highlight(const resume::Resume& resume, const Edit& edit, const std::string& text) {
    if (std::find(edit.evidence.begin(), edit.evidence.end(), edit.target) == edit.evidence.end()) {
        return {{"it does not name the highlight that it rewrites as its evidence"}, {}};
    }
    const auto& old = find_text(resume, edit.target)->value;
    auto found = misreading(Reading(text), Reading(old));
    add_disguises(found, text, old);
    return found;
}

Misreading misread_summary(const resume::Resume& resume, const Edit& edit, const std::string& text, resume::Date today) {
    auto sources = sources_of(resume, edit.evidence);
    std::vector<Reading> readings;
    std::string all;
    for (const auto& source : sources) {
        readings.emplace_back(source.own.text());
        all += source.own.text() + "\n";
    }
    for (auto& computed : computed_sources(resume, edit.evidence, today)) {
        // Years are counted of all roles; a sentence that says a word of it twice ties them to one ("… as a supervisor").
        if (says_no_word_twice(text, computed.own)) readings.emplace_back(computed.own.text());
    }
    Misreading found;
    for (const auto part : text::sentences(text)) {
        const Reading sentence{std::string(part)};
        auto next = misread_sentence(sentence, readings, sources);
        std::move(next.grounding.begin(), next.grounding.end(), std::back_inserter(found.grounding));
        std::move(next.omission.begin(), next.omission.end(), std::back_inserter(found.omission));
    }
    add_disguises(found, text, all);
    return found;
}

Problems lost_by_merging(const resume::Resume& resume, const Edit& edit) {
    auto others = edit.evidence;
    std::erase(others, edit.target);
    const auto* removed = find_text(resume, edit.target);
    if (others.size() != 1 || removed == nullptr || list_of(others[0]) != list_of(edit.target)) {
        return {"it does not name the one highlight of the same list that is kept instead"};
    }
    const auto kept = sources_of(resume, others);
    if (kept.empty()) return {"the highlight that is kept has no text"};
    const Statement gone(removed->value);
    return unsupported_by(gone, {kept[0].own, kept[0].own, kept[0].narrative});
}

}  // namespace bespoke::tailoring
