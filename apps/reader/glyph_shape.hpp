#pragma once

#include <ft2build.h>
#include FT_FREETYPE_H

#include <array>
#include <cstdint>
#include <optional>

namespace bespoke::reader {

/// What a glyph looks like, whatever its size and place: how much ink is in each cell of a grid over its bounding box.
struct GlyphShape {
    static constexpr int kCells = 16;  ///< in a row and in a column

    std::array<std::uint8_t, kCells * kCells> ink{};
    float log_aspect = 0;  ///< logarithm of width over height
    int total = 0;         ///< sum of `ink`, above zero
};

/// Draws a glyph's outline, unhinted: runs no program of the font. Nothing if it is empty, no outline, or broken.
std::optional<GlyphShape> draw_shape(FT_Library library, FT_Face face, unsigned glyph);

/// From 0 (alike) to a little above 1 (no ink in common).
float distance(const GlyphShape& one, const GlyphShape& other);

}  // namespace bespoke::reader
