#pragma once

#include <vector>

#include "document/layout/rows.hpp"

namespace bespoke::document::layout {

/// Rows that are read one after the other, within one column.
struct Flow {
    std::vector<Row> rows;
    /// Words that stand left of the first row as its label (a date, a skill group); read before it, on its line.
    Words label;
    /// The flow is a label that heads the flows after it.
    bool heads = false;
    int column = 0;
    Region region = Region::Body;
    float left = 0, right = 0;  ///< edges of the column's ink, which may be wider than the flow
};

/// Where the body text of a document begins and ends from left to right.
struct Margins {
    float left = 0, right = 0;
};

/// Cut words into flows in reading order: full-width rows, columns from left to right, labels with what they label.
std::vector<Flow> reading_order(const Words& words, const Margins& margins);

}  // namespace bespoke::document::layout
