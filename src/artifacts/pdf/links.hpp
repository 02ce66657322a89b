#pragma once

#include <cairo.h>

#include "artifacts/layout/layout.hpp"

namespace bespoke::artifacts {

/// Where a line stands on its page, in points.
struct LineFrame {
    float x, top, height;
};

/// Make the linked runs of a line clickable.
void add_links(cairo_t*, const Shaped&, PangoLayoutLine*, LineFrame);

}  // namespace bespoke::artifacts
