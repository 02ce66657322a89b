#pragma once

#include "engine/interpreter.hpp"
#include "engine/task.hpp"

namespace bespoke::engine {

// What every way of running an execution shares.

/// Every `Resource` of the definition must be a key of `tasks`, else `InvalidInput` with the pointer.
Status check_tasks(const Definition&, const Tasks&);

/// Runs a task; what it throws becomes an error: no memory is `Unavailable` "out-of-memory", all else `Internal` "stage-threw".
Result<TaskOutput> run_task(const Task&, const TaskContext&, const nlohmann::json& input);

/// Takes an execution on through states that do no work (Choice, Pass, Succeed, Fail), so that they are committed with the task
/// before them: whoever sees a job's last event sees the execution ended.
Advance run_on(const Interpreter&, Moment, Advance);

/// The effects of a step: the task's, then what Effects::transition says of each line. Moments left open are set to `now`.
ports::Batch effects_of(const Effects&, const TenantId&, const JobId&, const Advance&, ports::Batch of_task, Timestamp now);
/// The batch with its open moments set.
ports::Batch stamped(ports::Batch, Timestamp now);

}  // namespace bespoke::engine
