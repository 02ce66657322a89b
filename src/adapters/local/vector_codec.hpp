#pragma once

#include <optional>
#include <vector>

#include "base/bytes.hpp"
#include "ports/vector_index.hpp"

namespace bespoke::adapters::local {

/// A document's chunks as bytes: version, then for each its id, text (length first) and embedding (count first, 32-bit floats);
/// little-endian.
Bytes encode_chunks(const std::vector<ports::Chunk>& chunks);
/// `nullopt` if they were not made by encode_chunks.
std::optional<std::vector<ports::Chunk>> decode_chunks(BytesView bytes);

}  // namespace bespoke::adapters::local
