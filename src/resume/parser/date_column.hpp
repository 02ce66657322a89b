#pragma once

#include "resume/parser/row.hpp"

namespace bespoke::resume::parser {

/// Dates that a narrow column has cut made whole again: "January" / "2020", "07/2003 –" / "07/2006", "May 2014 to<tab>School" /
/// "June 2018<tab>Teacher", and start and end of ranges below each other.
Rows with_whole_dates(Rows rows);

}  // namespace bespoke::resume::parser
