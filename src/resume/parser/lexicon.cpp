#include "resume/parser/lexicon.hpp"

#include <set>
#include <string>

#include "resume/parser/word_table.hpp"
#include "resume/parser/words.hpp"

namespace bespoke::resume::parser {
namespace {

template <const auto& Table>
bool holds(std::string_view word) {
    static const std::set<std::string_view> index(Table.begin(), Table.end());
    return index.contains(word);
}

/// Plain words without punctuation at their ends (inner points stay: "b.sc").
std::vector<std::string> plain_words(std::string_view phrase) {
    std::vector<std::string> out;
    const auto folded = plain(phrase);
    for (const auto word : words(folded)) {
        const auto bare = strip_edges(word, ",;:()[]\"'/&|");
        if (!bare.empty()) out.emplace_back(bare);
    }
    return out;
}

bool is_title_noun(std::string_view word) {
    if (holds<kTitleNouns>(word)) return true;
    if (word.size() > 4 && word.ends_with('s') && holds<kTitleNouns>(word.substr(0, word.size() - 1))) return false;
    const auto slash = word.find_first_of("/-");
    if (slash != std::string_view::npos && slash > 2)
        return is_title_noun(word.substr(0, slash)) || is_title_noun(word.substr(slash + 1));
    return std::any_of(kTitleEndings.begin(), kTitleEndings.end(),
                       [&](std::string_view ending) { return word.size() > ending.size() + 2 && word.ends_with(ending); });
}

bool is_small_word(std::string_view word) {
    for (const std::string_view small :
         {"of", "for", "in", "at", "to", "and", "de", "des", "du", "fur", "im", "der", "la", "-", "–", "with"}) {
        if (word == small) return true;
    }
    return false;
}

/// Words up to "of", "for", "de" …: the head of "Director of Nursing" is "Director".
std::size_t head_end(const std::vector<std::string>& all) {
    for (std::size_t i = 1; i < all.size(); ++i) {
        if (is_small_word(all[i])) return i;
    }
    return all.size();
}

}  // namespace

double title_likeness(std::string_view phrase) {
    const auto bare = phrase.substr(0, phrase.find('('));
    const auto all = plain_words(bare.empty() ? phrase : bare);
    if (all.empty() || all.size() > 9) return 0;
    double score = 0;
    const auto head = head_end(all);
    if (is_title_noun(all.back()))
        score = 3;
    else if (is_title_noun(all[head - 1]))
        score = 3;
    else if (is_title_noun(all.front()))
        score = 2.2;
    else if (std::any_of(all.begin(), all.end(), is_title_noun))
        score = 1.5;
    if (holds<kTitleModifiers>(all.front()) && all.size() > 1) score += 0.8;
    if (has_legal_form(phrase)) score -= 2;
    if (holds<kOrganisationWords>(all.back()) && !is_title_noun(all.back())) score -= 0.7;
    return std::max(score, 0.0);
}

bool has_legal_form(std::string_view phrase) {
    const auto all = plain_words(phrase);
    return std::any_of(all.begin() + (all.empty() ? 0 : 1), all.end(),
                       [](const std::string& word) { return holds<kLegalForms>(word); });
}

double organisation_likeness(std::string_view phrase) {
    const auto all = plain_words(phrase);
    if (all.empty() || all.size() > 10) return 0;
    double score = 0;
    if (has_legal_form(phrase)) score += 3;
    if (holds<kOrganisationWords>(all.back()))
        score += 2;
    else if (std::any_of(all.begin(), all.end(), [](const std::string& word) { return holds<kOrganisationWords>(word); }))
        score += 1.3;
    if (contains(phrase, "&") || all.front() == "the") score += 0.5;
    if (digit_count(all.front()) > 0) score += 0.3;
    return score;
}

double school_likeness(std::string_view phrase) {
    const auto all = plain_words(phrase);
    if (all.empty() || all.size() > 14) return 0;
    for (const auto& word : all) {
        const auto stem = word.substr(0, word.find("-"));
        if (holds<kSchoolWords>(word) || holds<kSchoolWords>(stem)) return 3;
        for (const std::string_view ending :
             {"universitat", "hochschule", "schule", "universiteit", "gymnasium", "kolleg", "gymnasiet", "skolan"}) {
            if (word.size() > ending.size() && word.ends_with(ending)) return 3;
        }
    }
    return has_legal_form(phrase) ? 1 : 0.3 * organisation_likeness(phrase);
}

bool is_degree_word(std::string_view word) {
    const auto bare = plain(strip_edges(word, ",;:()[]"));
    return bare != "a" &&
           (holds<kDegreeWords>(bare) || (bare.ends_with('.') && holds<kDegreeWords>(bare.substr(0, bare.size() - 1))));
}

double degree_likeness(std::string_view phrase) {
    const auto all = words(phrase);
    if (all.empty() || all.size() > 16) return 0;
    if (is_degree_word(all.front())) return 3;
    const auto folded = plain(phrase);
    if (contains(folded, "degree") || contains(folded, "diploma") || contains(folded, "a-level")) return 2.5;
    if (is_degree_word(all.back())) return 2;
    return std::any_of(all.begin(), all.end(), [](std::string_view word) { return is_degree_word(word); }) ? 1.5 : 0;
}

double credential_likeness(std::string_view phrase) {
    const auto all = plain_words(phrase);
    return std::any_of(all.begin(), all.end(), [](const std::string& word) { return holds<kCredentialWords>(word); }) ? 2 : 0;
}

bool is_contract_kind(std::string_view phrase) { return holds<kContractWords>(plain(strip_edges(phrase, "()[],;:"))); }

bool is_body_label(std::string_view phrase) { return holds<kBodyLabels>(squashed(phrase)) && words(phrase).size() <= 3; }

bool is_language_name(std::string_view phrase) {
    const auto bare = plain(strip_decoration(phrase.substr(0, std::min(phrase.find_first_of("(:[–-—"), phrase.size()))));
    if (holds<kLanguageNames>(strip_edges(bare, ""))) return true;
    const auto all = plain_words(phrase);
    if (all.empty()) return false;
    return holds<kLanguageNames>(all.front()) || (all.size() > 1 && holds<kLanguageNames>(all[0] + ' ' + all[1]));
}

bool is_fluency(std::string_view phrase) {
    const auto all = plain_words(phrase);
    if (all.empty() || all.size() > 8) return false;
    const auto known = std::count_if(all.begin(), all.end(), [](const std::string& word) { return holds<kFluencyWords>(word); });
    return known > 0 && static_cast<std::size_t>(known) * 2 >= all.size();
}

bool is_skill_level(std::string_view phrase) { return holds<kLevelWords>(plain(strip_edges(phrase, "()[],;:"))); }

bool opens_with_action(std::string_view phrase) {
    const auto all = words(phrase);
    if (all.size() < 3) return false;
    const auto first = plain(all.front());
    if (holds<kActionVerbs>(first)) return true;
    const bool past = first.size() > 4 && first.ends_with("ed") && !is_title_noun(plain(strip_edges(all[1], ",")));
    return past && first != "certified" && first != "registered" && first != "licensed" && first != "chartered" &&
           first != "united" && first != "applied" && first != "advanced";
}

bool is_sentence(std::string_view text) {
    const auto count = words(text).size();
    if (count >= 16) return true;
    if (count < 4) return false;
    const auto lower = lower_case_words(text);
    if (opens_with_action(text) && lower >= 1) return true;
    if (text.ends_with('.') && count >= 6 && lower >= 2 && !has_legal_form(text)) return true;
    return lower >= 3 && lower * 3 >= count && title_likeness(text) < 2;
}

bool is_score_label(std::string_view phrase) { return holds<kScoreWords>(plain(strip_edges(phrase, "()[],;:"))); }

bool is_honours_class(std::string_view text) { return text == "2:1" || text == "2:2"; }

}  // namespace bespoke::resume::parser
