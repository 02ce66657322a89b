#pragma once

#include "resume/parser/row.hpp"

namespace bespoke::resume::parser {

/// The rows of a chapter that is filled in like a form, "Employer: …", "Job title: …", "Dates: …", without those labels; any other chapter as
/// it is. One labelled row alone makes no form.
Rows without_field_labels(Rows rows);

}  // namespace bespoke::resume::parser
