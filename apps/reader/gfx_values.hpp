#pragma once

#include <poppler/GfxState.h>

#include "glyph.hpp"

namespace bespoke::reader {

/// Opacity under which nothing is seen.
constexpr double kTransparent = 0.05;

inline Colour to_colour(const GfxRGB& rgb) { return {colToByte(rgb.r), colToByte(rgb.g), colToByte(rgb.b)}; }

inline Colour fill_colour(GfxState* state) {
    GfxRGB rgb;
    state->getFillRGB(&rgb);
    return to_colour(rgb);
}

inline Colour stroke_colour(GfxState* state) {
    GfxRGB rgb;
    state->getStrokeRGB(&rgb);
    return to_colour(rgb);
}

/// Box of the clipping path on the page.
inline Box clip_box(GfxState* state) {
    double x1 = 0, y1 = 0, x2 = 0, y2 = 0;
    state->getClipBBox(&x1, &y1, &x2, &y2);
    return {static_cast<float>(x1), static_cast<float>(y1), static_cast<float>(x2), static_cast<float>(y2)};
}

}  // namespace bespoke::reader
