#pragma once

#include <chrono>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/error.hpp"
#include "base/time.hpp"
#include "engine/choice.hpp"
#include "engine/value_source.hpp"

namespace bespoke::engine {

/// What a state takes of its raw input and what of its result it passes on. A path of nothing (`null`) stands for `{}`.
struct InputOutput {
    std::optional<ValueSource> input = ValueSource{};
    std::optional<ValueSource> output = ValueSource{};
};
/// Where a result goes in the raw input; nothing (`null`) throws it away.
using ResultPath = std::optional<Path>;

/// When and how often a failed state is tried again.
struct Retrier {
    std::vector<std::string> errors;
    int max_attempts = 3;
    std::chrono::seconds interval{1};
    double backoff_rate = 2;
    std::optional<std::chrono::seconds> max_delay;
    enum class Jitter { None, Full } jitter = Jitter::None;
};
/// Where to go after an error that no retrier takes.
struct Catcher {
    std::vector<std::string> errors;
    std::string next;
    ResultPath result_path = Path{};
};

struct TaskState {
    std::string resource;
    std::string next;  ///< empty: the execution ends here
    InputOutput paths;
    nlohmann::json parameters, result_selector;  ///< payload templates; null if there is none
    ResultPath result_path = Path{};
    std::chrono::seconds timeout{60};
    std::optional<std::chrono::seconds> heartbeat;
    std::vector<Retrier> retriers;
    std::vector<Catcher> catchers;
};
struct PassState {
    std::string next;
    InputOutput paths;
    nlohmann::json parameters;             ///< null if there is none
    std::optional<nlohmann::json> result;  ///< given as it stands
    ResultPath result_path = Path{};
};
struct ChoiceState {
    struct Branch {
        Rule rule;
        std::string next;
    };
    InputOutput paths;
    std::vector<Branch> branches;
    std::string otherwise;  ///< `Default`; may be empty
};
struct WaitState {
    std::string next;
    InputOutput paths;
    /// Seconds, SecondsPath, Timestamp or TimestampPath.
    struct SecondsAt {
        ValueSource source;
    };
    struct TimestampAt {
        ValueSource source;
    };
    std::variant<std::chrono::seconds, SecondsAt, Timestamp, TimestampAt> until;
};
struct SucceedState {
    InputOutput paths;
};
struct FailState {
    std::string error, cause;
};
using State = std::variant<TaskState, ChoiceState, PassState, WaitState, SucceedState, FailState>;

/// A state machine in the Amazon States Language (states-language.net, JSONPath): the states Task, Choice, Pass, Wait, Succeed
/// and Fail with all their fields, save those that give a time-out, error or cause by path. Left out: Parallel, Map, JSONata,
/// intrinsic functions.
struct Definition {
    std::string start_at;
    std::map<std::string, State> states;
};

/// Checks everything at once: an unknown or misplaced field, a missing target, a state that nothing leads to or a machine without
/// an end is `InvalidInput` with its JSON pointer in `where`; nothing is ignored.
Result<Definition> parse_definition(const nlohmann::json&);

/// The states that a state may lead to, each with the pointer (below the state) that names it.
std::vector<std::pair<std::string, std::string>> targets_of(const State&);

}  // namespace bespoke::engine
