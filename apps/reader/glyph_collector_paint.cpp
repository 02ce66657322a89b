// What a page paints beside text: rules, grounds of text, bullets, images.

#include <cmath>

#include "filter_chains.hpp"
#include "geometry.hpp"
#include "gfx_values.hpp"
#include "glyph_collector.hpp"

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
constexpr double kOpaque = 0.95;

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

}  // namespace

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
            if (std::min(line.width(), line.height()) <= std::max(kRuleThickness, 2 * half + 0.5F))
                keep_path(state, nullptr, line, colour);
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

/// Its bytes are not skipped by unpacking them then: poppler looks for their end on the page.
bool GlyphCollector::is_overlong(Stream& picture) {
    const bool overlong = has_long_filter_chain(*picture.getDict());
    met_long_filter_chain_ = met_long_filter_chain_ || overlong;
    return overlong;
}

void GlyphCollector::drawImageMask(GfxState* state, Object* reference, Stream* stream, int width, int height, bool invert,
                                   bool interpolate, bool in_line) {
    keep_image(state, Coverage::Unknown, false);
    // Poppler's own version draws nothing and skips the bytes of an in-line image.
    if (in_line && is_overlong(*stream)) return;
    OutputDev::drawImageMask(state, reference, stream, width, height, invert, interpolate, in_line);
}

void GlyphCollector::drawImage(GfxState* state, Object* reference, Stream* stream, int width, int height, GfxImageColorMap* map,
                               bool interpolate, const int* mask, bool in_line) {
    keep_image(state, Coverage::Unknown, mask == nullptr);
    if (in_line && is_overlong(*stream)) return;
    OutputDev::drawImage(state, reference, stream, width, height, map, interpolate, mask, in_line);
}

void GlyphCollector::drawMaskedImage(GfxState* state, Object*, Stream*, int, int, GfxImageColorMap*, bool, Stream*, int, int,
                                     bool, bool) {
    keep_image(state, Coverage::Unknown, false);
}

void GlyphCollector::drawSoftMaskedImage(GfxState* state, Object*, Stream*, int, int, GfxImageColorMap*, bool, Stream*, int, int,
                                         GfxImageColorMap*, bool) {
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
