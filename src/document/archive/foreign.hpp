#pragma once

#include "base/bytes.hpp"

namespace bespoke::document {

/// True if a PDF is a zip archive too (a polyglot): programs that look for an archive's end would open the one, and show another document.
/// Decided on structure, not on the letters PK: a record that ends a central directory (PKWARE APPNOTE 6.3.9, 4.3.16) whose entries all
/// parse, right before it, and whose first member lies in the file. An archive that is a whole stream of the PDF, as an attachment that is
/// not packed, is no such thing, nor is one within it; unless its offsets count from the beginning of the PDF.
bool has_foreign_archive(BytesView pdf);

}  // namespace bespoke::document
