#pragma once

#include "resume/parser/outline.hpp"
#include "resume/resume.hpp"

namespace bespoke::resume::parser {

/// What the head of a resume says, and what of it found no place.
struct Head {
    Basics basics;
    Rows leftover;  ///< in order
};

/// Moves rows that hold nothing but contact data from chapters about other things ("About", "Skills" …) to the preamble.
void gather_contact_rows(Outline& outline);

/// Name, headline, contact data, place and an untitled summary from the rows above the first heading, the running headers and
/// the contact chapters.
Head read_head(const Outline& outline, const RowSet& set);

}  // namespace bespoke::resume::parser
