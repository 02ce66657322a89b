#pragma once

#include <vector>

#include "document/document.hpp"

namespace bespoke::document {

/// Pipe tables are not CommonMark, yet common: turn each paragraph whose second line is a delimiter row ("|---|:--:|")
/// into one block a cell. `tables` is the number of tables there are already.
std::vector<Block> split_pipe_tables(std::vector<Block> blocks, int tables);

}  // namespace bespoke::document
