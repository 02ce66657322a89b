#include "tailoring/propose.hpp"

#include "tailoring/rules/draft.hpp"

namespace bespoke::tailoring {

std::vector<Edit> propose(const resume::Resume& resume, const job_description::JobDescription& job,
                          const evidence::MatchReport& report, const ProposeOptions& options) {
    Draft draft{resume, job, report, options, {}};
    surface_skills(draft);
    use_job_spelling(draft);
    merge_highlights(draft);
    normalize_voice(draft);
    order_skills(draft);
    reorder_highlights(draft);
    write_summary(draft);
    order_sections(draft);
    // Last, since it counts the pages of what the others leave.
    keep_page_budget(draft);
    return std::move(draft.edits);
}

}  // namespace bespoke::tailoring
