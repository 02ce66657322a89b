#pragma once

#include <span>
#include <vector>

#include "document/layout.hpp"

namespace bespoke::document::layout {

using Words = std::vector<const PlacedWord*>;

/// Words that stand on one baseline, from left to right.
struct Row {
    Words words;
    Box box;
    float baseline = 0;
    float size = 0;  ///< largest type size in the row
};

Box united(const Box& a, const Box& b);
Box box_of(std::span<const PlacedWord* const> words);

/// Rows from top to bottom. Words of other sizes share the row if they share its baseline; raised or lowered small
/// words (superscripts, footnote marks) join the row of the word they touch.
std::vector<Row> rows_of(const Words& words);

}  // namespace bespoke::document::layout
