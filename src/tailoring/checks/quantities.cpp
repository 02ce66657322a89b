#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "tailoring/checks/lexicon.hpp"
#include "tailoring/checks/paraphrase.hpp"

namespace bespoke::tailoring {
namespace {

using Role = Quantity::Role;
using Indices = std::vector<std::size_t>;

bool close(double a, double b) { return std::abs(a - b) <= 1e-9 * std::max({std::abs(a), std::abs(b), 1e-12}); }

bool is_year(const Quantity& q) { return q.unit.empty() && q.value >= 1900 && q.value < 2100 && q.upper == q.value; }

bool same_amount(const Quantity& said, const Quantity& given) {
    const bool weaker = said.bound == Bound::About && given.bound == Bound::Exact;
    return close(said.value, given.value) && close(said.upper, given.upper) && said.unit == given.unit &&
           (said.bound == given.bound || weaker);
}

bool same_role(Role said, Role given) {
    if (said == given) return true;
    const auto ends = [](Role role) { return role == Role::From || role == Role::To; };
    // "to 6 minutes" is no difference "by 6 minutes"; a bare number after "from … " lists is left to its neighbours.
    if (said == Role::From || said == Role::To) return false;
    return !ends(given) || said == Role::Plain;
}

/// What is counted: the content words right of the number up to the next verb, number, punctuation or preposition; after "%" and words of
/// change ("a 40% cut in costs") also those behind "of", "in".
Indices counted(const Reading& in, const Quantity& number) {
    Indices out;
    const auto& words = in.words();
    bool crossed = false;
    for (auto i = number.last + 1; i < words.size() && out.size() < 4; ++i) {
        const auto& word = words[i];
        const auto& text = in.statement().tokens()[i].text;
        if (word.breaks_before || word.number) break;
        if (word.verb && !(out.empty() && is_outcome(word.stem))) break;
        if (word.consumed) continue;
        if (!word.glue) {
            out.push_back(i);
            continue;
        }
        const bool measures =
            out.empty() || std::all_of(out.begin(), out.end(), [&](std::size_t k) { return is_outcome(words[k].stem); });
        const bool goes_on = i + 1 < words.size() && in.counts(i + 1) && !words[i + 1].verb;
        if ((text == "and" || text == "or") && !out.empty() && goes_on) continue;
        const bool crosses = (text == "of" || text == "in" || text == "the" || text == "to") && measures &&
                             (!number.unit.empty() || text == "the" || text == "of");
        if (!crosses || (crossed && text != "the")) break;
        crossed = true;
    }
    return out;
}

/// The nearest content words left of the number, for "cut page load time by 30%".
Indices named_before(const Reading& in, const Quantity& number) {
    Indices out;
    const auto& words = in.words();
    for (auto i = number.first; i-- > 0 && out.size() < 1;) {
        if (words[i].clause != words[number.first].clause) break;
        if (in.counts(i) && !words[i].verb) out.push_back(i);
    }
    return out;
}

bool in_clause(const Reading& source, std::size_t at, const Quantity& number) {
    return source.words()[at].clause == source.words()[number.first].clause;
}

bool any_in_clause(const Reading& claim, std::size_t i, const Reading& source, const Quantity& given) {
    const auto found = supporters(claim, i, source);
    return std::any_of(found.begin(), found.end(), [&](std::size_t at) { return in_clause(source, at, given); });
}

/// The month before a year belongs to it.
bool same_month(const Reading& claim, const Quantity& said, const Reading& source, const Quantity& given) {
    if (!is_year(said) || said.first == 0 || !claim.adjoin(said.first) || !claim.counts(said.first - 1) ||
        claim.words()[said.first - 1].verb)
        return true;
    return given.first > 0 && source.words()[given.first - 1].single == claim.words()[said.first - 1].single;
}

bool same_thing(const Reading& claim, const Quantity& said, const Reading& source, const Quantity& given) {
    const auto things = counted(claim, said);
    if (!things.empty()) {
        if (!std::all_of(things.begin(), things.end(), [&](std::size_t i) { return any_in_clause(claim, i, source, given); }))
            return false;
        const auto theirs = counted(source, given);
        if (!said.unit.empty() || theirs.empty() || is_year(said)) return true;
        return std::any_of(things.begin(), things.end(), [&](std::size_t i) {
            const auto found = supporters(claim, i, source);
            return std::any_of(found.begin(), found.end(),
                               [&](std::size_t at) { return std::find(theirs.begin(), theirs.end(), at) != theirs.end(); });
        });
    }
    const auto before = named_before(claim, said);
    return std::all_of(before.begin(), before.end(),
                       [&](std::size_t i) { return any_in_clause(claim, i, source, given) || is_year(said); });
}

/// Ups and downs in the clause of the number must be those of the source's clause.
bool same_direction(const Reading& claim, const Quantity& said, const Reading& source, const Quantity& given) {
    if (is_year(said)) return true;
    for (std::size_t i = 0; i < claim.words().size(); ++i) {
        const auto& word = claim.words()[i];
        if (word.clause != claim.words()[said.first].clause || word.consumed || !is_outcome(word.stem)) continue;
        if (!any_in_clause(claim, i, source, given)) return false;
    }
    return true;
}

std::string spelt(const Reading& in, const Quantity& number) {
    const auto& tokens = in.statement().tokens();
    return in.statement().text().substr(tokens[number.first].begin, tokens[number.last].end - tokens[number.first].begin);
}

}  // namespace

Problems strange_quantities(const Reading& claim, const Reading& source) {
    Problems problems;
    for (const auto& said : claim.quantities()) {
        if (claim.statement().mention_at(said.first) != nullptr && source.statement().has_phrase(spelt(claim, said))) continue;
        const auto& given = source.quantities();
        const bool known = std::any_of(given.begin(), given.end(), [&](const Quantity& q) { return same_amount(said, q); });
        const bool fits = std::any_of(given.begin(), given.end(), [&](const Quantity& q) {
            return same_amount(said, q) && same_role(said.role, q.role) && same_month(claim, said, source, q) &&
                   same_thing(claim, said, source, q) && same_direction(claim, said, source, q);
        });
        if (fits) continue;
        const auto* why =
            known ? "is said of something else in its evidence" : "is not in its evidence with this value, unit and bound";
        problems.push_back(fmt::format("the number \"{}\" {}", spelt(claim, said), why));
    }
    return problems;
}

}  // namespace bespoke::tailoring
