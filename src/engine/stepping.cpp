#include "engine/stepping.hpp"

#include <new>

namespace bespoke::engine {
namespace {

using nlohmann::json;
using ports::Batch;
using ports::Position;

// A loop of states that do no work is cut into steps of this many, so that it can be cancelled and starves nobody.
constexpr int kMostAtOnce = 64;

bool does_work(const Definition& definition, const std::string& state) {
    const auto found = definition.states.find(state);
    return found != definition.states.end() && std::holds_alternative<TaskState>(found->second);
}

template <class T>
void append(std::vector<T>& to, std::vector<T> from) {
    std::ranges::move(from, std::back_inserter(to));
}

}  // namespace

Status check_tasks(const Definition& definition, const Tasks& tasks) {
    for (const auto& [name, state] : definition.states) {
        const auto* task = std::get_if<TaskState>(&state);
        if (task != nullptr && !tasks.contains(task->resource)) {
            return fail(ErrorCode::InvalidInput, "bad-definition",
                        "The state machine names a task that does not exist; correct its Resource.", task->resource,
                        "/States/" + pointer_step(name) + "/Resource");
        }
    }
    return {};
}

Result<TaskOutput> run_task(const Task& task, const TaskContext& context, const json& input) {
    try {
        return task(context, input);
    } catch (const std::bad_alloc&) {
        return fail(ErrorCode::Unavailable, "out-of-memory", "The server is short of memory; try again later.");
    } catch (const std::exception& error) {
        return fail(ErrorCode::Internal, "stage-threw", "A step of the job failed unexpectedly; try the job again.",
                    error.what());
    } catch (...) {
        return fail(ErrorCode::Internal, "stage-threw", "A step of the job failed unexpectedly; try the job again.");
    }
}

Advance run_on(const Interpreter& interpreter, Moment moment, Advance advance) {
    moment.took = std::chrono::microseconds{0};
    for (int count = 0; count < kMostAtOnce; ++count) {
        const auto* position = std::get_if<Position>(&advance.next);
        if (position == nullptr || position->wake || does_work(interpreter.definition(), position->state)) break;
        auto next = std::get<Advance>(interpreter.look(moment, *position));
        append(advance.history, std::move(next.history));
        advance.next = std::move(next.next);
    }
    return advance;
}

Batch stamped(Batch batch, Timestamp now) {
    for (auto& event : batch.events) {
        if (event.at == Timestamp{}) event.at = now;
    }
    for (auto& entry : batch.audit) {
        if (entry.at == Timestamp{}) entry.at = now;
    }
    return batch;
}

Batch effects_of(const Effects& effects, const TenantId& tenant, const JobId& job, const Advance& advance, Batch of_task,
                 Timestamp now) {
    auto batch = std::move(of_task);
    for (const auto& transition : advance.history) {
        if (!effects.transition) break;
        auto more = effects.transition(tenant, job, transition);
        append(batch.writes, std::move(more.writes));
        append(batch.events, std::move(more.events));
        append(batch.audit, std::move(more.audit));
    }
    return stamped(std::move(batch), now);
}

}  // namespace bespoke::engine
