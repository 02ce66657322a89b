#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "resume/resume.hpp"

namespace bespoke::resume::parser {

/// A date or a range of dates that a text names. Byte offsets; brackets around it and a duration behind it ("(3 yrs 2 mos)") are
/// inside.
struct DateMatch {
    std::size_t begin = 0, end = 0;
    std::optional<Date> start;   ///< of a range; absent in "until 2019"
    std::optional<Date> finish;  ///< of a range, or the only date; absent in "2019 – present"
    bool is_range = false;
};

/// All dates of a text in order: "Jan 2020 – Present", "2020-01 to 2021-03", "03/2018–heute", "Since 2019", "Summer 2020",
/// "2018 - 19", "Q3 2020", in the languages of date_table.hpp. Seasons and quarters give their year. Years are 1940 to 2099.
std::vector<DateMatch> find_dates(std::string_view text);

/// "January", "Jan", "present", "heute": a word that dates are made of.
bool is_date_word(std::string_view word);

/// `text` without the given part, tidy, no dangling separators at its ends.
std::string without(std::string_view text, const DateMatch& match);

}  // namespace bespoke::resume::parser
