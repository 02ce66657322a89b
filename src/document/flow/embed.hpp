#pragma once

#include <vector>

#include "document/document.hpp"

namespace bespoke::document {

/// The blocks of a document that stands inside another one. `tables` is the number of tables before it, and counts on.
std::vector<Block> embedded_blocks(Document document, int& tables);

}  // namespace bespoke::document
