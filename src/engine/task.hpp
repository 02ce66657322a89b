#pragma once

#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <string>

#include "base/deadline.hpp"
#include "base/error.hpp"
#include "base/ids.hpp"
#include "ports/metadata_store.hpp"
#include "ports/orchestrator.hpp"

namespace bespoke::engine {

/// For whom a task runs and until when.
struct TaskContext {
    TenantId tenant;
    JobId job;
    Deadline deadline;
    /// Tells the engine that a long task moves (HeartbeatSeconds). False: the execution was cancelled or the lease lost; stop.
    std::function<bool()> heartbeat = [] { return true; };
    std::string trace;  ///< W3C trace id; may be empty
};

/// What a task gives: the state's result, and what the outside learns in the same transaction that commits it.
struct TaskOutput {
    nlohmann::json data;
    ports::Batch effects;
};

/// The work of one state: state data in, result out. Doing it twice with the same input is harmless, and only the effects of the
/// visit that commits are seen. Retry and Catch see a failure under the UpperCamel spelling of its code, e.g. "Unavailable"
/// (error_name()).
using Task = std::function<Result<TaskOutput>(const TaskContext&, const nlohmann::json&)>;

/// Tasks by the name that the definition's `Resource` gives.
using Tasks = std::map<std::string, Task, std::less<>>;

/// "InvalidInput", "Unavailable", …
std::string error_name(const Error&);

/// What the outside learns when the engine itself acts; each is committed with the act. Pure functions of values; may be empty.
struct Effects {
    std::function<ports::Batch(const TenantId&, const ports::NewExecution&)> started;
    std::function<ports::Batch(const TenantId&, const JobId&, const ports::Transition&)> transition;  ///< of a state
    std::function<ports::Batch(const TenantId&, const JobId&)> cancelled, redriven;
};

}  // namespace bespoke::engine
