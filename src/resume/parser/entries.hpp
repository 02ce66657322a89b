#pragma once

#include <optional>
#include <vector>

#include "resume/parser/dates.hpp"
#include "resume/parser/row.hpp"

namespace bespoke::resume::parser {

/// One role, degree, project …: the rows that name it, its dates, and what is said of it.
struct Entry {
    Rows head;  ///< without the dates; a row that held nothing else is left out
    std::optional<DateMatch> date;
    Row date_row;
    Rows body;
};

/// Cuts a chapter at its entries. Rows with dates anchor them; how many rows stand above the date is the same for all entries of a
/// chapter, so the entries vote on it. Undated entries are known by the look that the dated ones open with.
std::vector<Entry> entries_of(const Rows& rows, const RowSet& set);

/// The row with the date cut out of its text and runs, a tab in its place.
Row row_without(const Row& row, const DateMatch& date);

/// The date that a head row carries: a range anywhere, or a single date at an end.
std::optional<DateMatch> head_date(const Row& row);

}  // namespace bespoke::resume::parser
