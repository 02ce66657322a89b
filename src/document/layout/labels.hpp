#pragma once

#include <vector>

#include "document/layout/sides.hpp"

namespace bespoke::document::layout {

/// A label on the left of a gutter and the rows it labels.
struct Label {
    Words words;
    std::size_t first_row = 0;
    bool on_baseline = false;  ///< its first line shares the baseline of the first labelled row
    std::size_t lines = 0;
};

/// The labels of the left side. Lines that go on with the label before them are joined to it. `right_edge` is where the
/// text on the right side wraps.
std::vector<Label> labels_of(const Sides& sides, float right_edge);

/// True if the labels are headings of what stands beside them, not the first cell of a line.
bool are_headings(const std::vector<Label>& labels, const Sides& sides);

}  // namespace bespoke::document::layout
