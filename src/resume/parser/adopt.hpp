#pragma once

#include "resume/parser/outline.hpp"

namespace bespoke::resume::parser {

/// Short items, a good part of which the vocabulary knows as skills, under a heading of unknown wording ("Core", "At the bedside").
bool reads_like_skills(const Chapter& chapter);

/// Gives chapters whose headings have an unknown wording ("Ports of call") the topic that their text speaks of, if no other chapter has it: a
/// history of dated posts, of schools and degrees, a list of languages; and groups of skills, each under a heading of its own.
void adopt_chapters(std::vector<Chapter>& chapters, const RowSet& set);

/// Roles without a heading, below the summary or the contact data, become a chapter of work if no heading names one.
void gather_role_rows(Outline& outline);

/// "Languages known: German, Dutch" among skills or personal data becomes a chapter of its own.
void gather_language_rows(Outline& outline);

}  // namespace bespoke::resume::parser
