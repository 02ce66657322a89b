#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "job_description/job_description.hpp"

namespace bespoke::job_description {

/// What an ad says around the thing it asks for.
struct Wording {
    std::string_view core;                 ///< the thing itself; a view into the statement
    std::optional<Importance> importance;  ///< where the statement itself says it ("a plus")
    std::optional<int> years;              ///< taken off the core; see years_in for what the core itself says
    bool negated = false;                  ///< "no experience required"
    bool experience_only = false;          ///< nothing but years is asked for
};

/// Take the wording off one statement. `statement` has no parenthetical remarks (see without_remarks).
Wording unwrap(std::string_view statement);

/// A statement without its parenthetical remarks, and what these said.
struct Remarked {
    std::string text;
    std::optional<Importance> importance;
    std::optional<int> years;
    std::vector<std::string> wishes;  ///< more than the thing itself, by name: "cloud computing (AWS preferred)"
};
/// "SQL (nice to have)" is "SQL", preferred; "Python (pandas, NumPy)" stays whole.
Remarked without_remarks(std::string_view statement);

/// Lowest degree that the text accepts.
DegreeLevel degree_of(std::string_view text);

/// True for traits, languages, permits and availability, where the text names no term of the vocabulary besides.
bool is_soft(std::string_view core);

/// Years in the text, smallest of a range; nullopt if it asks for none.
std::optional<int> years_in(std::string_view text);

}  // namespace bespoke::job_description
