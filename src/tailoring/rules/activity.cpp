#include "tailoring/rules/activity.hpp"

#include <algorithm>
#include <array>

#include "tailoring/checks/word_lists.hpp"
#include "tailoring/rules/voice.hpp"
#include "text/text.hpp"

namespace bespoke::tailoring {
namespace {

/// Words of the sentence that may stand between two of the wording: an object with its number and adjective.
constexpr std::ptrdiff_t kMostBetween = 3;

bool is_article(std::string_view word) {
    static constexpr auto kArticles = std::to_array<std::string_view>({"a", "an", "the"});
    return std::find(kArticles.begin(), kArticles.end(), word) != kArticles.end();
}

bool is_same(std::string_view wanted, std::string_view said) {
    return wanted == said || (!text::is_stop_word(wanted) && !text::is_stop_word(said) && text::stem(wanted) == text::stem(said));
}

using Tokens = std::vector<text::Token>;

/// Where `wanted` stands behind `from` with nothing but an object between; the end if it does not.
Tokens::const_iterator follows(const Tokens& words, Tokens::const_iterator from, std::string_view wanted) {
    for (auto at = from; at != words.end() && at - from <= kMostBetween; ++at) {
        if (is_same(wanted, at->text)) return at;
        if (text::is_stop_word(at->text) && !is_article(at->text)) break;
    }
    return words.end();
}

}  // namespace

bool is_activity_of(std::string_view wording, std::string_view sentence) {
    const auto wanted = text::tokens(wording), said = text::tokens(sentence);
    if (wanted.size() < 2 || said.empty()) return false;
    const auto& verb = wanted.front().text;
    if (verb.size() < 5 || !verb.ends_with("ing") || !is_past(said.front().text) || !same_verb(verb, said.front().text))
        return false;
    if (std::any_of(said.begin(), said.end(), [](const auto& word) { return is_negation(word.text); })) return false;
    auto at = said.begin() + 1;
    for (auto word = wanted.begin() + 1; word != wanted.end(); ++word) {
        if (is_article(word->text)) continue;
        const auto found = follows(said, at, word->text);
        if (found == said.end()) return false;
        at = found + 1;
    }
    return true;
}

}  // namespace bespoke::tailoring
