#pragma once

#include <vector>

#include "glyph.hpp"

namespace bespoke::reader {

/// Words of a page in the order in which they are drawn. Blanks come from blank glyphs and from gaps; letter-spaced
/// text ("E D U C A T I O N") becomes whole words; icons of symbol fonts are left out; ligatures are spelled out.
/// What a reader of the page can't see is marked hidden: see `Sight`.
std::vector<document::PlacedWord> words_of(const GlyphPage& page);

}  // namespace bespoke::reader
