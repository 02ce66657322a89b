#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/// Letters and words, seen as the parser's tables need them.
namespace bespoke::resume::parser {

/// Folded text without accents: the form in which the tables of this folder are written ("Été" is "ete").
std::string plain(std::string_view text);
/// The letters and digits of `plain(text)` alone: letter-spaced "E D U C A T I O N" meets "Education".
std::string squashed(std::string_view text);

/// The parts between blanks (tabs included).
std::vector<std::string_view> words(std::string_view text);
std::size_t character_count(std::string_view text);
std::size_t digit_count(std::string_view text);
std::size_t letter_count(std::string_view text);

bool starts_upper(std::string_view text);
bool starts_lower(std::string_view text);
bool starts_digit(std::string_view text);
/// True if there are at least two letters and none is lower case.
bool is_all_caps(std::string_view text);
/// Words that begin in lower case and are longer than the particles of titles and names ("of", "and", "de").
std::size_t lower_case_words(std::string_view text);

/// Blanks made single, tabs kept single, no blanks at the ends or beside a tab; glyphs of icon fonts and pictographs taken out.
std::string tidy(std::string_view text);
/// Without blanks and the given kind of punctuation at both ends.
std::string_view strip_edges(std::string_view text, std::string_view punctuation);
/// Without decoration at both ends: blanks, dashes, bullets, pipes, commas, semicolons, colons, equals signs, slashes.
std::string_view strip_decoration(std::string_view text);
/// True if `text` contains `part` (both as they are).
bool contains(std::string_view text, std::string_view part);

}  // namespace bespoke::resume::parser
