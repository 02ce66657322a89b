#pragma once

#include <poppler/GfxFont.h>

#include <string>
#include <vector>

#include "glyph_shape.hpp"

class PDFDoc;

namespace bespoke::reader {

/// What the little program of a glyph of a Type 3 font paints.
struct CharProcInk {
    std::vector<InkPart> parts;  ///< y upwards, as the font's matrix has it
    std::u32string text;         ///< text that it shows in another font, as that font has it
    /// False if it can't be told what is seen: pictures, shadings, clips, white ink, dashes, or more than any letter has.
    bool is_plain = true;
};

/// Runs the program of one glyph, for a font that was met on this page; nothing of it reaches a page. Fonts within fonts are not followed.
CharProcInk char_proc_ink(PDFDoc& pdf, int page, Gfx8BitFont& font, CharCode code);

}  // namespace bespoke::reader
