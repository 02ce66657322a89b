#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace bespoke::adapters::openvino {

/// Micro-batches: indices of texts whose tokens together are at most `capacity`, or one text that alone has more. Best fit, longest first, so
/// that little room is left; n log n. Every index is in exactly one batch.
///
/// 128 tokens keep the activations of a batch in the second-level cache, and are enough to keep the matrix kernels busy.
std::vector<std::vector<std::size_t>> pack(std::span<const std::size_t> lengths, std::size_t capacity = 128);

}  // namespace bespoke::adapters::openvino
