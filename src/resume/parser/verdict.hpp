#pragma once

#include <string>
#include <vector>

#include "base/error.hpp"
#include "resume/parser/outline.hpp"
#include "resume/parser/row.hpp"
#include "resume/resume.hpp"

namespace bespoke::resume::parser {

/// "no-text" if there is nothing to read.
Status check_readable(const RowSet& set);

/// "not-a-resume" if what was found is no person's history: a job description, or no resume at all.
Status check_resume(const RowSet& set, const Outline& outline, const Resume& resume);

/// 0..1: how many of the things that a resume has were found, less what could not be placed.
double confidence_of(const Resume& resume);
std::vector<std::string> warnings_of(const Resume& resume);

}  // namespace bespoke::resume::parser
