#pragma once

#include "resume/parser/row.hpp"

namespace bespoke::resume::parser {

/// Headings and dates that stand in a column of their own, left of what they belong to, moved in front of it. Where a page has no such column, rows stay
/// as they are.
Rows with_labels_in_place(Rows rows);

}  // namespace bespoke::resume::parser
