#pragma once

#include "job_description/job_description.hpp"
#include "resume/resume.hpp"

namespace bespoke::evidence {

/// Requirements whose own wording stands in the resume, word for word but for inflection: what a keyword search finds.
struct WordingCoverage {
    int found = 0;
    int of = 0;  ///< all requirements but the soft ones
};

WordingCoverage wording_coverage(const resume::Resume&, const job_description::JobDescription&);

}  // namespace bespoke::evidence
