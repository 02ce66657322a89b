#pragma once

#include <optional>

#include "base/deadline.hpp"
#include "service/page.hpp"
#include "service/service_ports.hpp"
#include "service/style_choice.hpp"
#include "stages/request.hpp"

namespace bespoke::service {

/// What to tailor. What is absent comes from the tenant's settings.
struct NewJob {
    RecordId resume, job_description;
    std::optional<JobStyle> style;
    std::optional<int> max_pages;  ///< 0 for no budget, at most 10
    std::optional<stages::Generator> generator;
    std::string as_of;  ///< what "present" means: a date, month or year; empty: when the resume was last changed
    std::string label;  ///< for people; may be empty
    std::string seed;   ///< 26 characters that name the request, see NewDocument; may be empty
    std::string trace;  ///< W3C trace id of the request
};

/// Waiting: for another attempt. Cancelling: asked for, and a worker has yet to let go.
enum class JobState { Queued, Running, Waiting, Cancelling, Succeeded, Rejected, Dead, Cancelled, Discarded };
std::string_view to_string(JobState);
/// True if it will not change by itself any more.
bool ended(JobState);

/// Why a job ended without a result.
struct JobProblem {
    std::string slug;        ///< as in Error::reason
    std::string text;        ///< one sentence for people
    std::string stage;       ///< where it happened
    std::string error_name;  ///< as in Retry and Catch
};

/// One run of the pipeline as its owner sees it.
struct Job {
    JobId id;  ///< "job_…"
    RecordId resume, job_description;
    JobStyle style;
    int max_pages = 0;
    stages::Generator generator = stages::Generator::Rules;
    std::string label;
    Timestamp created_at{}, updated_at{};
    JobState state = JobState::Queued;
    std::string stage;    ///< where it is or ended; empty before the first and when all are done
    double progress = 0;  ///< share of the stages that are done, 0..1
    std::optional<JobProblem> problem;
    /// {before: {match, readability}, after, proposedEdits, acceptedEdits, gaps}; null until it has succeeded.
    nlohmann::json result;
    std::string trace;
    std::string revision;  ///< differs whenever any of this does; for the ETag
};

/// Take a job on. On success it will come to an end whatever happens to the process. `NotFound` "not-found" names the document
/// that isn't there; `InvalidInput` "wrong-kind", "unknown-style", "bad-page-budget", "bad-as-of"; `LimitExceeded` "quota". The
/// same seed with the same wishes gives the same job, with others `Conflict` "seed-used".
Result<Job> submit_job(const ServicePorts&, const TenantId&, const NewJob&);
/// `NotFound` "not-found" for a job that isn't there, was removed, or is another tenant's.
Result<Job> get_job(const ServicePorts&, const TenantId&, const JobId&);
/// Newest first. `state`: "active" (all that have not ended), "succeeded", "rejected", "dead", "cancelled" or "discarded".
Result<Page<Job>> list_jobs(const ServicePorts&, const TenantId&, std::optional<std::string> state, const PageQuery&);
/// `Conflict` "job-ended" if it has ended.
Result<Job> cancel_job(const ServicePorts&, const TenantId&, const JobId&);
/// Run a dead job again from the stage that failed. `Conflict` "job-not-failed" for any other.
Result<Job> retry_job(const ServicePorts&, const TenantId&, const JobId&);
/// Forget a job that has ended with all that it made ("job.deleted"); its events stay, since they hold no content. `Conflict`
/// "job-running", "legal-hold". After a crash in between, expire_jobs() ends what was begun, and the job is gone for readers
/// already.
Status remove_job(const ServicePorts&, const TenantId&, const JobId&, Deadline);
/// Everything that happened to it, in order; empty if it has not begun.
Result<std::vector<ports::Transition>> job_history(const ServicePorts&, const TenantId&, const JobId&);

/// Begin the jobs that were recorded but not begun when the process died. Gives how many. For the start of the server and now and
/// then.
Result<std::size_t> start_missing_jobs(const ServicePorts&, const TenantId&, Deadline);
/// Chore: ends interrupted removals, and removes ended jobs whose retention is over. Gives how many went.
Result<std::size_t> expire_jobs(const ServicePorts&, const TenantId&, Deadline);

}  // namespace bespoke::service
