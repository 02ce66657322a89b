#include "evidence/mentions.hpp"

#include <algorithm>
#include <array>

#include "evidence/evidence.hpp"
#include "text/text.hpp"

namespace bespoke::evidence {
namespace {

constexpr auto kDenials = std::to_array<std::string_view>({"no", "not", "never", "neither", "nor", "without", "lack", "lacking",
                                                           "don't", "didn't", "haven't", "hasn't", "cannot", "can't", "isn't"});
/// Words that a denial reaches: "no practical experience with Java".
constexpr std::size_t kReach = 4;

bool is_denial(std::string_view word) { return std::find(kDenials.begin(), kDenials.end(), word) != kDenials.end(); }

/// "not only Java", "no fewer than", "no later than" deny nothing.
bool is_undone_by(std::string_view next) {
    static constexpr auto kWords = std::to_array<std::string_view>(
        {"only", "just", "fewer", "less", "more", "later", "limited", "necessarily", "merely", "solely", "afraid", "shy"});
    return std::find(kWords.begin(), kWords.end(), next) != kWords.end();
}

/// A stretch of text in which whatever is named is denied.
struct Stretch {
    std::size_t begin = 0, end = 0;
};

std::vector<Stretch> denied_stretches(std::string_view text) {
    std::vector<Stretch> out;
    const auto words = text::tokens(text);
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (!is_denial(words[i].text) || (i + 1 < words.size() && is_undone_by(words[i + 1].text))) continue;
        auto end = words[i].end;
        for (auto j = i + 1; j < words.size() && j <= i + kReach + 1; ++j) {
            // A denial ends with its clause.
            if (text.substr(end, words[j].begin - end).find_first_of(".,;:!?()\n") != std::string_view::npos ||
                words[j].text == "but")
                break;
            end = words[j].end;
        }
        out.push_back({words[i].begin, end});
    }
    return out;
}

/// What makes a body's name of the capitalised words before it.
constexpr auto kBodies = std::to_array<std::string_view>(
    {"academy",    "agency",  "alliance", "association", "authority",  "board",   "council", "england",  "federation",
     "foundation", "forum",   "guild",    "inc",         "institute",  "ireland", "ltd",     "magazine", "network",
     "scotland",   "society", "trust",    "union",       "university", "wales",   "gmbh",    "llc",      "college"});

/// True if the word right behind the mention makes a body's name of it.
bool names_a_body(const vocabulary::Mention& mention, std::string_view text) {
    if (mention.kind == vocabulary::MentionKind::Cue || text[mention.begin] < 'A' || text[mention.begin] > 'Z') return false;
    auto rest = text.substr(mention.end);
    if (rest.size() < 2 || rest.front() != ' ' || rest[1] < 'A' || rest[1] > 'Z') return false;
    const auto next = text::tokens(rest.substr(0, rest.find_first_of(" ,.;:()", 1)));
    return !next.empty() && std::find(kBodies.begin(), kBodies.end(), next.front().text) != kBodies.end();
}

}  // namespace

std::vector<vocabulary::Mention> without_names_of_bodies(std::vector<vocabulary::Mention> mentions, std::string_view text) {
    std::erase_if(mentions, [&](const auto& mention) { return names_a_body(mention, text); });
    return mentions;
}

std::vector<vocabulary::Mention> affirmed_mentions(std::string_view text) {
    auto out = without_names_of_bodies(vocabulary::Vocabulary::builtin().mentions(text), text);
    if (out.empty()) return out;
    for (const auto& stretch : denied_stretches(text)) {
        std::erase_if(out, [&](const vocabulary::Mention& mention) {
            // Cues are achievements; "without downtime" is one.
            return mention.kind != vocabulary::MentionKind::Cue && mention.begin > stretch.begin && mention.begin < stretch.end;
        });
    }
    return out;
}

std::string affirmed_text(std::string_view text) {
    std::string out(text);
    for (const auto& stretch : denied_stretches(text))
        out.replace(stretch.begin, stretch.end - stretch.begin, stretch.end - stretch.begin, ' ');
    return out;
}

std::vector<const vocabulary::Term*> terms_named(std::string_view text) {
    std::vector<const vocabulary::Term*> out;
    for (const auto& mention : affirmed_mentions(text)) {
        if (mention.kind == vocabulary::MentionKind::Cue) continue;
        if (std::find(out.begin(), out.end(), mention.term) == out.end()) out.push_back(mention.term);
    }
    return out;
}

}  // namespace bespoke::evidence
