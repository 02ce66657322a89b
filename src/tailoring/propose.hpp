#pragma once

#include <functional>
#include <vector>

#include "evidence/evidence.hpp"
#include "job_description/job_description.hpp"
#include "tailoring/edit.hpp"

namespace bespoke::tailoring {

/// Counts the pages that a resume takes when rendered; given by whoever knows the style. Empty: no page budget.
using PageCount = std::function<int(const resume::Resume&)>;

struct ProposeOptions {
    resume::Date today;  ///< ends ongoing roles
    int max_pages = 0;   ///< 0: no budget
    PageCount page_count;
};

/// Edits by rule. Deterministic; each names its evidence. Never removes an employer, a role, a degree or a date.
std::vector<Edit> propose(const resume::Resume&, const job_description::JobDescription&, const evidence::MatchReport&,
                          const ProposeOptions&);

}  // namespace bespoke::tailoring
