#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <tl/expected.hpp>

#include "base/error.hpp"

namespace bespoke::engine {

/// Why a state failed, as Retry and Catch see it.
struct Failure {
    std::string name;            ///< "Unavailable", "States.Timeout", …
    std::string cause;           ///< what Catch puts under "Cause"
    std::optional<Error> error;  ///< the task's own error, if it was one
};

/// The failure that a task's error is: its name by error_name(), its cause a JSON text with `errorMessage` (the sentence for
/// people), `reason` and `state`.
Failure failure_of(const Error&, const std::string& state);
/// A task that ran past its time: "States.Timeout" or "States.HeartbeatTimeout".
Failure overrun_failure(std::string name, const std::string& state);
/// "Bespoke.Crashed": a state whose workers vanished again and again.
Failure crash_failure(int losses, const std::string& state);
/// A failure that the interpreter found, e.g. "States.NoChoiceMatched".
Failure engine_failure(std::string name, std::string cause);
/// The error to show for a failure; made up from name and cause where the task gave none.
Error error_of(const Failure&);

nlohmann::json to_json(const Failure&);
Failure failure_from_json(const nlohmann::json&);

template <class T>
using Outcome = tl::expected<T, Failure>;

}  // namespace bespoke::engine
