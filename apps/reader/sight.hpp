#pragma once

#include <vector>

#include "glyph.hpp"

namespace bespoke::reader {

/// Tells whether text can be seen against what is painted below and above it on a page.
class Sight {
public:
    explicit Sight(const std::vector<Area>& areas) : areas_(&areas) {}

    /// False for text in the colour of its ground, and for text under an opaque rectangle or image. Errs on the side
    /// of "seen": where the ground can't be known (an image, a gradient, an odd shape) the text counts as seen.
    [[nodiscard]] bool sees(const Box& box, const Colour& colour, int paint_order) const;

private:
    const std::vector<Area>* areas_;
};

}  // namespace bespoke::reader
