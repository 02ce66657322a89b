#pragma once

#include <functional>
#include <nlohmann/json.hpp>

#include "base/deadline.hpp"
#include "engine/interpreter.hpp"
#include "engine/task.hpp"
#include "lambda/failure.hpp"
#include "ports/clock.hpp"
#include "ports/dead_letter_queue.hpp"
#include "ports/execution_record.hpp"
#include "telemetry/metrics.hpp"

namespace bespoke::lambda {

/// What a stage needs of the world; the references outlive it.
struct StageParts {
    const engine::Interpreter& interpreter;  ///< of the definition that the outside service runs
    std::string resource;                    ///< the task's name there, e.g. "dead-letter"
    engine::Task task;
    engine::Effects effects;  ///< what the outside learns of transitions
    ports::MetadataStore& store;
    const ports::Clock& clock;
    ports::DeadLetterQueue* dead_letters =
        nullptr;  ///< told when the resource is "dead-letter", before its effects are committed
    telemetry::Metrics* metrics = nullptr;
};

/// One task of a state machine that Step Functions runs: takes the state's input, runs the task, commits its effects and the execution's
/// next position in one batch (ports/execution_record.hpp), and gives the state's result.
///
/// The history and the events are those that engine::DurableOrchestrator makes of the same course, since the same interpreter says what
/// follows from a result or a failure. The task sees the state data without the execution's tag, so what it derives from its input is the
/// same, too. Called again for a visit that is committed it gives the result that was, and does and tells nothing (a result over 16 KiB is
/// not kept: then the task runs again, and its effects are dropped). Called for an execution that was cancelled, removed or begun
/// anew it fails as "Conflict" "stale-execution"; the tasks "reject" and "dead-letter" then give their input and do nothing.
///
/// Failures carry engine::error_name() as their type, so that the machine's Retry and Catch take them; a throttle is "Unavailable". A
/// result over 256 KiB is "Internal" "state-too-large": the service would end the execution past every Catch. Threads: any.
class StageTask {
public:
    /// `InvalidInput` "bad-definition" unless exactly one Task state names the resource.
    static Result<StageTask> create(StageParts);

    /// `event`: the state's input as Step Functions gives it. `deadline`: the invocation's; the state's TimeoutSeconds holds besides.
    Outcome<nlohmann::json> run(const nlohmann::json& event, Deadline deadline) const;

    /// The state that names the resource.
    [[nodiscard]] const std::string& state() const { return state_; }

private:
    StageTask(StageParts parts, std::string state) : parts_(std::move(parts)), state_(std::move(state)) {}
    StageParts parts_;
    std::string state_;
};

}  // namespace bespoke::lambda
