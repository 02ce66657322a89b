#pragma once

#include "evidence/evidence.hpp"
#include "job_description/job_description.hpp"
#include "resume/resume.hpp"
#include "stages/payload.hpp"
#include "tailoring/edit.hpp"

namespace bespoke::stages {

/// Unpacks what was loaded, for chains of loads.
template <class T>
Status take(Result<T> from, T& into) {
    if (!from) return tl::unexpected(from.error());
    into = std::move(*from);
    return {};
}

// The models as earlier stages stored them.

Result<resume::Resume> load_resume(const Payload&);
Result<job_description::JobDescription> load_job_description(const Payload&);
Result<evidence::MatchReport> load_match(const Payload&);
Result<std::vector<tailoring::Edit>> load_edits(const Payload&);
Result<std::vector<tailoring::Verdict>> load_verdicts(const Payload&);
/// What "present" means in this job.
Result<resume::Date> load_present(const nlohmann::json& state);

/// Those edits whose verdict accepts them, in order.
std::vector<tailoring::Edit> accepted(const std::vector<tailoring::Edit>&, const std::vector<tailoring::Verdict>&);

}  // namespace bespoke::stages
