#pragma once

#include <chrono>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "base/deadline.hpp"
#include "base/error.hpp"
#include "base/ids.hpp"

namespace bespoke::ports {

enum class ExecutionStatus { Running, Succeeded, Failed };

/// One visit of a state.
struct Transition {
    std::string state;
    std::chrono::microseconds took{0};
    ExecutionStatus outcome = ExecutionStatus::Running;
};

/// One run of the pipeline.
struct Execution {
    JobId job;
    ExecutionStatus status = ExecutionStatus::Running;
    nlohmann::json output;            ///< state data after the last transition
    std::optional<Error> error;       ///< why it failed
    std::string failed_state;         ///< the state whose task failed; empty otherwise
    std::vector<Transition> history;  ///< in order
};

/// Run the state machine once per job id.
class Orchestrator {
public:
    virtual ~Orchestrator() = default;
    /// Begin the execution of a job. The same job with the same input again is success and begins nothing; with other input `Conflict`.
    virtual Status start(const TenantId&, const JobId&, const nlohmann::json& input, Deadline) = 0;
    /// The execution as it stands. A job never started, or another tenant's, is `nullopt`.
    virtual Result<std::optional<Execution>> describe(const TenantId&, const JobId&) = 0;
};

}  // namespace bespoke::ports
