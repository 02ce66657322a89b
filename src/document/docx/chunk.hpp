#pragma once

#include <vector>

#include "base/bytes.hpp"
#include "base/limits.hpp"
#include "document/document.hpp"

namespace bespoke::document {

/// Text of a part that a word processor would import (w:altChunk, 17.17.2.1): HTML, MHTML or plain text. Others, and what
/// can't be read, are left out. `tables` counts on over the tables in it.
std::vector<Block> read_chunk(BytesView part, const Limits& limits, int& tables);

}  // namespace bespoke::document
