#pragma once

#include "resume/parser/outline.hpp"
#include "resume/parser/row.hpp"
#include "resume/resume.hpp"

namespace bespoke::resume::parser {

/// The parts of rows that the resume says nowhere: what the readers of head and chapters passed over. Words that only say what a
/// value is (headings, labels, dates, titles of the document, page numbers) are not missed.
Rows left_out(const RowSet& set, const Outline& outline, const Resume& resume);

}  // namespace bespoke::resume::parser
