#pragma once

#include <nlohmann/json.hpp>

#include "base/error.hpp"

namespace bespoke::ports {

/// How stores keep why an execution ended. The whole of it: sealed where it stands, never shown.
nlohmann::json to_json(const Error&);
/// Its inverse; throws nlohmann::json::exception for anything else, for readers that take many values and translate once.
Error error_from_json(const nlohmann::json&);

}  // namespace bespoke::ports
