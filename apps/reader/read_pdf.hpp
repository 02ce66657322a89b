#pragma once

#include "base/bytes.hpp"
#include "base/limits.hpp"
#include "document/document.hpp"

namespace bespoke::reader {

/// Read a PDF with poppler (ISO 32000-1). Errors, `InvalidInput` unless said: "malformed-document",
/// "encrypted-document" (a password is needed to open it; an empty one is tried), "no-text" (a scan), and
/// `LimitExceeded` "too-many-pages" or "resource-limit". Repairs that were needed, text that can't be seen and active
/// content are warnings of the document. Not thread-safe: poppler keeps process-wide state.
Result<document::Document> read_pdf(BytesView bytes, const Limits& limits);

}  // namespace bespoke::reader
