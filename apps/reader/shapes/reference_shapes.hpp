#pragma once

#include <span>

#include "glyph_shape.hpp"

namespace bespoke::reader {

/// How one face draws a letter or digit.
struct ReferenceShape {
    char32_t letter;  ///< in lower case, also where the shape is that of the capital
    char32_t alike;   ///< `look_alike(letter)`
    GlyphShape shape;
};

/// The letters of common faces, drawn when this program is built (`make_shapes.cpp`).
std::span<const ReferenceShape> reference_shapes();

}  // namespace bespoke::reader
