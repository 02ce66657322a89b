#pragma once

#include <poppler/GfxFont.h>

#include <compare>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "glyph_shape.hpp"

class PDFDoc;

namespace bespoke::reader {

/// What the letters of an embedded font look like, beside what file and font say of them: names and tables can be forged, and what is drawn
/// is what anybody sees. Knows letters and digits of the Latin, Greek and Cyrillic alphabets; says nothing of fonts that are not embedded.
class LetterShapes {
public:
    /// `page` is the first that uses the font; `pdf` outlives this.
    LetterShapes(const std::shared_ptr<GfxFont>& font, PDFDoc& pdf, int page);

    struct Glance {
        CharCode code = 0;
        bool is_mirrored = false;  ///< as in a mirror, by the matrices of the text
        friend auto operator<=>(const Glance&, const Glance&) = default;
    };
    enum class Opinion {
        Unknown,  ///< not embedded, broken, or no letters
        Fits,     ///< looks as claimed in some common face, or so nearly that nobody could tell
        None,     ///< like no letter in particular: an unusual face, an icon
        Odd,      ///< rather another letter than the claimed one: a matter of taste, or one of several lies
        Other,    ///< another letter, or no ink at all
    };
    /// `claimed` in the form of `folded_letter`, one or some.
    Opinion judge(Glance glance, const std::u32string& claimed);

private:
    struct Seen {
        Drawn drawn;
        std::u32string text;  ///< of another font, in glyphs that are programs
    };
    const Seen& look(Glance glance);
    [[nodiscard]] Opinion opinion_of(const Seen& seen, const std::u32string& claimed) const;
    [[nodiscard]] unsigned glyph_of(CharCode code) const;
    bool find_glyphs(GfxFont& font);
    [[nodiscard]] Seen see(Glance glance);

    struct DoneFace {
        void operator()(FT_Face face) const { FT_Done_Face(face); }
    };
    struct DoneLibrary {
        void operator()(FT_Library library) const { FT_Done_FreeType(library); }
    };
    PDFDoc* pdf_;
    int page_;
    std::shared_ptr<Gfx8BitFont> programs_;           ///< if its glyphs are programs
    std::optional<std::vector<unsigned char>> file_;  ///< outlives the face
    std::unique_ptr<FT_LibraryRec_, DoneLibrary> library_;
    std::unique_ptr<FT_FaceRec_, DoneFace> face_;
    bool codes_are_glyphs_ = false;
    std::map<CharCode, unsigned> glyphs_;
    std::map<Glance, Seen> seen_;
    std::map<std::pair<Glance, std::u32string>, Opinion> known_;
};

}  // namespace bespoke::reader
