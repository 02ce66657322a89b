#include "job_description/prose_facts.hpp"

#include <algorithm>
#include <map>

#include "job_description/header.hpp"
#include "job_description/lexicon.hpp"
#include "job_description/phrase.hpp"
#include "job_description/segments.hpp"
#include "text/text.hpp"

namespace bespoke::job_description {
namespace {

constexpr std::size_t kMostNameWords = 6, kMostTitleWords = 8;

struct Tables {
    PhraseTable introductions{lexicon::kTitleIntroductions}, stops{lexicon::kTitleStops}, predicates{lexicon::kCompanyPredicates},
        place_leads{lexicon::kPlaceLeads}, preferred_marks{lexicon::kPreferredMarks}, required_marks{lexicon::kRequiredMarks};
};
const Tables& tables() {
    static const Tables instance;
    return instance;
}

bool capitalised(std::string_view word) {
    return !word.empty() && ((word.front() >= 'A' && word.front() <= 'Z') || (word.front() >= '0' && word.front() <= '9') ||
                             static_cast<unsigned char>(word.front()) >= 0xC0);
}

/// Small words that may stand within a name.
bool joins_names(std::string_view folded) {
    return folded == "and" || folded == "of" || folded == "the" || folded == "und" || folded == "de" || folded == "for" ||
           folded == "et";
}

/// Capitalised words from token `first` on, as text; empty if there are none.
std::string capitalised_run(std::string_view sentence, const Tokens& tokens, std::size_t first) {
    constexpr std::size_t kMostPlaceWords = 4;
    auto last = first;
    while (last < tokens.size() && last - first < kMostPlaceWords && capitalised(sentence.substr(tokens[last].begin, 1))) ++last;
    return last == first ? std::string()
                         : std::string(sentence.substr(tokens[first].begin, tokens[last - 1].end - tokens[first].begin));
}

template <class Use>
void for_each_sentence(const std::vector<Part>& parts, Use use) {
    for (const auto& part : parts) {
        if (part.topic == Topic::Chrome) continue;
        for (const auto& line : part.lines)
            for (const auto sentence : text::sentences(line.text)) use(sentence);
    }
}

/// Tokens from `first` up to a stop word or punctuation, as text.
std::string_view until_stop(std::string_view sentence, const Tokens& tokens, std::size_t first) {
    auto last = first;
    while (last < tokens.size() && last - first < kMostTitleWords && !tables().stops.match_at(tokens, last)) {
        ++last;
        if (last >= tokens.size()) break;
        const auto gap = sentence.substr(tokens[last - 1].end, tokens[last].begin - tokens[last - 1].end);
        if (gap.find_first_of(",.;:!?(") != std::string_view::npos || gap.find(" – ") != std::string_view::npos) break;
    }
    return last == first ? std::string_view() : sentence.substr(tokens[first].begin, tokens[last - 1].end - tokens[first].begin);
}

/// Name that the sentence begins with: capitalised words before a predicate such as "is a".
std::string_view subject_of(std::string_view sentence) {
    const auto tokens = text::tokens(sentence.substr(0, 200));
    // "Welsh is a plus" tells of no employer.
    if (tables().preferred_marks.match_end(tokens) || tables().required_marks.match_end(tokens)) return {};
    for (std::size_t end = 1; end < tokens.size() && end <= kMostNameWords; ++end) {
        const auto before = sentence.substr(tokens[end - 1].begin, tokens[end - 1].end - tokens[end - 1].begin);
        if (!capitalised(before) && !joins_names(tokens[end - 1].text)) return {};
        if (!tables().predicates.match_at(tokens, end) || !capitalised(before)) continue;
        const auto name = sentence.substr(0, tokens[end - 1].end);
        return end == 1 && text::is_stop_word(tokens[0].text) ? std::string_view() : name;
    }
    return {};
}

bool is_pronoun(std::string_view folded) {
    constexpr std::array<std::string_view, 18> kWords = {"we",  "you",  "this",       "it",         "they",   "that",
                                                         "he",  "she",  "our",        "your",       "there",  "what",
                                                         "who", "here", "applicants", "candidates", "salary", "position"};
    return std::ranges::find(kWords, folded) != kWords.end();
}

}  // namespace

std::string title_in_prose(const std::vector<Part>& parts) {
    std::string title;
    for_each_sentence(parts, [&](std::string_view sentence) {
        const auto tokens = text::tokens(sentence);
        for (std::size_t i = 0; title.empty() && i < tokens.size(); ++i) {
            const auto introduction = tables().introductions.match_at(tokens, i);
            if (!introduction) continue;
            const auto candidate = until_stop(sentence, tokens, introduction->end);
            if (names_an_occupation(candidate)) title = clean_title(candidate);
        }
    });
    return title;
}

std::string company_in_prose(const std::vector<Part>& parts) {
    std::map<std::string, int, std::less<>> votes;
    for_each_sentence(parts, [&](std::string_view sentence) {
        auto name = subject_of(sentence);
        if (name.starts_with("At ")) name.remove_prefix(3);
        const auto folded = text::fold(name);
        if (name.empty() || is_pronoun(folded.substr(0, folded.find(' ')))) return;
        ++votes[std::string(name)];
    });
    for (const auto& part : parts)
        if (part.heading.starts_with("About ") && capitalised(std::string_view(part.heading).substr(6)) &&
            known_heading(part.heading) == Topic::Unknown)
            votes[part.heading.substr(6)] += 2;
    // "Stonebridge" stands for "Stonebridge Consulting Engineers".
    for (auto shorter = votes.begin(); shorter != votes.end(); ++shorter)
        if (const auto longer = std::next(shorter); longer != votes.end() && longer->first.starts_with(shorter->first + ' '))
            longer->second += shorter->second;
    const auto most = std::ranges::max_element(votes, {}, [](const auto& vote) { return vote.second; });
    return most == votes.end() ? std::string() : most->first;
}

std::string location_in_prose(const std::vector<Part>& parts) {
    std::string place, introduced;
    for_each_sentence(parts, [&](std::string_view sentence) {
        const auto tokens = text::tokens(sentence);
        const bool introduces = tables().introductions.contains(TokenView(tokens));
        for (std::size_t i = 0; i < tokens.size(); ++i) {
            const auto lead = tables().place_leads.match_at(tokens, i);
            if (place.empty() && lead) place = capitalised_run(sentence, tokens, lead->end);
            const bool in = tokens[i].text == "in" || tokens[i].text == "à" || tokens[i].text == "en";
            if (introduced.empty() && introduces && in) introduced = capitalised_run(sentence, tokens, i + 1);
        }
    });
    return place.empty() ? introduced : place;
}

}  // namespace bespoke::job_description
