#pragma once

#include "base/bytes.hpp"
#include "base/limits.hpp"
#include "document/document.hpp"

namespace bespoke::document {

/// What a file is, from its bytes alone; names and declared types lie.
/// Errors, all `InvalidInput` unless said, with a reason slug: "unsupported-media" (an empty file, or names what
/// it looks like: an image, a legacy .doc, a spreadsheet …), "encrypted-document", "bad-text" (binary data, or blanks alone),
/// "malformed-document" (a broken archive); `LimitExceeded` "too-large" and "archive-limit".
Result<Format> detect(BytesView bytes, const Limits& limits);

}  // namespace bespoke::document
