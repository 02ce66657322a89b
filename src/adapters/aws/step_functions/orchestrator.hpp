#pragma once

#include <functional>
#include <string>
#include <vector>

#include "adapters/aws/core/client.hpp"
#include "adapters/aws/step_functions/admission.hpp"
#include "adapters/aws/step_functions/executions.hpp"
#include "ports/clock.hpp"
#include "ports/execution_record.hpp"
#include "ports/orchestrator.hpp"

namespace bespoke::adapters::aws {

/// Runs executions on AWS Step Functions (a STANDARD state machine whose tasks are lambda::StageTask).
///
/// What an execution is at stands in its record (ports/execution_record.hpp), written by its tasks; the service is asked only to begin, to
/// stop, and whether what should be running still is. So a job can be described when the service has forgotten it (90 days), history and
/// all, and no tenant can name another's execution. The service's own history (GetExecutionHistory) is read for executions that ended without
/// a word in their record, and for these alone: it knows the error and the cause that no task could note.
///
/// Names: "<job>" for the first run, "<job>-2" and so on for the next. A redrive is a new run in which committed visits answer with the
/// result they had, so that it goes on at the state that failed: RedriveExecution would enter the Fail state behind the Catch again, and
/// knows executions for 14 days only (AWS Step Functions, "Restarting state machine executions with redrive").
///
/// Admission: of each tenant at most `jobs_at_once` run, so that the services behind are not throttled by one tenant; the others wait in
/// order of their ids and are begun when release() frees a place.
///
/// Deviations from the local twin: a cancelled execution is at its end at once, a task at work finds out when it commits or asks its
/// heartbeat; `leased` says that it is not waiting for another attempt; `wake_at` stays empty. Safe from many threads and processes.
class StepFunctionsOrchestrator final : public ports::Orchestrator {
public:
    struct Options {
        std::string state_machine;  ///< ARN
        std::string start_state;    ///< the definition's StartAt
        int jobs_at_once = 0;       ///< of one tenant; 0: no bound
        /// look_after() asks the service about executions that nothing was heard of for this long.
        std::chrono::milliseconds quiet{20'000};
    };
    /// What the outside learns in the same commit; may be empty.
    struct Effects {
        std::function<ports::Batch(const TenantId&, const ports::NewExecution&)> started;
        std::function<ports::Batch(const TenantId&, const JobId&)> cancelled, redriven;
    };
    /// The references outlive it.
    StepFunctionsOrchestrator(Client&, ports::MetadataStore&, const ports::Clock&, Options, Effects);

    /// Success also where the service can't be reached now: look_after() begins it. Input over 256 KiB: `LimitExceeded` "state-too-large".
    Status start(const TenantId&, const ports::NewExecution&) override;
    Result<std::optional<ports::Execution>> describe(const TenantId&, const JobId&) override;
    Status cancel(const TenantId&, const JobId&) override;
    Status redrive(const TenantId&, const JobId&) override;
    Status forget(const TenantId&, const JobId&) override;

    /// An execution has ended and is closed: gives its place to those that wait. May be told twice, late, or wrongly: one that runs by its
    /// record keeps its place.
    Status release(const TenantId&, const JobId&);
    /// Chore: begins what could not be begun, frees places that nobody released, and gives the executions that have ended without a word;
    /// close each (lambda::close_ended), then release it.
    Result<std::vector<ports::ExecutionEnd>> look_after(const TenantId&, Deadline);
    /// What failed in an execution by the service's own history, newest first; for those that ended without a word.
    Result<std::vector<ports::NotedFailure>> failures(const ports::ExecutionTag&, Deadline);
    /// A tenant is being erased: stops what runs.
    Status drop(const TenantId&, Deadline);

private:
    using Record = ports::ExecutionRecord;
    Status commit_admitted(const TenantId&, Record&, const ports::Batch&);
    Status begin(const TenantId&, Record);
    Status begin_or_leave(const TenantId&, const Record&);
    Result<Record> existing(const TenantId&, const JobId&);
    Result<std::vector<Record>> standing(const TenantId&, Record::Standing, std::size_t limit);
    Status leave(const TenantId&, const JobId&);
    Status fill(const TenantId&);
    Result<std::optional<ports::ExecutionEnd>> check(const TenantId&, const Record&, Deadline);

    ports::MetadataStore& store_;
    const ports::Clock& clock_;
    const Options options_;
    const Effects effects_;
    Executions executions_;
    Admission admission_;
};

}  // namespace bespoke::adapters::aws
