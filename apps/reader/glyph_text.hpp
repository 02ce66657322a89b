#pragma once

#include <string>
#include <string_view>

namespace bespoke::reader {

/// What a glyph says once ligatures are spelled out and the bullets that word processors take from symbol fonts are
/// made real characters. Empty for an icon: a private-use code point has no meaning outside its font.
std::u32string readable(std::u32string_view glyph_text, std::string_view font_family);

/// True for a glyph that only separates words.
bool is_blank(std::u32string_view glyph_text);

/// Puts a spacing accent that is drawn over a letter (old TeX fonts) behind it as a combining mark; 0 if `accent`
/// is none.
char32_t combining_form(char32_t accent);

std::string to_utf8(std::u32string_view text);

}  // namespace bespoke::reader
