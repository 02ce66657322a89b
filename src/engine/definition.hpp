#pragma once

#include <chrono>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <variant>
#include <vector>

#include "base/error.hpp"

namespace bespoke::engine {

/// Where to go after an error whose name is in `errors` ("States.ALL" is any).
struct Catcher {
    std::vector<std::string> errors;
    std::string next;
};
struct TaskState {
    std::string resource;
    std::string next;  ///< empty: the execution ends here
    std::chrono::seconds timeout{60};
    std::vector<Catcher> catchers;
};
struct SucceedState {};
struct FailState {
    std::string error, cause;
};
using State = std::variant<TaskState, SucceedState, FailState>;

/// A state machine in the Amazon States Language (states-language.net): the states Task, Succeed and Fail with
/// `Comment`, `Next`, `End`, `TimeoutSeconds`, `Catch` (`ErrorEquals`, `Next`), `Error`, `Cause`.
struct Definition {
    std::string start_at;
    std::map<std::string, State> states;
};

/// Checks everything at once: an unknown field, a missing target or an unreachable end is `InvalidInput` with its JSON pointer in `where`;
/// nothing is ignored.
Result<Definition> parse_definition(const nlohmann::json&);

}  // namespace bespoke::engine
