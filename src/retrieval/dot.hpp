#pragma once

#include <cstddef>

namespace bespoke::retrieval {

/// Sum of products of two rows of `size` numbers.
float dot(const float* a, const float* b, std::size_t size);

}  // namespace bespoke::retrieval
