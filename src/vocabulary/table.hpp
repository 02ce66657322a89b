#pragma once

#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "vocabulary/vocabulary.hpp"

namespace bespoke::vocabulary {

/// Reads the lines of a vocabulary file in their order. Checks each line by itself; what several lines must agree on
/// (unique names, known parents) is left to the index.
Result<std::vector<Term>> read_table(std::string_view tsv);

}  // namespace bespoke::vocabulary
