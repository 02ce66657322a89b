#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.hpp"

namespace bespoke::crypto {

/// RFC 4648 section 5, without padding.
std::string base64url(BytesView bytes);
/// Strict: no padding, no white space, no other letters, no stray bits in the last one.
std::optional<Bytes> from_base64url(std::string_view text);
/// RFC 4648 section 4, with padding; for Standard Webhooks.
std::string base64(BytesView bytes);
std::optional<Bytes> from_base64(std::string_view text);
std::string hex(BytesView bytes);
std::optional<Bytes> from_hex(std::string_view text);

}  // namespace bespoke::crypto
