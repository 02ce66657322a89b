#include "sight.hpp"

#include <cmath>

#include "geometry.hpp"

namespace bespoke::reader {
namespace {

/// Contrast ratio (WCAG 2.1) under which text can't be told from its ground; light grey #ccc on white has 1.6.
constexpr double kUnseenContrast = 1.2;

double linear(std::uint8_t channel) {
    const double value = channel / 255.0;
    return value <= 0.03928 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

double luminance(const Colour& colour) {
    return 0.2126 * linear(colour.red) + 0.7152 * linear(colour.green) + 0.0722 * linear(colour.blue);
}

/// Different hues of one lightness can still be told apart.
bool close_in_hue(const Colour& a, const Colour& b) {
    constexpr int kChannel = 48;
    return std::abs(a.red - b.red) < kChannel && std::abs(a.green - b.green) < kChannel && std::abs(a.blue - b.blue) < kChannel;
}

bool melts_into(const Colour& text, const Colour& ground) {
    if (text == ground) return true;
    if (!close_in_hue(text, ground)) return false;
    const double a = luminance(text) + 0.05, b = luminance(ground) + 0.05;
    return std::max(a, b) / std::min(a, b) < kUnseenContrast;
}

}  // namespace

bool Sight::sees(const Box& box, const Colour& colour, int paint_order) const {
    const float x = (box.left + box.right) / 2, y = (box.top + box.bottom) / 2;
    bool melts = true;
    bool ground_found = false;
    // From the topmost area down: what lies above the text first, then its ground.
    for (auto area = areas_->rbegin(); area != areas_->rend(); ++area) {
        if (!contains(area->box, x, y)) continue;
        if (area->paint_order > paint_order) {
            if (area->opaque && area->coverage != Coverage::Within && contains(area->box, box.left, y) &&
                contains(area->box, box.right, y))
                return false;
            continue;
        }
        if (ground_found) continue;
        if (area->coverage == Coverage::Unknown) return true;
        melts = melts && melts_into(colour, area->colour);
        ground_found = area->coverage == Coverage::Exact && area->opaque;
    }
    if (!ground_found) melts = melts && melts_into(colour, Colour{255, 255, 255});
    return !melts;
}

}  // namespace bespoke::reader
