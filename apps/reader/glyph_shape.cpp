#include "glyph_shape.hpp"

#include FT_BBOX_H
#include FT_OUTLINE_H

#include <cmath>

namespace bespoke::reader {
namespace {

constexpr long kMaxUnits = 30'000;  ///< of an em; keeps what follows far from overflow
constexpr int kSubpixels = 64;      ///< in one pixel of FreeType's outlines
constexpr double kFixedOne = 65'536;
/// How much other proportions count: condensed and wide fonts draw the same letters.
constexpr float kAspectWeight = 0.15F;

FT_Fixed scale_to_grid(long units) {
    return static_cast<FT_Fixed>(GlyphShape::kCells * kSubpixels * kFixedOne / static_cast<double>(units));
}

}  // namespace

std::optional<GlyphShape> draw_shape(FT_Library library, FT_Face face, unsigned glyph) {
    if (FT_Load_Glyph(face, glyph, FT_LOAD_NO_SCALE | FT_LOAD_NO_HINTING | FT_LOAD_NO_BITMAP) != 0) return std::nullopt;
    if (face->glyph->format != FT_GLYPH_FORMAT_OUTLINE) return std::nullopt;
    FT_Outline* outline = &face->glyph->outline;
    FT_BBox box;
    if (outline->n_points < 3 || FT_Outline_Get_BBox(outline, &box) != 0) return std::nullopt;
    const long width = box.xMax - box.xMin, height = box.yMax - box.yMin;
    if (width <= 0 || height <= 0 || width > kMaxUnits || height > kMaxUnits) return std::nullopt;
    FT_Outline_Translate(outline, -box.xMin, -box.yMin);
    const FT_Matrix to_grid{scale_to_grid(width), 0, 0, scale_to_grid(height)};
    FT_Outline_Transform(outline, &to_grid);

    GlyphShape shape;
    FT_Bitmap bitmap{};
    bitmap.rows = bitmap.width = GlyphShape::kCells;
    bitmap.pitch = GlyphShape::kCells;
    bitmap.buffer = shape.ink.data();
    bitmap.num_grays = 256;
    bitmap.pixel_mode = FT_PIXEL_MODE_GRAY;
    if (FT_Outline_Get_Bitmap(library, outline, &bitmap) != 0) return std::nullopt;
    for (const int ink : shape.ink) shape.total += ink;
    shape.log_aspect = std::log(static_cast<float>(width) / static_cast<float>(height));
    return shape.total > 0 ? std::optional(shape) : std::nullopt;
}

float distance(const GlyphShape& one, const GlyphShape& other) {
    int differing = 0;
    for (std::size_t cell = 0; cell < one.ink.size(); ++cell) {
        const int mine = one.ink[cell], its = other.ink[cell];
        differing += mine > its ? mine - its : its - mine;
    }
    return static_cast<float>(differing) / static_cast<float>(one.total + other.total) +
           kAspectWeight * std::abs(one.log_aspect - other.log_aspect);
}

}  // namespace bespoke::reader
