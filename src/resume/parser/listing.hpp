#pragma once

#include <vector>

#include "resume/parser/entries.hpp"

namespace bespoke::resume::parser {

/// An entry of a plain list: certificates, awards, publications.
struct Listed {
    Row name, giver;  ///< empty text where absent; "giver" is who issued, awarded or published
    std::optional<DateNode> date;
    Rows rest;  ///< further rows
    std::optional<Row> url;
};

/// Whether commas part the name from its giver, or belong to the name.
enum class Commas { Part, BelongToName };

/// Entries of a list in which each item, row or dated group of rows is one entry.
std::vector<Listed> listed(const Rows& rows, const RowSet& set, Commas commas);

}  // namespace bespoke::resume::parser
