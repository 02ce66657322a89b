#include <algorithm>

#include "tailoring/checks/lexicon.hpp"
#include "tailoring/checks/paraphrase.hpp"

namespace bespoke::tailoring {
namespace {

bool is_phrase(const Word& word) { return word.stem != word.single; }

/// A phrase stands for a phrase or a word of its senses; its first word by itself says nothing ("each" of "each week").
bool stands_for(const Word& said, const Word& given) {
    if (said.stem == given.stem || may_stand_for(given.stem, said.stem)) return true;
    if (is_phrase(said)) return false;
    if (!is_phrase(given)) return false;
    return !given.opens_with_glue && (said.single == given.single || may_stand_for(given.single, said.stem));
}

/// "the lead engineer" led nothing, and "department heads" headed nothing.
bool names_a_person(const Word& said, const Word& given) {
    return said.verb && !given.verb && !given.passive && (given.single == "lead" || given.single == "head") &&
           said.single == given.single;
}

/// True if the letters of `acronym` open the words from `at` on.
bool abbreviates(std::string_view acronym, const Reading& in, std::size_t at) {
    std::string letters(acronym);
    if (letters.size() > 2 && letters.ends_with('s')) letters.pop_back();
    if (letters.size() < 2 || at + letters.size() > in.words().size()) return false;
    for (std::size_t k = 0; k < letters.size(); ++k) {
        if (in.statement().tokens()[at + k].text.front() != letters[k] || (k > 0 && !in.adjoin(at + k))) return false;
    }
    return true;
}

bool is_acronym(std::string_view raw) {
    return raw.size() >= 2 && std::count_if(raw.begin(), raw.end(), [](char c) { return c >= 'A' && c <= 'Z'; }) >= 2;
}

void by_acronym(const Reading& claim, std::size_t i, const Reading& source, std::vector<std::size_t>& found) {
    if (is_acronym(claim.raw(i))) {
        for (std::size_t at = 0; at < source.words().size(); ++at) {
            if (abbreviates(claim.statement().tokens()[i].text, source, at)) found.push_back(at);
        }
    }
    constexpr std::size_t kLongest = 6, kShortest = 3;
    for (std::size_t at = 0; at < source.words().size(); ++at) {
        const auto& acronym = source.statement().tokens()[at].text;
        if (!is_acronym(source.raw(at)) || acronym.size() < kShortest || acronym.size() > kLongest) continue;
        for (std::size_t from = i + 1 > acronym.size() ? i + 1 - acronym.size() : 0; from <= i; ++from) {
            if (abbreviates(acronym, claim, from)) found.push_back(at);
        }
    }
}

/// "onboarding" and "on-boarding", "health care" and "healthcare".
void by_joining(const Reading& claim, std::size_t i, const Reading& source, std::vector<std::size_t>& found) {
    const auto& said = claim.statement().tokens();
    const auto& given = source.statement().tokens();
    for (std::size_t at = 0; at + 1 < given.size(); ++at) {
        if (given[at].text.size() + given[at + 1].text.size() == said[i].text.size() &&
            given[at].text + given[at + 1].text == said[i].text)
            found.push_back(at);
    }
    for (std::size_t at = 0; at < given.size(); ++at) {
        const bool first = i + 1 < said.size() && said[i].text + said[i + 1].text == given[at].text;
        const bool second = i > 0 && said[i - 1].text + said[i].text == given[at].text;
        if (first || second) found.push_back(at);
    }
}

}  // namespace

std::vector<std::size_t> supporters(const Reading& claim, std::size_t i, const Reading& source) {
    std::vector<std::size_t> found;
    const auto& said = claim.words()[i];
    for (std::size_t at = 0; at < source.words().size(); ++at) {
        const auto& given = source.words()[at];
        if (given.number || (given.consumed && (is_phrase(said) || said.single != given.single))) continue;
        // "from prepared boxes": nobody says who prepared them.
        const bool describes =
            said.verb && !given.verb && given.attributive && source.statement().tokens()[at].text.ends_with("ed");
        const bool thing = said.verb && !given.verb && given.plural && said.single != given.single;
        if (stands_for(said, given) && !names_a_person(said, given) && !thing && !describes) found.push_back(at);
    }
    if (found.empty() && is_phrase(said) && !said.opens_with_glue) {
        for (std::size_t at = 0; at < source.words().size(); ++at) {
            if (!source.words()[at].number && source.words()[at].single == said.single) found.push_back(at);
        }
    }
    if (found.empty()) by_acronym(claim, i, source, found);
    if (found.empty()) by_joining(claim, i, source, found);
    return found;
}

}  // namespace bespoke::tailoring
