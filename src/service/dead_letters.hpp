#pragma once

#include "service/jobs.hpp"

namespace bespoke::service {

/// How a dead job's worker crashed.
struct LetterCrash {
    ports::Crash crash;
    std::string stage;
    std::size_t times = 0;  ///< that it crashed so, in all of the job's history
};

/// A job that failed for reasons that are ours, with what one needs to decide about it.
struct DeadLetter {
    JobId job;
    JobProblem problem;
    Timestamp died_at{};
    std::size_t redrives = 0;          ///< how often it was tried again
    std::optional<LetterCrash> crash;  ///< the last one since then; none: no worker crashed, or it left no trace
    std::string trace;
    std::vector<ports::Transition> history;
};

/// Newest first.
Result<Page<DeadLetter>> list_dead_letters(const ServicePorts&, const TenantId&, const PageQuery&);
/// `NotFound` "not-found" if the job isn't dead.
Result<DeadLetter> get_dead_letter(const ServicePorts&, const TenantId&, const JobId&);

struct RedriveCount {
    std::size_t redriven = 0, failed = 0;  ///< failed: still dead
};
/// Run all dead jobs again.
Result<RedriveCount> redrive_all(const ServicePorts&, const TenantId&);
/// Decide that a dead job is not wanted any more ("job.discarded"): it stays, as discarded. `NotFound` "not-found" if it isn't dead.
Status discard_dead_letter(const ServicePorts&, const TenantId&, const JobId&);

}  // namespace bespoke::service
