#pragma once

#include <chrono>
#include <variant>

#include "engine/definition.hpp"
#include "ports/journal.hpp"

namespace bespoke::engine {

/// Which execution is looked at, when, and the chance for jitter.
struct Moment {
    JobId job;
    Timestamp now;
    double random = 0;                  ///< in [0, 1)
    std::chrono::microseconds took{0};  ///< by the task, if one ran
};

/// A task to run.
struct TaskCall {
    std::string resource;
    nlohmann::json input;
    std::chrono::seconds timeout{};
    std::optional<std::chrono::seconds> heartbeat;
};

/// How an execution goes on: the parts of a ports::Step that the definition decides.
struct Advance {
    std::variant<ports::Position, ports::Ending> next;
    std::vector<ports::Transition> history;
    /// The task's result was taken: its effects are to be committed with this.
    bool result_taken = false;
};

/// The meaning of a definition: where an execution goes from a position. Pure: no clock, no chance, no I/O; immutable, so any
/// thread may use it. The notes that a visit needs (attempts so far, when it began, the last failure) travel in
/// Position::context.
class Interpreter {
public:
    explicit Interpreter(Definition definition) : definition_(std::move(definition)) {}
    [[nodiscard]] const Definition& definition() const { return definition_; }

    /// What is to be done at a position whose `wake`, if any, has come: a task to run, or the next step at once.
    [[nodiscard]] std::variant<TaskCall, Advance> look(const Moment&, const ports::Position&) const;
    /// The task gave a result.
    [[nodiscard]] Advance succeed(const Moment&, const ports::Position&, nlohmann::json result) const;
    /// The task (or the engine on its behalf) failed: Retry, then Catch, then the end.
    [[nodiscard]] Advance fail(const Moment&, const ports::Position&, const Failure&) const;
    /// The same without Retry: Catch, then the end.
    [[nodiscard]] Advance give_up(const Moment&, const ports::Position&, const Failure&) const;
    /// The machine runs elsewhere and has gone on to `next` with `data` by itself; after `failure` of the state it was at, if that was
    /// seen there alone.
    [[nodiscard]] static Advance follow(const Moment&, const ports::Position&, nlohmann::json data, const std::string& next,
                                        const std::optional<Failure>& failure);
    /// The same state again at `wake`, without using up an attempt; `failure` is told in the history.
    [[nodiscard]] static Advance postpone(const Moment&, const ports::Position&, Timestamp wake, const Failure& failure);

private:
    Definition definition_;
};

}  // namespace bespoke::engine
