#pragma once

#include "tailoring/checks/grounding.hpp"
#include "tailoring/checks/reading.hpp"

namespace bespoke::tailoring {

/// What speaks against a rewritten statement, apart by check.
struct Misreading {
    Problems grounding;  ///< what it says and its source does not
    Problems omission;   ///< what it leaves out although that makes the rest stronger: "helped", "up to", "not"
    [[nodiscard]] std::size_t count() const { return grounding.size() + omission.size(); }
};

/// Does `claim` say nothing that `source` does not say, in whatever words? Words may change within the groups of senses_table.cpp, order and
/// grammar may change, detail may go. What is said of a number, who did a thing, to what, how far and with whom may not.
Misreading misreading(const Reading& claim, const Reading& source);

/// The numbers of `claim` that `source` does not give with this unit, bound, direction and thing counted.
Problems strange_quantities(const Reading& claim, const Reading& source);

/// What the source says of a part, a limit, a condition or a denial and the claim drops, while it keeps what that applied to.
Problems dropped_limits(const Reading& claim, const Reading& source);

/// The words of the source that word `i` of the claim stands for; empty if it stands for none.
std::vector<std::size_t> supporters(const Reading& claim, std::size_t i, const Reading& source);

/// Letters of other scripts, digits that are no ASCII digits, invisible characters: what `text` has of these and `source` has not.
Problems disguised_characters(std::string_view text, std::string_view source);

}  // namespace bespoke::tailoring
