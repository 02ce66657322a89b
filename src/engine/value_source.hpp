#pragma once

#include "engine/failure.hpp"
#include "engine/path.hpp"

namespace bespoke::engine {

/// A place in the state data ("$.a") or in the context object ("$$.Execution.Id").
struct ValueSource {
    enum class Root { Data, Context } root = Root::Data;
    Path path;
};

/// What expressions are evaluated on.
struct Scope {
    const nlohmann::json& data;
    const nlohmann::json& context;  ///< `$$`: Execution.Id, State.Name, State.EnteredTime, State.RetryCount
};

/// `InvalidInput` for what path.hpp refuses and for a place that the context object does not have.
Result<ValueSource> parse_source(std::string_view);
/// Null pointer if there is nothing. Lives as long as the scope.
const nlohmann::json* find(const Scope&, const ValueSource&);

/// Check a payload template (`Parameters`, `ResultSelector`): each field "x.$" has a string that names a place. `where` is a
/// pointer below the template. Intrinsic functions are refused.
Status check_template(const nlohmann::json& payload, const std::string& pointer);
/// Fill a checked template. A place that isn't there is "States.ParameterPathFailure".
Outcome<nlohmann::json> fill_template(const nlohmann::json& payload, const Scope&);

/// One step of a JSON pointer, with "~" and "/" escaped (RFC 6901 section 3).
std::string pointer_step(std::string_view name);

}  // namespace bespoke::engine
