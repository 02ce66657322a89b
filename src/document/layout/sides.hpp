#pragma once

#include <vector>

#include "document/layout/gutters.hpp"

namespace bespoke::document::layout {

/// What one row has on one side of a gutter.
struct Piece {
    std::size_t row = 0;
    Words words;
    Box box;
    float baseline = 0;
    float size = 0;
};

/// All pieces of one side, from top to bottom.
using Side = std::vector<Piece>;

/// The parts of rows [first, end) left and right of x.
struct Sides {
    Side left, right;
};
Sides sides_of(const std::vector<Row>& rows, std::size_t first, std::size_t end, float x);

/// Largest share of the pieces that begin at one x.
float share_in_line(const Side& side);

/// The pieces stand in line along the gutter: most on the left end at one x and many on the right begin at one, or both
/// sides are set flush left.
bool edges_in_line(const Sides& sides);

/// Cut sides where a gap that is wide among their gaps goes through both of them.
std::vector<Sides> bands_of(const Sides& sides);

/// Decide how two sides are read, from how their lines stand to each other and how they look.
Reading reading_of(const Sides& sides);

}  // namespace bespoke::document::layout
