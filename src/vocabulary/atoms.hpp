#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace bespoke::vocabulary {

/// A word or a separator of a text, in the form that matching compares.
struct Atom {
    std::string word;  ///< see plain_word(); kComma or kBreak for separators
    std::size_t begin = 0, end = 0;
    bool hyphened = false;  ///< a hyphen alone stands between this word and the next
};

/// Separates items: a name spelt with a comma matches it, all others don't.
inline constexpr std::string_view kComma = ",";
/// Ends whatever is being matched: full stop, colon, bracket, slash, end of line.
inline constexpr std::string_view kBreak = ".";
inline bool is_separator(const Atom& atom) { return atom.word == kComma || atom.word == kBreak; }

/// Form of a folded word in which British and American spelling and singular and plural are equal. It is a key, not a word.
std::string plain_word(std::string_view folded);

/// Words and separators in order. "&" between words is "and".
std::vector<Atom> atoms(std::string_view text);

/// Takes words that initials were joined into ("AWS/GCP", "M&E") apart, except those that `known` names ("CI/CD").
std::vector<Atom> split_joined(std::vector<Atom> atoms, std::string_view text,
                               const std::function<bool(std::string_view)>& known);

}  // namespace bespoke::vocabulary
