#pragma once

#include <optional>
#include <string>

#include "base/bytes.hpp"

namespace bespoke::document {

/// Raw deflate data (RFC 1951) that must give exactly `inflated_bytes` and use up all of its input; otherwise nullopt.
/// Never writes more than `inflated_bytes`, whatever the data would inflate to.
std::optional<std::string> inflate_exactly(BytesView packed, std::size_t inflated_bytes);

}  // namespace bespoke::document
