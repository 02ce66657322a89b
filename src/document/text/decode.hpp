#pragma once

#include <string>

#include "base/bytes.hpp"
#include "base/error.hpp"

namespace bespoke::document {

/// Text in any common encoding as UTF-8 without byte order mark: UTF-8, UTF-16 and UTF-32 with or without mark,
/// otherwise the legacy encoding that makes most sense of the bytes. Line ends stay as they are.
/// Reason: "bad-text" when it is no text in any of them.
Result<std::string> decode_text(BytesView bytes);

/// The same for text that names its encoding (a `charset=` label); an unknown label counts as none.
Result<std::string> decode_text(BytesView bytes, std::string_view label);

}  // namespace bespoke::document
