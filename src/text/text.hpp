#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace bespoke::text {

/// Form in which two spellings of the same thing are equal: NFKC, case-folded, typographic quotes and
/// dashes made plain, zero-width and format characters removed, digits of every script made ASCII,
/// runs of blanks made one, trimmed.
std::string fold(std::string_view text);

/// NFC with control, zero-width, bidi and tag characters removed; keeps case, '\t' and '\n'.
std::string clean(std::string_view text);

/// True for well-formed UTF-8 (RFC 3629).
bool is_utf8(std::string_view text);

/// A word with its place in the text it came from (byte offsets).
struct Token {
    std::string text;  ///< folded
    std::size_t begin = 0, end = 0;
};

/// Words and numbers of a text. Symbol-safe: "C++", "C#", ".NET", "Node.js", "CI/CD", "R&D" stay whole; thousands
/// separators are taken out of numbers ("1,200" is "1200").
std::vector<Token> tokens(std::string_view text);

/// Snowball English stem of a folded word, but for a few words that Snowball takes for others ("experiment" is no form of
/// "experience"); a word with digits or symbols is its own stem.
std::string stem(std::string_view folded_word);

/// Common English words that carry no content ("the", "with", "years" is not one).
bool is_stop_word(std::string_view folded_word);

/// Sentences of a text, with abbreviations, initials, decimals and "Inc." kept together; each is a view into `text`, trimmed.
std::vector<std::string_view> sentences(std::string_view text);

std::string_view trim(std::string_view text);
std::vector<std::string_view> split(std::string_view text, char separator);

}  // namespace bespoke::text
