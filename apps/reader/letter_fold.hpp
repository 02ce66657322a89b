#pragma once

#include <optional>

namespace bespoke::reader {

/// A digit of ASCII, or a letter of the Latin, Greek or Cyrillic alphabets of Europe, in lower case; nothing for all else.
std::optional<char32_t> folded_letter(char32_t letter);

/// A folded letter without its accents; itself where it has none.
char32_t without_accents(char32_t folded);

/// One for all folded letters that honest faces draw so much alike that their shape tells nothing: letters that differ by accents, those of one
/// thin stroke, round ones with or without a tail, and u and y.
char32_t look_alike(char32_t folded);

/// All characters that `folded_letter` knows lie below this.
inline constexpr char32_t kPastLetters = 0x530;

}  // namespace bespoke::reader
