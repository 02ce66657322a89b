#pragma once

#include "resume/parser/row.hpp"

namespace bespoke::resume::parser {

/// Takes what speaks to machines out of the rows: whole rows, or those of their sentences. It says nothing of the candidate, so no
/// reader may see it; it is the candidate's text, so it is kept. Returns it, row by row.
Rows take_orders(Rows& rows);

}  // namespace bespoke::resume::parser
