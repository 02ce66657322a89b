#include "glyph_collector.hpp"

#include <poppler/GfxFont.h>
#include <poppler/UTF.h>
#include <poppler/XRef.h>

#include <cmath>

#include "font_look.hpp"
#include "geometry.hpp"

namespace bespoke::reader {
namespace {

/// Fills of at most this thickness are lines, not areas.
constexpr float kRuleThickness = 3;
constexpr float kRuleLength = 10;
/// Areas under this many points a side can't be the ground of a word.
constexpr float kSmallestArea = 4;
/// More painted areas than this make no page of text; later ones are not kept.
constexpr std::size_t kMaxAreas = 20'000;
/// Bullets of lists are drawn this large, in points.
constexpr float kSmallestDot = 1, kLargestDot = 9;
constexpr double kTransparent = 0.05, kOpaque = 0.95;
constexpr float kTinySize = 2;
constexpr float kClipMargin = 0.5F;
/// Glyphs of the same character closer than this share of the size are one glyph drawn twice (simulated bold, shadow).
constexpr float kTwinDistance = 0.12F;

Colour to_colour(const GfxRGB& rgb) { return {colToByte(rgb.r), colToByte(rgb.g), colToByte(rgb.b)}; }

Colour fill_colour(GfxState* state) {
    GfxRGB rgb;
    state->getFillRGB(&rgb);
    return to_colour(rgb);
}

Colour stroke_colour(GfxState* state) {
    GfxRGB rgb;
    state->getStrokeRGB(&rgb);
    return to_colour(rgb);
}

/// Text rendering modes (ISO 32000-1, table 106).
bool only_stroked(int mode) { return mode == 1 || mode == 5; }
bool filled_and_stroked(int mode) { return mode == 2 || mode == 6; }

Box clip_box(GfxState* state) {
    double x1 = 0, y1 = 0, x2 = 0, y2 = 0;
    state->getClipBBox(&x1, &y1, &x2, &y2);
    return {static_cast<float>(x1), static_cast<float>(y1), static_cast<float>(x2), static_cast<float>(y2)};
}

Box box_of(GfxState* state, const GfxSubpath* path) {
    Box box;
    for (int i = 0; i < path->getNumPoints(); ++i) {
        double x = 0, y = 0;
        state->transform(path->getX(i), path->getY(i), &x, &y);
        const auto px = static_cast<float>(x), py = static_cast<float>(y);
        box = i == 0 ? Box{px, py, px, py} : united(box, Box{px, py, px, py});
    }
    return box;
}

/// True if each corner of the path lies on the edge of its box: rectangles, also with rounded corners.
bool fills_its_box(GfxState* state, const GfxSubpath* path, const Box& box) {
    constexpr float kSlack = 0.5F;
    if (path->getNumPoints() < 4) return false;
    for (int i = 0; i < path->getNumPoints(); ++i) {
        if (path->getCurve(i)) continue;
        double x = 0, y = 0;
        state->transform(path->getX(i), path->getY(i), &x, &y);
        const bool on_side = std::abs(x - box.left) < kSlack || std::abs(x - box.right) < kSlack;
        const bool on_level = std::abs(y - box.top) < kSlack || std::abs(y - box.bottom) < kSlack;
        if (!on_side && !on_level) return false;
    }
    return true;
}

/// All corners of the path lie about on one circle around the middle of its box.
bool is_round(GfxState* state, const GfxSubpath* path, const Box& box) {
    const double radius = (box.width() + box.height()) / 4;
    for (int i = 0; i < path->getNumPoints(); ++i) {
        if (path->getCurve(i)) continue;
        double x = 0, y = 0;
        state->transform(path->getX(i), path->getY(i), &x, &y);
        const double distance = std::hypot(x - (box.left + box.right) / 2, y - (box.top + box.bottom) / 2);
        if (std::abs(distance - radius) > 0.15 * radius) return false;
    }
    return true;
}

std::u32string to_u32(const Unicode* text, int length) {
    std::u32string out;
    for (int i = 0; i < length; ++i) {
        if (text[i] >= 0x20 && text[i] != 0x7F && text[i] <= 0x10FFFF) out += static_cast<char32_t>(text[i]);
    }
    return out;
}

/// StemV stands only in the dictionary; composite fonts keep their descriptor one level down.
double stem_v(XRef* xref, const GfxFont& font) {
    const Object object = xref->fetch(*font.getID());
    if (!object.isDict()) return 0;
    Object descriptor = object.dictLookup("FontDescriptor");
    if (!descriptor.isDict()) {
        const Object descendants = object.dictLookup("DescendantFonts");
        if (!descendants.isArray() || descendants.arrayGetLength() == 0) return 0;
        const Object first = descendants.arrayGet(0);
        if (first.isDict()) descriptor = first.dictLookup("FontDescriptor");
    }
    if (!descriptor.isDict()) return 0;
    const Object stem = descriptor.dictLookup("StemV");
    return stem.isNum() ? stem.getNum() : 0;
}

FontLook look_of(XRef* xref, const GfxFont& font) {
    FontHints hints;
    if (font.getWeight() != GfxFont::WeightNotDefined) hints.weight = static_cast<int>(font.getWeight()) * 100;
    hints.bold_flag = font.isBold();
    hints.italic_flag = font.isItalic();
    hints.stem_v = stem_v(xref, font);
    return font_look(font.getName().value_or(""), hints);
}

/// Height of the em of a Type 3 font over its nominal size. Its glyph space is its own; the font box gives the height
/// of its tallest letters, about 1.2 em.
double type3_scale(const GfxFont& font) {
    const double* matrix = font.getFontMatrix();
    const double* box = font.getFontBBox();
    const double height = std::abs((box[3] - box[1]) * matrix[3]) / 1.2;
    return height > 0.05 && height < 20 ? height : 1;
}

/// Direction of writing in quarter turns, from the text matrix on the device.
int quarter_turns(GfxState* state) {
    double right = 0, down = 0, ignored = 0;
    state->getFontTransMat(&right, &down, &ignored, &ignored);
    if (std::abs(right) >= std::abs(down)) return right >= 0 ? 0 : 2;
    return down < 0 ? 1 : 3;
}

}  // namespace

void GlyphCollector::startPage(int, GfxState* state, XRef* xref) {
    page_ = GlyphPage{};
    page_.width = static_cast<float>(state->getPageWidth());
    page_.height = static_cast<float>(state->getPageHeight());
    std::copy_n(state->getCTM(), 6, to_page_);
    xref_ = xref;
    font_numbers_.clear();
    keep_alive_.clear();
    drawn_.clear();
    groups_.clear();
    paint_order_ = soft_masks_ = 0;
    overflowed_ = in_actual_text_ = false;
}

Box GlyphCollector::to_page(double x1, double y1, double x2, double y2) const {
    const auto place = [&](double x, double y) {
        const auto px = static_cast<float>(to_page_[0] * x + to_page_[2] * y + to_page_[4]);
        const auto py = static_cast<float>(to_page_[1] * x + to_page_[3] * y + to_page_[5]);
        return Box{px, py, px, py};
    };
    return united(place(x1, y1), place(x2, y2));
}

int GlyphCollector::font_index(GfxState* state) {
    const std::shared_ptr<GfxFont>& font = state->getFont();
    const auto known = font_numbers_.find(font.get());
    if (known != font_numbers_.end()) return known->second;
    const int index = static_cast<int>(page_.fonts.size());
    page_.fonts.push_back(look_of(xref_, *font));
    keep_alive_.push_back(font);
    font_numbers_.emplace(font.get(), index);
    return index;
}

void GlyphCollector::updateFont(GfxState* state) {
    if (!state->getFont()) return;
    font_ = font_index(state);
    size_scale_ = state->getFont()->getType() == fontType3 ? type3_scale(*state->getFont()) : 1;
}

Unseen GlyphCollector::why_unseen(GfxState* state, const Glyph& glyph) const {
    const int mode = state->getRender();
    if (mode == 3) return Unseen::RenderMode;
    if ((only_stroked(mode) ? state->getStrokeOpacity() : state->getFillOpacity()) < kTransparent) return Unseen::Transparent;
    if (glyph.size < kTinySize) return Unseen::Tiny;
    if (!overlap(glyph.box, Box{0, 0, page_.width, page_.height})) return Unseen::OffPage;
    if (!overlap(widened(clip_box(state), kClipMargin), glyph.box)) return Unseen::Clipped;
    return Unseen::No;
}

void GlyphCollector::drawChar(GfxState* state, double x, double y, double dx, double dy, double origin_x, double origin_y,
                              CharCode, int, const Unicode* text, int length) {
    if (in_soft_mask() || !state->getFont()) return;
    if (page_.glyphs.size() >= max_glyphs_) {
        overflowed_ = true;
        return;
    }
    double px = 0, py = 0, width = 0, down = 0, spacing_x = 0, spacing_y = 0;
    state->transform(x - origin_x, y - origin_y, &px, &py);
    state->textTransformDelta(state->getCharSpace() * state->getHorizScaling(), 0, &spacing_x, &spacing_y);
    state->transformDelta(dx - spacing_x, dy - spacing_y, &width, &down);
    if (!std::isfinite(px + py + width + down) || std::abs(px) > 1e6 || std::abs(py) > 1e6) return;

    Glyph glyph;
    glyph.text = to_u32(text, length);
    glyph.size = static_cast<float>(state->getTransformedFontSize() * size_scale_);
    glyph.quarter_turns = quarter_turns(state);
    glyph.font = font_;
    const Placement placement = place_upright({static_cast<float>(px), static_cast<float>(py)}, glyph.quarter_turns,
                                              {page_.width, page_.height});
    glyph.x = placement.x;
    glyph.baseline = placement.y;
    glyph.advance = static_cast<float>(std::hypot(width, down));
    const double ascent = std::clamp(state->getFont()->getAscent(), 0.6, 1.0);
    const double descent = std::clamp(-state->getFont()->getDescent(), 0.1, 0.3);
    const Box upright{glyph.x, glyph.baseline - static_cast<float>(ascent) * glyph.size, glyph.x + glyph.advance,
                      glyph.baseline + static_cast<float>(descent) * glyph.size};
    glyph.box = turned_back(upright, glyph.quarter_turns, {page_.width, page_.height});
    glyph.colour = only_stroked(state->getRender()) ? stroke_colour(state) : fill_colour(state);
    glyph.stroked = filled_and_stroked(state->getRender());
    glyph.unseen = why_unseen(state, glyph);
    glyph.paint_order = paint_order_++;
    if (glyph.text.empty() && glyph.unseen == Unseen::No) ++page_.unmapped_glyphs;
    if (!merge_twin(glyph)) page_.glyphs.push_back(std::move(glyph));
}

bool GlyphCollector::merge_twin(const Glyph& glyph) {
    if (glyph.text.empty() || glyph.text == U" " || glyph.size <= 0) return false;
    constexpr float kCell = 4;
    const auto key = [&](int column, int row) {
        return static_cast<std::uint64_t>(glyph.text[0]) << 40 | static_cast<std::uint64_t>(column & 0xFFFFF) << 20 |
               static_cast<std::uint64_t>(row & 0xFFFFF);
    };
    const int column = static_cast<int>(std::floor(glyph.x / kCell)), row = static_cast<int>(std::floor(glyph.baseline / kCell));
    for (int i = column - 1; i <= column + 1; ++i) {
        for (int j = row - 1; j <= row + 1; ++j) {
            const auto found = drawn_.find(key(i, j));
            if (found == drawn_.end()) continue;
            Glyph& twin = page_.glyphs[found->second];
            const float distance = std::max(std::abs(twin.x - glyph.x), std::abs(twin.baseline - glyph.baseline));
            if (twin.text != glyph.text || distance > kTwinDistance * glyph.size) continue;
            // What was drawn last is what is seen.
            twin.stroked = twin.stroked || distance > 0;
            if (glyph.unseen == Unseen::No) {
                twin.colour = glyph.colour;
                twin.unseen = Unseen::No;
                twin.paint_order = glyph.paint_order;
            }
            return true;
        }
    }
    drawn_[key(column, row)] = page_.glyphs.size();
    return false;
}

void GlyphCollector::beginActualText(GfxState*, const GooString* text) {
    Unicode* code_points = nullptr;
    const int length = TextStringToUCS4(text->toStr(), &code_points);
    actual_text_ = to_u32(code_points, length);
    gfree(code_points);
    actual_begin_ = page_.glyphs.size();
    in_actual_text_ = true;
}

/// What is drawn counts, not what the file claims was drawn; the claim only fills in for glyphs that map to nothing
/// and completes a ligature that maps to its first letter.
void GlyphCollector::endActualText(GfxState*) {
    constexpr std::size_t kLongestLigature = 4;
    if (!in_actual_text_) return;
    in_actual_text_ = false;
    const std::size_t count = page_.glyphs.size() - std::min(actual_begin_, page_.glyphs.size());
    if (count != 1 || actual_text_.empty() || actual_text_.size() > kLongestLigature) return;
    Glyph& glyph = page_.glyphs.back();
    if (glyph.text.empty() || actual_text_.starts_with(glyph.text)) glyph.text = actual_text_;
}

void GlyphCollector::keep_rule(const Box& box, const Colour& colour) {
    if (std::max(box.width(), box.height()) < kRuleLength || page_.rules.size() >= kMaxAreas) return;
    page_.rules.push_back({box, colour});
}

void GlyphCollector::keep_dot(GfxState* state) {
    if (state->getPath()->getNumSubpaths() != 1) return;  // icons have more parts
    const GfxSubpath* path = state->getPath()->getSubpath(0);
    const Box box = intersection(box_of(state, path), clip_box(state));
    const float small = std::min(box.width(), box.height()), large = std::max(box.width(), box.height());
    if (small < kSmallestDot || large > kLargestDot || large > 1.6F * small || page_.dots.size() >= kMaxAreas) return;
    if (is_round(state, path, box) || fills_its_box(state, path, box)) page_.dots.push_back(box);
}

void GlyphCollector::keep_area(const Area& area) {
    if (area.box.width() < kSmallestArea || area.box.height() < kSmallestArea || page_.areas.size() >= kMaxAreas) return;
    page_.areas.push_back(area);
}

void GlyphCollector::stroke(GfxState* state) {
    if (in_soft_mask() || state->getStrokeOpacity() < kTransparent) return;
    const auto half = static_cast<float>(state->getTransformedLineWidth() / 2);
    const Colour colour = stroke_colour(state);
    const GfxPath* path = state->getPath();
    keep_dot(state);
    for (int i = 0; i < path->getNumSubpaths(); ++i) {
        const GfxSubpath* part = path->getSubpath(i);
        for (int j = 1; j < part->getNumPoints(); ++j) {
            if (part->getCurve(j) || part->getCurve(j - 1)) continue;
            double x1 = 0, y1 = 0, x2 = 0, y2 = 0;
            state->transform(part->getX(j - 1), part->getY(j - 1), &x1, &y1);
            state->transform(part->getX(j), part->getY(j), &x2, &y2);
            const Box line = widened(box_between(x1, y1, x2, y2), half);
            if (std::min(line.width(), line.height()) <= std::max(kRuleThickness, 2 * half + 0.5F)) keep_path(state, nullptr, line, colour);
        }
    }
}

void GlyphCollector::fill(GfxState* state) {
    if (in_soft_mask() || state->getFillOpacity() < kTransparent) return;
    if (state->getFillColorSpace()->getMode() == csPattern) return;
    const Colour colour = fill_colour(state);
    const GfxPath* path = state->getPath();
    keep_dot(state);
    for (int i = 0; i < path->getNumSubpaths(); ++i) {
        keep_path(state, path->getSubpath(i), box_of(state, path->getSubpath(i)), colour);
    }
}

void GlyphCollector::keep_path(GfxState* state, const GfxSubpath* path, const Box& box, const Colour& colour) {
    const Box seen = intersection(box, clip_box(state));
    if (seen.width() < 0 || seen.height() < 0) return;
    if (std::min(seen.width(), seen.height()) <= kRuleThickness) return keep_rule(seen, colour);
    // A path of several parts may be a frame with a hole.
    const bool exact = path == nullptr || (state->getPath()->getNumSubpaths() == 1 && fills_its_box(state, path, box));
    const double opacity = path == nullptr ? state->getStrokeOpacity() : state->getFillOpacity();
    const bool opaque = opacity > kOpaque && state->getBlendMode() == gfxBlendNormal;
    keep_area({seen, colour, exact ? Coverage::Exact : Coverage::Within, opaque, paint_order_++});
}

void GlyphCollector::keep_image(GfxState* state, Coverage coverage, bool opaque) {
    if (in_soft_mask()) return;
    double x1 = 0, y1 = 0, x2 = 0, y2 = 0;
    state->transform(0, 0, &x1, &y1);
    state->transform(1, 1, &x2, &y2);
    const Box page{0, 0, page_.width, page_.height};
    const Box seen = intersection(intersection(box_between(x1, y1, x2, y2), clip_box(state)), page);
    if (seen.width() <= 0 || seen.height() <= 0) return;
    page_.image_share = std::min(1.0F, page_.image_share + area_of(seen) / std::max(1.0F, area_of(page)));
    keep_area({seen, {}, coverage, opaque, paint_order_++});
}

bool GlyphCollector::shaded(GfxState* state) {
    if (!in_soft_mask()) keep_area({clip_box(state), {}, Coverage::Unknown, false, paint_order_++});
    return true;
}

bool GlyphCollector::tilingPatternFill(GfxState* state, Gfx*, Catalog*, GfxTilingPattern*, const double*, int, int, int, int,
                                       double, double) {
    return shaded(state);
}

void GlyphCollector::drawImageMask(GfxState* state, Object* reference, Stream* stream, int width, int height, bool invert,
                                   bool interpolate, bool in_line) {
    keep_image(state, Coverage::Unknown, false);
    // Poppler's own version draws nothing and skips the bytes of an in-line image.
    OutputDev::drawImageMask(state, reference, stream, width, height, invert, interpolate, in_line);
}

void GlyphCollector::drawImage(GfxState* state, Object* reference, Stream* stream, int width, int height,
                               GfxImageColorMap* map, bool interpolate, const int* mask, bool in_line) {
    keep_image(state, Coverage::Unknown, mask == nullptr);
    OutputDev::drawImage(state, reference, stream, width, height, map, interpolate, mask, in_line);
}

void GlyphCollector::drawMaskedImage(GfxState* state, Object*, Stream*, int, int, GfxImageColorMap*, bool, Stream*, int, int,
                                     bool, bool) {
    keep_image(state, Coverage::Unknown, false);
}

void GlyphCollector::drawSoftMaskedImage(GfxState* state, Object*, Stream*, int, int, GfxImageColorMap*, bool, Stream*, int,
                                         int, GfxImageColorMap*, bool) {
    keep_image(state, Coverage::Unknown, false);
}

void GlyphCollector::beginTransparencyGroup(GfxState*, const double*, GfxColorSpace*, bool, bool, bool for_soft_mask) {
    groups_.push_back(for_soft_mask);
    if (for_soft_mask) ++soft_masks_;
}

void GlyphCollector::endTransparencyGroup(GfxState*) {
    if (groups_.empty()) return;
    if (groups_.back()) --soft_masks_;
    groups_.pop_back();
}

}  // namespace bespoke::reader
