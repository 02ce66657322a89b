#pragma once

#include <string>
#include <vector>

#include "document/layout.hpp"

namespace bespoke::reader {

using document::Box;
using document::Colour;

/// How a font presents itself, as far as the page's text shows it.
struct FontLook {
    std::string family;  ///< PostScript name without subset prefix
    int weight = 400;
    bool italic = false;
    friend bool operator==(const FontLook&, const FontLook&) = default;
};

/// Why a reader of the page can't see a glyph, or, Disguised, sees another letter than the file says.
enum class Unseen { No, RenderMode, Transparent, Clipped, OffPage, Tiny, Disguised };

/// One drawn glyph. Lengths are points; (x, baseline) are in the page turned so that the text runs left to right.
struct Glyph {
    std::u32string text;  ///< as the font maps it; empty for an unmapped glyph
    float x = 0, baseline = 0, advance = 0;
    float size = 0;
    Box box;       ///< on the page as it is seen
    int font = 0;  ///< index into GlyphPage::fonts
    Colour colour;
    Unseen unseen = Unseen::No;
    int quarter_turns = 0;  ///< as in PlacedWord
    int paint_order = 0;    ///< shared with Area
    bool stroked = false;   ///< filled and outlined: drawn to look bold
    [[nodiscard]] float end() const { return x + advance; }
};

/// How far the box of a painted area tells what is covered.
enum class Coverage {
    Exact,    ///< a rectangle
    Within,   ///< some other shape inside the box
    Unknown,  ///< an image, a gradient or a pattern: any colour
};

/// Something painted that is no text.
struct Area {
    Box box;
    Colour colour;
    Coverage coverage = Coverage::Exact;
    bool opaque = true;
    int paint_order = 0;
};

/// The part of a page that leads somewhere.
struct LinkArea {
    Box box;
    std::string target;
};

/// What was drawn on one page.
struct GlyphPage {
    float width = 0, height = 0;
    std::vector<FontLook> fonts;
    std::vector<Glyph> glyphs;
    std::vector<Area> areas;
    std::vector<document::Rule> rules;
    std::vector<Box> dots;  ///< small filled shapes, as browsers draw the bullets of lists
    std::vector<LinkArea> links;
    /// Share of the page under its largest image, 0..1.
    float image_share = 0;
    int unmapped_glyphs = 0;
};

}  // namespace bespoke::reader
