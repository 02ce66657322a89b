#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace bespoke::retrieval {

/// A content word's stem as a number; two stems share one with a chance of 2^-64.
using Term = std::uint64_t;

/// Stems of the content words of a text, in order, repeats included.
std::vector<Term> terms_of(std::string_view text);

}  // namespace bespoke::retrieval
