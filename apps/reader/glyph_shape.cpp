#include "glyph_shape.hpp"

#include FT_OUTLINE_H

#include <algorithm>
#include <cmath>

namespace bespoke::reader {
namespace {

constexpr int kSubpixels = 64;  ///< in one pixel of FreeType's outlines
/// How much other proportions count: condensed and wide fonts draw the same letters.
constexpr float kAspectWeight = 0.15F;
/// Less than this share of the ink beyond an edge is a speck that somebody put there to spoil the box of a glyph.
constexpr double kSpeck = 0.004;
constexpr int kMostZooms = 4;
constexpr std::size_t kMostPoints = 16'000;  ///< FreeType counts in 16 bits
constexpr double kFarthest = 200;            ///< widths of the grid that a point may lie off it

using Canvas = std::array<std::uint8_t, GlyphShape::kCells * GlyphShape::kCells>;

struct Frame {
    double left = 0, bottom = 0, right = 0, top = 0;
    [[nodiscard]] double width() const { return right - left; }
    [[nodiscard]] double height() const { return top - bottom; }
};

std::optional<Frame> frame_of(std::span<const InkPart> parts) {
    std::optional<Frame> frame;
    for (const auto& part : parts) {
        for (const auto& contour : part.contours) {
            for (const auto& [x, y, on] : contour) {
                if (!std::isfinite(x) || !std::isfinite(y)) return std::nullopt;
                if (!frame) frame = Frame{x, y, x, y};
                frame->left = std::min(frame->left, x);
                frame->right = std::max(frame->right, x);
                frame->bottom = std::min(frame->bottom, y);
                frame->top = std::max(frame->top, y);
            }
        }
    }
    return frame;
}

FT_Pos on_grid(double value, double from, double length) {
    const double cells = std::clamp((value - from) / length, -kFarthest, kFarthest) * GlyphShape::kCells;
    return std::lround(cells * kSubpixels);
}

/// Adds the part's ink to the canvas that covers the frame.
bool add_ink(FT_Library library, const InkPart& part, const Frame& frame, Canvas& canvas) {
    std::vector<FT_Vector> points;
    std::vector<char> tags;
    std::vector<short> ends;
    for (const auto& contour : part.contours) {
        if (contour.size() < 3) continue;
        for (const auto& [x, y, on] : contour) {
            points.push_back({on_grid(x, frame.left, frame.width()), on_grid(y, frame.bottom, frame.height())});
            tags.push_back(on ? FT_CURVE_TAG_ON : FT_CURVE_TAG_CUBIC);
        }
        ends.push_back(static_cast<short>(points.size() - 1));
        if (points.size() > kMostPoints) return false;
    }
    if (points.empty()) return true;
    FT_Outline outline{static_cast<short>(ends.size()),
                       static_cast<short>(points.size()),
                       points.data(),
                       tags.data(),
                       ends.data(),
                       part.even_odd ? FT_OUTLINE_EVEN_ODD_FILL : FT_OUTLINE_NONE};
    Canvas layer{};
    FT_Bitmap bitmap{};
    bitmap.rows = bitmap.width = GlyphShape::kCells;
    bitmap.pitch = GlyphShape::kCells;
    bitmap.buffer = layer.data();
    bitmap.num_grays = 256;
    bitmap.pixel_mode = FT_PIXEL_MODE_GRAY;
    if (FT_Outline_Get_Bitmap(library, &outline, &bitmap) != 0) return false;
    for (std::size_t cell = 0; cell < canvas.size(); ++cell)
        canvas[cell] = static_cast<std::uint8_t>(std::min(255, canvas[cell] + layer[cell]));
    return true;
}

/// First and one past the last of the cells that hold all ink but specks.
std::pair<int, int> inked(const std::array<int, GlyphShape::kCells>& sums, int total) {
    int first = 0, last = GlyphShape::kCells;
    for (int beyond = 0; first < last && beyond + sums[static_cast<std::size_t>(first)] <= kSpeck * total; ++first)
        beyond += sums[static_cast<std::size_t>(first)];
    for (int beyond = 0; last > first && beyond + sums[static_cast<std::size_t>(last - 1)] <= kSpeck * total; --last)
        beyond += sums[static_cast<std::size_t>(last - 1)];
    return {first, last};
}

/// The frame without its empty margins; the same one where there are hardly any.
Frame without_margins(const Frame& frame, const Canvas& canvas, int total) {
    std::array<int, GlyphShape::kCells> columns{}, rows{};  // rows from the bottom
    for (std::size_t cell = 0; cell < canvas.size(); ++cell) {
        columns[cell % GlyphShape::kCells] += canvas[cell];
        rows[GlyphShape::kCells - 1 - cell / GlyphShape::kCells] += canvas[cell];
    }
    const auto [left, right] = inked(columns, total);
    const auto [bottom, top] = inked(rows, total);
    constexpr int kFewCells = GlyphShape::kCells - 2;
    if (right - left >= kFewCells && top - bottom >= kFewCells) return frame;
    const double column = frame.width() / GlyphShape::kCells, row = frame.height() / GlyphShape::kCells;
    return {frame.left + left * column, frame.bottom + bottom * row, frame.left + right * column, frame.bottom + top * row};
}

std::optional<Canvas> paint(FT_Library library, std::span<const InkPart> parts, const Frame& frame) {
    Canvas canvas{};
    for (const auto& part : parts) {
        if (!add_ink(library, part, frame, canvas)) return std::nullopt;
    }
    return canvas;
}

}  // namespace

InkPart part_of(const FT_Outline& outline) {
    InkPart part;
    FT_Outline_Funcs to_part{};
    struct Pen {
        InkPart* part;
    } pen{&part};
    to_part.move_to = [](const FT_Vector* to, void* user) {
        static_cast<Pen*>(user)->part->contours.push_back({{double(to->x), double(to->y), true}});
        return 0;
    };
    to_part.line_to = [](const FT_Vector* to, void* user) {
        static_cast<Pen*>(user)->part->contours.back().push_back({double(to->x), double(to->y), true});
        return 0;
    };
    to_part.conic_to = [](const FT_Vector* control, const FT_Vector* to, void* user) {
        auto& contour = static_cast<Pen*>(user)->part->contours.back();
        const auto from = contour.back();
        const double cx = double(control->x), cy = double(control->y), x = double(to->x), y = double(to->y);
        contour.push_back({from.x + (cx - from.x) * 2 / 3, from.y + (cy - from.y) * 2 / 3, false});
        contour.push_back({x + (cx - x) * 2 / 3, y + (cy - y) * 2 / 3, false});
        contour.push_back({x, y, true});
        return 0;
    };
    to_part.cubic_to = [](const FT_Vector* one, const FT_Vector* two, const FT_Vector* to, void* user) {
        auto& contour = static_cast<Pen*>(user)->part->contours.back();
        contour.push_back({double(one->x), double(one->y), false});
        contour.push_back({double(two->x), double(two->y), false});
        contour.push_back({double(to->x), double(to->y), true});
        return 0;
    };
    FT_Outline copy = outline;
    if (FT_Outline_Decompose(&copy, &to_part, &pen) != 0) part.contours.clear();
    return part;
}

std::optional<InkPart> outline_of(FT_Face face, unsigned glyph) {
    if (FT_Load_Glyph(face, glyph, FT_LOAD_NO_SCALE | FT_LOAD_NO_HINTING | FT_LOAD_NO_BITMAP) != 0) return std::nullopt;
    if (face->glyph->format != FT_GLYPH_FORMAT_OUTLINE) return std::nullopt;
    return part_of(face->glyph->outline);
}

Drawn draw_shape(FT_Library library, std::span<const InkPart> parts) {
    auto frame = frame_of(parts);
    for (int zoom = 0; frame && zoom <= kMostZooms; ++zoom) {
        if (frame->width() <= 0 || frame->height() <= 0) return {true, std::nullopt};
        const auto canvas = paint(library, parts, *frame);
        if (!canvas) return {};
        GlyphShape shape;
        shape.ink = *canvas;
        for (const int ink : shape.ink) shape.total += ink;
        if (shape.total == 0) return {true, std::nullopt};
        const Frame closer = without_margins(*frame, *canvas, shape.total);
        const bool is_close = closer.width() == frame->width() && closer.height() == frame->height();
        if (is_close || zoom == kMostZooms) {
            shape.log_aspect = std::log(static_cast<float>(frame->width() / frame->height()));
            return {true, shape};
        }
        frame = closer;
    }
    return {true, std::nullopt};
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
