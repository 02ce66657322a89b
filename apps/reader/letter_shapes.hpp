#pragma once

#include <poppler/GfxFont.h>

#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "glyph_shape.hpp"

namespace bespoke::reader {

/// What the letters of an embedded font look like, beside what file and font say of them: names and tables can be forged, and what is drawn
/// is what anybody sees. Looks at the letters and digits of ASCII only, in fonts of outlines; says nothing of Type 3 fonts and of those that
/// are not embedded.
class LetterShapes {
public:
    LetterShapes(GfxFont& font, XRef* xref);

    /// Whether the code clearly draws another letter than it is said to mean: it looks like one of another letter in some common face, and
    /// like the one that it is said to be, capital or small, in none.
    [[nodiscard]] bool contradicts(CharCode code, char32_t claimed);

private:
    [[nodiscard]] unsigned glyph_of(CharCode code) const;
    bool find_glyphs(GfxFont& font);

    struct DoneFace {
        void operator()(FT_Face face) const { FT_Done_Face(face); }
    };
    struct DoneLibrary {
        void operator()(FT_Library library) const { FT_Done_FreeType(library); }
    };
    std::optional<std::vector<unsigned char>> file_;  ///< outlives the face
    std::unique_ptr<FT_LibraryRec_, DoneLibrary> library_;
    std::unique_ptr<FT_FaceRec_, DoneFace> face_;
    bool codes_are_glyphs_ = false;
    std::map<CharCode, unsigned> glyphs_;
    std::map<std::pair<CharCode, char32_t>, bool> known_;
};

}  // namespace bespoke::reader
