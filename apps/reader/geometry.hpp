#pragma once

#include <algorithm>

#include "document/document.hpp"

namespace bespoke::reader {

using document::Box;

struct Placement {
    float x = 0, y = 0;
};
struct PageSize {
    float width = 0, height = 0;
};

inline Box united(const Box& a, const Box& b) {
    return {std::min(a.left, b.left), std::min(a.top, b.top), std::max(a.right, b.right), std::max(a.bottom, b.bottom)};
}
/// May have a negative width or height: then the boxes don't meet.
inline Box intersection(const Box& a, const Box& b) {
    return {std::max(a.left, b.left), std::max(a.top, b.top), std::min(a.right, b.right), std::min(a.bottom, b.bottom)};
}
inline bool overlap(const Box& a, const Box& b) {
    return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
inline Box widened(const Box& box, float by) { return {box.left - by, box.top - by, box.right + by, box.bottom + by}; }
inline bool contains(const Box& box, float x, float y) {
    return x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
}
inline float area_of(const Box& box) { return std::max(0.0F, box.width()) * std::max(0.0F, box.height()); }
inline Box box_between(double x1, double y1, double x2, double y2) {
    return {static_cast<float>(std::min(x1, x2)), static_cast<float>(std::min(y1, y2)), static_cast<float>(std::max(x1, x2)),
            static_cast<float>(std::max(y1, y2))};
}

/// Where a point of the page lands once the page is turned so that text of this direction runs left to right.
inline Placement place_upright(Placement point, int quarter_turns, PageSize page) {
    switch (quarter_turns) {
        case 1: return {page.height - point.y, point.x};
        case 2: return {page.width - point.x, page.height - point.y};
        case 3: return {point.y, page.width - point.x};
        default: return point;
    }
}

/// The inverse for boxes.
inline Box turned_back(const Box& box, int quarter_turns, PageSize page) {
    switch (quarter_turns) {
        case 1: return {box.top, page.height - box.right, box.bottom, page.height - box.left};
        case 2: return {page.width - box.right, page.height - box.bottom, page.width - box.left, page.height - box.top};
        case 3: return {page.width - box.bottom, box.left, page.width - box.top, box.right};
        default: return box;
    }
}

}  // namespace bespoke::reader
