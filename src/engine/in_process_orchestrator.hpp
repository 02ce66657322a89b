#pragma once

#include <functional>
#include <map>
#include <mutex>
#include <utility>

#include "engine/definition.hpp"
#include "engine/task.hpp"
#include "ports/orchestrator.hpp"

namespace bespoke::engine {

/// Called when a state is entered (outcome Running) and when it is left. On the thread that runs the execution.
using TransitionListener = std::function<void(const JobId&, const ports::Transition&)>;

/// Runs each execution to its end inside `start`, on the caller's thread. Nothing survives the process: for one-shot commands and
/// tests. Safe from many threads; executions of different jobs run side by side.
class InProcessOrchestrator final : public ports::Orchestrator {
public:
    /// Every `Resource` of the definition must be a key of `tasks`, else `InvalidInput`.
    static Result<std::unique_ptr<InProcessOrchestrator>> create(Definition, Tasks, TransitionListener = {});

    Status start(const TenantId&, const JobId&, const nlohmann::json& input, Deadline) override;
    Result<std::optional<ports::Execution>> describe(const TenantId&, const JobId&) override;

private:
    InProcessOrchestrator(Definition, Tasks, TransitionListener);
    ports::Execution run(const TaskContext&, nlohmann::json state_data) const;
    /// Runs one task state; gives the name of the next state, empty at the end.
    std::string visit(const std::string& name, const TaskState&, const TaskContext&, ports::Execution&) const;

    struct Record {
        std::string input_hash;
        ports::Execution execution;
    };
    const Definition definition_;
    const Tasks tasks_;
    const TransitionListener listener_;
    std::mutex mutex_;
    std::map<std::pair<TenantId, JobId>, Record> records_;
};

}  // namespace bespoke::engine
