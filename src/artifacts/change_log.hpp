#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "evidence/evidence.hpp"
#include "job_description/job_description.hpp"
#include "resume/resume.hpp"
#include "tailoring/edit.hpp"

namespace bespoke::artifacts {

/// All that a finished tailoring knows of itself.
struct ChangeLog {
    const resume::Resume& original;
    const resume::Resume& tailored;
    const job_description::JobDescription& job_description;
    const std::vector<tailoring::Edit>& edits;        ///< all that were proposed
    const std::vector<tailoring::Verdict>& verdicts;  ///< one an edit
    const evidence::MatchReport& before;
    const evidence::MatchReport& after;
};

/// changes.json: each edit with before, after, reason, requirement, evidence text and verdict.
nlohmann::ordered_json changes_json(const ChangeLog&);
/// changes.html: one self-contained page, readable without scripts, prints well; before and after side by side.
std::string changes_html(const ChangeLog&);

}  // namespace bespoke::artifacts
