#pragma once

#include <optional>
#include <vector>

#include "resume/parser/entries.hpp"

namespace bespoke::resume::parser {

/// What is said of an entry below its head.
struct Body {
    Text summary;                  ///< prose before the list
    std::vector<Text> highlights;  ///< list items, or lines that are each an achievement
};
/// Lines such as "Highlights:" that only name what follows are left out.
Body read_body(const Rows& rows);

/// The value of a row "Label: value" whose label is one of `labels` (plain), taken out of `rows`.
std::optional<Row> take_labelled(Rows& rows, std::initializer_list<std::string_view> labels);
/// The first URL that has a row or the last part of a row for itself, taken out of `rows`.
std::optional<Row> take_url(Rows& rows);
/// Elements of a list that one sign separates: " | ", else semicolons, else commas. Brackets keep together.
std::vector<std::string> separated(std::string_view text);

Period period_of(const Entry& entry);
/// The only date of an entry, or the end of its range.
std::optional<DateNode> single_date(const Entry& entry);
/// Elements at the commas, semicolons and bullets outside brackets.
std::vector<std::string> list_elements(std::string_view text);

}  // namespace bespoke::resume::parser
