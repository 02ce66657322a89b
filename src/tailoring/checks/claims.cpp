#include <algorithm>

#include "tailoring/checks/grounding.hpp"
#include "tailoring/checks/word_lists.hpp"
#include "tailoring/validate.hpp"

namespace bespoke::tailoring {
namespace {

constexpr double kFirstYear = 1900, kLastYear = 2099;

std::string_view number_kind(const Number& number) {
    const bool year =
        number.unit.empty() && number.bound == Bound::Exact && number.value >= kFirstYear && number.upper <= kLastYear;
    return year ? "date" : "number";
}

/// A claim with the place it stands at, so that they come out in the order of the text.
struct Placed {
    std::size_t begin;
    Claim claim;
};

/// All claims of one statement; `is_new` says which are of interest.
template <class OfNumber, class OfSkill, class OfWord, class OfName>
std::vector<Claim> collect(const Statement& in, const OfNumber& number_is_new, const OfSkill& skill_is_new,
                           const OfWord& word_is_new, const OfName& name_is_new) {
    std::vector<Placed> found;
    const auto add = [&](std::string_view kind, std::size_t begin, std::size_t end) {
        found.push_back({begin, {std::string(kind), in.text().substr(begin, end - begin)}});
    };
    const auto& tokens = in.tokens();
    for (const auto& number : in.numbers()) {
        if (in.mention_at(number.first) == nullptr && number_is_new(number)) {
            add(number_kind(number), tokens[number.first].begin, tokens[number.last].end);
        }
    }
    for (const auto& mention : in.mentions()) {
        if (skill_is_new(mention)) add("skill", mention.begin, mention.end);
    }
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const auto word = in.text().substr(tokens[i].begin, tokens[i].end - tokens[i].begin);
        if (is_credential(tokens[i].text) && in.mention_at(i) == nullptr && word_is_new(word)) {
            add("credential", tokens[i].begin, tokens[i].end);
        }
    }
    for (const auto& run : in.capitalised_runs()) {
        const auto begin = in.text().find(run);
        if (name_is_new(run)) add("name", begin, begin + run.size());
    }
    std::stable_sort(found.begin(), found.end(), [](const Placed& a, const Placed& b) { return a.begin < b.begin; });
    std::vector<Claim> claims;
    for (auto& placed : found) claims.push_back(std::move(placed.claim));
    return claims;
}

}  // namespace

std::vector<Claim> claims_of(std::string_view text) {
    const auto all = [](const auto&) { return true; };
    return collect(Statement(std::string(text)), all, all, all, all);
}

std::vector<Claim> ungrounded(std::string_view text, const std::vector<std::string>& sources) {
    const Statement claim{std::string(text)};
    const std::vector<Statement> given(sources.begin(), sources.end());
    const auto none = [&](const auto& supports) { return std::none_of(given.begin(), given.end(), supports); };
    const auto lacks_number = [&](const Number& number) {
        return none([&](const Statement& source) {
            return std::any_of(source.numbers().begin(), source.numbers().end(),
                               [&](const Number& n) { return n.means_same(number); });
        });
    };
    const auto lacks_skill = [&](const vocabulary::Mention& mention) {
        return none([&](const Statement& source) { return source.proves(*mention.term); });
    };
    const auto lacks_word = [&](const std::string& word) {
        return none([&](const Statement& source) { return source.has_phrase(word); });
    };
    const auto lacks_name = [&](const std::string& run) {
        return none([&](const Statement& source) { return has_name(claim, run, source); });
    };
    return collect(claim, lacks_number, lacks_skill, lacks_word, lacks_name);
}

}  // namespace bespoke::tailoring
