#pragma once

#include "resume/parser/outline.hpp"
#include "resume/resume.hpp"

namespace bespoke::resume::parser {

// One reader a topic: each adds what a chapter says to the resume. Several chapters of one topic add up.

/// Work and volunteering are read together: people write both alike, so all their entries vote on what is title and what employer.
void read_roles(const std::vector<Chapter>& chapters, const RowSet& set, Resume& resume);
void read_education(const Rows& rows, const RowSet& set, Resume& resume);
void read_skills(const Rows& rows, Resume& resume);
void read_languages(const Rows& rows, Resume& resume);
void read_projects(const Rows& rows, const RowSet& set, Resume& resume);
void read_certificates(const Rows& rows, const RowSet& set, Resume& resume);
void read_awards(const Rows& rows, const RowSet& set, Resume& resume);
void read_publications(const Rows& rows, const RowSet& set, Resume& resume);
void read_interests(const Rows& rows, Resume& resume);
void read_references(const Rows& rows, const RowSet& set, Resume& resume);
void read_summary(const Rows& rows, Resume& resume);

}  // namespace bespoke::resume::parser
