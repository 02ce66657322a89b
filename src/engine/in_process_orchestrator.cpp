#include "engine/in_process_orchestrator.hpp"

#include <algorithm>

#include "base/bytes.hpp"

namespace bespoke::engine {
namespace {

using ports::Execution;
using ports::ExecutionStatus;
using ports::Transition;

const Catcher* catcher_for(const TaskState& task, const Error& error) {
    const auto catches = [&](const Catcher& catcher) {
        return std::ranges::any_of(catcher.errors, [&](const std::string& name) {
            return name == "States.ALL" || name == error.reason || name == to_string(error.code);
        });
    };
    const auto found = std::ranges::find_if(task.catchers, catches);
    return found == task.catchers.end() ? nullptr : &*found;
}

}  // namespace

Result<std::unique_ptr<InProcessOrchestrator>> InProcessOrchestrator::create(Definition definition, Tasks tasks,
                                                                             TransitionListener listener) {
    for (const auto& [name, state] : definition.states) {
        const auto* task = std::get_if<TaskState>(&state);
        if (task != nullptr && !tasks.contains(task->resource)) {
            return fail(ErrorCode::InvalidInput, "bad-definition", "The state machine names a task that does not exist.",
                        task->resource, "/States/" + name + "/Resource");
        }
    }
    return std::unique_ptr<InProcessOrchestrator>(
        new InProcessOrchestrator(std::move(definition), std::move(tasks), std::move(listener)));
}

InProcessOrchestrator::InProcessOrchestrator(Definition definition, Tasks tasks, TransitionListener listener)
    : definition_(std::move(definition)), tasks_(std::move(tasks)), listener_(std::move(listener)) {}

Status InProcessOrchestrator::start(const TenantId& tenant, const JobId& job, const nlohmann::json& input, Deadline deadline) {
    const auto key = std::pair(tenant, job);
    const auto input_hash = sha256_hex(as_bytes(input.dump()));
    {
        const std::lock_guard lock(mutex_);
        const auto [record, inserted] = records_.try_emplace(key, Record{input_hash, {}});
        if (!inserted && record->second.input_hash == input_hash) return {};
        if (!inserted)
            return fail(ErrorCode::Conflict, "job-exists", "A job with this id was started with other input; use a new id.");
        record->second.execution.job = job;
    }
    auto execution = run({tenant, job, deadline}, input);
    const std::lock_guard lock(mutex_);
    records_.at(key).execution = std::move(execution);
    return {};
}

Result<std::optional<Execution>> InProcessOrchestrator::describe(const TenantId& tenant, const JobId& job) {
    const std::lock_guard lock(mutex_);
    const auto found = records_.find({tenant, job});
    if (found == records_.end()) return std::nullopt;
    return found->second.execution;
}

Execution InProcessOrchestrator::run(const TaskContext& context, nlohmann::json state_data) const {
    Execution execution;
    execution.job = context.job;
    execution.output = std::move(state_data);
    std::string name = definition_.start_at;
    while (!name.empty()) {
        const auto& state = definition_.states.at(name);
        if (const auto* task = std::get_if<TaskState>(&state)) {
            name = visit(name, *task, context, execution);
            continue;
        }
        const bool failed = std::holds_alternative<FailState>(state);
        execution.status = failed ? ExecutionStatus::Failed : ExecutionStatus::Succeeded;
        execution.history.push_back({name, {}, execution.status});
        return execution;
    }
    execution.status = execution.error ? ExecutionStatus::Failed : ExecutionStatus::Succeeded;
    return execution;
}

std::string InProcessOrchestrator::visit(const std::string& name, const TaskState& task, const TaskContext& context,
                                         Execution& execution) const {
    using Clock = std::chrono::steady_clock;
    if (listener_) listener_(context.job, {name, {}, ExecutionStatus::Running});
    const auto begin = Clock::now();
    const auto limit = Deadline::after(std::min(context.deadline.left(), std::chrono::milliseconds(task.timeout)));
    auto result = tasks_.at(task.resource)({context.tenant, context.job, limit}, execution.output);
    const auto took = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - begin);
    const Transition transition{name, took, result ? ExecutionStatus::Succeeded : ExecutionStatus::Failed};
    execution.history.push_back(transition);
    if (listener_) listener_(context.job, transition);
    if (result) {
        execution.output = std::move(*result);
        return task.next;
    }
    execution.error = std::move(result.error());
    execution.failed_state = name;
    const auto* catcher = catcher_for(task, *execution.error);
    return catcher == nullptr ? std::string{} : catcher->next;
}

}  // namespace bespoke::engine
