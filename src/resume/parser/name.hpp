#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "resume/parser/row.hpp"

namespace bespoke::resume::parser {

/// "Curriculum Vitae", "Lebenslauf": says what the document is, nothing of the person.
bool is_document_title(std::string_view text);

/// The person's name among the rows of a resume's head.
struct FoundName {
    std::string name;      ///< as typed, credentials and "Curriculum Vitae" taken off
    std::string rest;      ///< what else the row says, perhaps the headline
    std::size_t row = 0;   ///< index of its first row
    std::size_t rows = 1;  ///< a name may be set in two rows
};
std::optional<FoundName> find_name(const Rows& rows, const RowSet& set);

}  // namespace bespoke::resume::parser
