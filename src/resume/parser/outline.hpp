#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "resume/parser/headings.hpp"
#include "resume/parser/row.hpp"

namespace bespoke::resume::parser {

/// The rows under one heading.
struct Chapter {
    std::vector<Topic> topics;
    std::string heading;
    Row heading_row;
    Rows rows;
};

/// A document cut at its headings.
struct Outline {
    Rows preamble;  ///< above the first heading: name, contact data, perhaps a summary
    Rows margins;   ///< running headers and footers, each wording once
    std::vector<Chapter> chapters;
};

/// Cuts at the headings. A sidebar and the main column each continue their own chapter on the next page.
Outline outline_of(const RowSet& set);

/// "2", "Page 2 of 3", "2/3": says nothing of the person.
bool is_page_number(std::string_view text);

}  // namespace bespoke::resume::parser
