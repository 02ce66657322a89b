#pragma once

#include "resume/resume.hpp"
#include "tailoring/checks/paraphrase.hpp"
#include "tailoring/edit.hpp"

namespace bespoke::tailoring {

// Verdicts on the kinds of edits that put a statement into other words or leave one out for another.

/// A rewritten highlight stands on the highlight that it replaces and on nothing else: facts of two never mix.
Misreading misread_highlight(const resume::Resume&, const Edit&, const std::string& text);

/// Each sentence of a rewritten summary stands on one text of its evidence, or lists skills that the evidence proves.
Misreading misread_summary(const resume::Resume&, const Edit&, const std::string& text, resume::Date today);

/// A merged highlight is left out only if the one kept says all that it says.
Problems lost_by_merging(const resume::Resume&, const Edit&);

}  // namespace bespoke::tailoring
