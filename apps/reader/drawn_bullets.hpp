#pragma once

#include <vector>

#include "glyph.hpp"

namespace bespoke::reader {

/// Browsers draw list bullets as shapes, not as text: puts a word "•" before each word that such a dot stands in front
/// of. Rows of dots (ratings) are left out.
void add_drawn_bullets(const std::vector<Box>& dots, std::vector<document::PlacedWord>& words);

}  // namespace bespoke::reader
