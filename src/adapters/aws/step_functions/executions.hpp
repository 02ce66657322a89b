#pragma once

#include <optional>
#include <string>

#include "adapters/aws/core/client.hpp"
#include "ports/execution_record.hpp"

namespace bespoke::adapters::aws {

/// Executions of one state machine at AWS Step Functions ("API Reference"): StartExecution, StopExecution, DescribeExecution,
/// GetExecutionHistory. Threads: any.
class Executions {
public:
    /// The client outlives it.
    Executions(Client& client, std::string state_machine) : client_(client), state_machine_(std::move(state_machine)) {}

    /// What is to run: `data` with the tag is the input, by which an execution is known.
    struct Wish {
        ports::ExecutionTag tag;
        nlohmann::json data;
    };
    /// Begun: now or before. Taken: the name is another execution's; the service knows a name for 90 days.
    enum class Start { Begun, Taken };
    /// `LimitExceeded` "state-too-large".
    Result<Start> start(const Wish&, Deadline);
    /// None of that name is success.
    Status stop(const ports::ExecutionTag&, Deadline);

    enum class State { Unknown, Running, Ended, Another };
    struct Description {
        State state = State::Unknown;
        ports::ExecutionEnd end;  ///< if ended
    };
    Result<Description> describe(const Wish&, Deadline);

    /// What failed in an execution, newest first: also what none of its tasks could note (a function that could not be started, a time-out,
    /// an abort, "States.Runtime"). None of that name has had no failure. Of a very long history only the newest part is read.
    Result<std::vector<ports::NotedFailure>> failures(const ports::ExecutionTag&, Deadline);

private:
    [[nodiscard]] std::string arn_of(const ports::ExecutionTag&) const;
    Client& client_;
    const std::string state_machine_;
};

/// "<job>" or "<job>-<run>".
std::string execution_name(const ports::ExecutionTag&);

}  // namespace bespoke::adapters::aws
