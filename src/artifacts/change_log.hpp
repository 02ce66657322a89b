#pragma once

#include <map>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "evidence/evidence.hpp"
#include "job_description/job_description.hpp"
#include "resume/resume.hpp"
#include "tailoring/edit.hpp"

namespace bespoke::artifacts {

/// One answer of a language model and what became of it.
struct ModelAttempt {
    std::size_t proposed = 0, accepted = 0;
    std::vector<tailoring::Finding> refused;  ///< why, the first fifty
    int input_tokens = 0, output_tokens = 0;
    double cost_usd = 0;
    bool cached = false;
    std::string error;  ///< stable name of what went wrong; empty if it answered
};

/// An edit that was left out since the tenant reverted the very same one.
struct NotProposed {
    std::string kind, target, before, after;
    std::string because;  ///< "reverted on 2026-03-31"
};

/// How the edits came about.
struct Origin {
    std::string generator = "rules";
    std::string model;                        ///< name of the language model; empty where none was asked
    std::map<EditId, std::string> proposers;  ///< "model" or "earlier-job"; an edit that is not here is the rules'
    std::vector<ModelAttempt> attempts;       ///< of the model, oldest first
    std::vector<NotProposed> not_proposed;
};

/// All that a finished tailoring knows of itself.
struct ChangeLog {
    const resume::Resume& original;
    const resume::Resume& tailored;
    const job_description::JobDescription& job_description;
    const std::vector<tailoring::Edit>& edits;        ///< all that were proposed
    const std::vector<tailoring::Verdict>& verdicts;  ///< one an edit
    const evidence::MatchReport& before;
    const evidence::MatchReport& after;
    Origin origin = {};
};

/// changes.json: each edit with before, after, reason, requirement, evidence text and verdict.
nlohmann::ordered_json changes_json(const ChangeLog&);
/// changes.html: one self-contained page, readable without scripts, prints well; before and after side by side.
std::string changes_html(const ChangeLog&);

}  // namespace bespoke::artifacts
