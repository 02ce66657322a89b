#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "engine/failure.hpp"

namespace bespoke::lambda {

/// A failure as Step Functions tells of it: an error's name and a cause, which is the body that a function of ours reported or a text of
/// the service's. What the service says is for the log; people read a sentence of ours.
engine::Failure outside_failure(const std::string& name, const std::string& cause, const std::string& state);

/// What a Catch with ResultPath "$.failure" left in the state data; nothing if none did.
std::optional<engine::Failure> caught_failure(const nlohmann::json& data, const std::string& state);
/// Leaves a failure there, as engine::Interpreter does.
void put_failure(nlohmann::json& data, const engine::Failure&, const std::string& state);

}  // namespace bespoke::lambda
