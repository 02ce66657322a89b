#pragma once

// Walks the interpreter through a definition with answers given beforehand: for tests.

#include <map>
#include <string>
#include <vector>

#include "engine/interpreter.hpp"

namespace bespoke::engine::testing {

/// What the task of each resource answers, call by call; the last answer goes on for ever.
using Script = std::map<std::string, std::vector<Outcome<nlohmann::json>>>;

/// How an execution went.
struct Walk {
    std::vector<std::string> states;     ///< as entered
    std::vector<nlohmann::json> inputs;  ///< of the tasks, call by call
    std::vector<std::chrono::milliseconds> waits;
    std::vector<ports::Transition::Kind> kinds;
    ports::Ending ending;
};

inline constexpr std::int64_t kWalkStart = 1'767'225'600'000;  ///< 2026-01-01T00:00:00Z

inline Walk walk(const Definition& definition, const nlohmann::json& input, const Script& script, double random = 0.5) {
    const Interpreter interpreter(definition);
    std::map<std::string, std::size_t> calls;
    Walk walk;
    Moment moment{JobId("job-1"), from_millis(kWalkStart), random};
    ports::Position position{definition.start_at, input, nlohmann::json::object(), std::nullopt};
    walk.states.push_back(definition.start_at);
    for (int step = 0; step < 10'000; ++step) {
        auto looked = interpreter.look(moment, position);
        if (const auto* call = std::get_if<TaskCall>(&looked)) {
            walk.inputs.push_back(call->input);
            const auto& answers = script.at(call->resource);
            const auto& answer = answers.at(std::min(calls[call->resource]++, answers.size() - 1));
            looked = answer ? interpreter.succeed(moment, position, *answer) : interpreter.fail(moment, position, answer.error());
        }
        auto& advance = std::get<Advance>(looked);
        for (const auto& line : advance.history) {
            walk.kinds.push_back(line.kind);
            if (line.kind == ports::Transition::Kind::Entered) walk.states.push_back(line.state);
        }
        if (auto* ending = std::get_if<ports::Ending>(&advance.next)) {
            walk.ending = std::move(*ending);
            return walk;
        }
        position = std::get<ports::Position>(advance.next);
        if (position.wake) {
            walk.waits.push_back(*position.wake - moment.now);
            moment.now = std::max(moment.now, *position.wake);
        }
    }
    walk.ending.status = ports::ExecutionStatus::Running;  // it goes round and round
    return walk;
}

}  // namespace bespoke::engine::testing
