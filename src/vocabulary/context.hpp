#pragma once

#include <span>
#include <string_view>

#include "vocabulary/atoms.hpp"
#include "vocabulary/vocabulary.hpp"

namespace bespoke::vocabulary {

/// Words [first, last] of a text, found to be a name.
struct Candidate {
    std::span<const Atom> atoms;
    std::size_t first = 0, last = 0;
    std::string_view text;  ///< that the atoms are of
};

/// True if the text means the name `spelling` and not the common word: see Matching.
bool means_name(const Candidate&, std::string_view spelling, Matching);

}  // namespace bespoke::vocabulary
