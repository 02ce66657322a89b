#pragma once

#include "document/document.hpp"
#include "resume/parser/row.hpp"

namespace bespoke::resume::parser {

/// Joins physical lines that the page's edge had cut: a line runs on if the first word of the next would not have fitted
/// behind it. Hyphens of the line break go, hyphens of the word stay. Formats without geometry (but plain text) have no wraps.
Rows join_wrapped(Rows rows, const document::Document& document);

/// Set `row.look` from its runs.
void set_look(Row& row);

}  // namespace bespoke::resume::parser
