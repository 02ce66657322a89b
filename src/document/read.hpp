#pragma once

#include "base/bytes.hpp"
#include "base/limits.hpp"
#include "document/document.hpp"

namespace bespoke::document {

// One function a format. Each takes the whole file and gives a Document, or one of the reasons
// "malformed-document", "encrypted-document", "forbidden-dtd", "archive-limit", "resource-limit",
// "too-many-pages", "no-text" (nothing readable in it), "bad-text" (not text in any known encoding).
// None opens a file, a network connection or a child process. PDF is read in apps/reader (poppler is GPL).

/// Office Open XML word processing (ECMA-376 part 1, clause 17).
Result<Document> read_docx(BytesView bytes, const Limits& limits);
/// OpenDocument text (ODF 1.3 part 3).
Result<Document> read_odt(BytesView bytes, const Limits& limits);
/// HTML as a browser would parse it; scripts, styles and hidden elements left out.
Result<Document> read_html(BytesView bytes, const Limits& limits);
/// CommonMark.
Result<Document> read_markdown(BytesView bytes, const Limits& limits);
/// Plain text in any common encoding.
Result<Document> read_text(BytesView bytes, const Limits& limits);

}  // namespace bespoke::document
