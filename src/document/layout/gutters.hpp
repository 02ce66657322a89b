#pragma once

#include <optional>
#include <vector>

#include "document/layout/rows.hpp"

namespace bespoke::document::layout {

/// How the text left and right of a gutter is read.
enum class Reading {
    Across,   ///< row by row: dates at the right margin, tabs
    Columns,  ///< all of the left side, then all of the right side
    Labels,   ///< each label on the left with what stands beside it on the right
    Grid,     ///< cells: in each band of rows the left cell, then the right one
};

/// An upright strip of white space that some neighbouring rows share.
struct Gutter {
    float left = 0, right = 0;
    std::size_t first_row = 0, end_row = 0;  ///< [first_row, end_row)
    Reading reading = Reading::Across;
};

/// The gutter that parts this zone best, if it has one that is not read across.
std::optional<Gutter> best_gutter(const std::vector<Row>& rows);

}  // namespace bespoke::document::layout
