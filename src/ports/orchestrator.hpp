#pragma once

#include <chrono>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/deadline.hpp"
#include "base/error.hpp"
#include "base/ids.hpp"
#include "base/time.hpp"
#include "ports/crash.hpp"

namespace bespoke::ports {

enum class ExecutionStatus { Running, Succeeded, Failed, Cancelled };

/// One line of an execution's history.
struct Transition {
    enum class Kind {
        Started,    ///< the execution
        Entered,    ///< a state: the execution is at it from now on
        Succeeded,  ///< a state
        Failed,     ///< an attempt at a state; `error` says why
        Retried,    ///< the state waits for another attempt
        Caught,     ///< a Catch leads on
        Waited,     ///< a Wait state began to wait
        Lost,       ///< a worker vanished with the lease, or ran past it
        Finished,   ///< the execution
        Cancelled,
        Redriven,
    };
    std::uint64_t sequence = 0;  ///< from 1, without gaps
    Timestamp at{};
    Kind kind{};
    std::string state;  ///< empty for those of the execution
    std::chrono::microseconds took{0};
    std::string error;           ///< error name as in Retry and Catch, e.g. "Unavailable", "States.Timeout"
    std::string public_text;     ///< the error's sentence for people
    std::optional<Crash> crash;  ///< of a Lost one: how its worker crashed, if that left a trace
};

/// Spelling in answers and exports, e.g. "entered".
std::string_view to_string(Transition::Kind);

/// One run of the pipeline.
struct Execution {
    JobId job;
    ExecutionStatus status = ExecutionStatus::Running;
    std::string state;                 ///< the state it is at, or ended in
    nlohmann::json output;             ///< state data after the last transition
    std::optional<Error> error;        ///< why it failed
    std::string error_name;            ///< as in Retry and Catch, or the Fail state's Error
    std::string failed_state;          ///< the state whose task failed last; empty if none did
    std::string trace;                 ///< W3C trace id of the request that began it
    bool leased = false;               ///< a worker is at it
    std::optional<Timestamp> wake_at;  ///< it waits until then
    std::vector<Transition> history;   ///< in order
};

/// What an execution begins with.
struct NewExecution {
    JobId job;
    nlohmann::json input;
    std::string trace;
};

/// Run the state machine once per job id. Safe from many threads.
class Orchestrator {
public:
    virtual ~Orchestrator() = default;
    /// Begin the execution of a job; on success it will come to an end whatever happens to the process. The same job with the
    /// same input again is success and begins nothing; with other input `Conflict` "job-exists".
    virtual Status start(const TenantId&, const NewExecution&) = 0;
    /// The execution as it stands. A job never started, or another tenant's, is `nullopt`.
    virtual Result<std::optional<Execution>> describe(const TenantId&, const JobId&) = 0;
    /// End it as Cancelled; a task at work is told through its context and its result is dropped. Ended already: `Conflict`
    /// "job-ended".
    virtual Status cancel(const TenantId&, const JobId&) = 0;
    /// Run a failed execution again from the state that failed, history kept. Not failed: `Conflict` "job-not-failed".
    virtual Status redrive(const TenantId&, const JobId&) = 0;
    /// Forget an execution that has ended; `Conflict` "job-running" otherwise. Missing is success.
    virtual Status forget(const TenantId&, const JobId&) = 0;
};

}  // namespace bespoke::ports
