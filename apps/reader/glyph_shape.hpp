#pragma once

#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_OUTLINE_H

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace bespoke::reader {

/// What a glyph looks like, whatever its size and place: how much ink is in each cell of a grid over its bounding box.
struct GlyphShape {
    static constexpr int kCells = 16;  ///< in a row and in a column

    std::array<std::uint8_t, kCells * kCells> ink{};
    float log_aspect = 0;  ///< logarithm of width over height
    int total = 0;         ///< sum of `ink`, above zero
};

/// A glyph as one who looks at the page sees it.
struct Drawn {
    bool is_known = false;            ///< false if it can't be told: broken, a bitmap, or too much of it
    std::optional<GlyphShape> shape;  ///< nothing if no ink is drawn at all
};

/// One filled part of a glyph, in any unit, y upwards. Its points are those of FreeType: two between `on` ones belong to a cubic curve.
struct InkPart {
    struct Point {
        double x = 0, y = 0;
        bool on = true;
    };
    std::vector<std::vector<Point>> contours;
    bool even_odd = false;
};

/// FreeType's outline, quadratic curves raised to cubic ones. Empty if it is broken.
InkPart part_of(const FT_Outline& outline);

/// A glyph's outline, unhinted: runs no program of the font. Nothing if it is no outline, or broken.
std::optional<InkPart> outline_of(FT_Face face, unsigned glyph);

/// Draws a glyph of filled parts, one over another.
Drawn draw_shape(FT_Library library, std::span<const InkPart> parts);

/// From 0 (alike) to a little above 1 (no ink in common).
float distance(const GlyphShape& one, const GlyphShape& other);

}  // namespace bespoke::reader
