#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "base/error.hpp"

namespace bespoke::lambda {

/// An event is a JSON object. `InvalidInput` "bad-event" otherwise; the detail has nothing of the event.
Result<nlohmann::json> parse_event(std::string_view text);
tl::unexpected<Error> bad_event(std::string what);
/// A member that is a string; empty for anything else, also where `object` is none.
std::string text_at(const nlohmann::json& object, const char* name);
/// A member that is an object; null for anything else.
const nlohmann::json& object_at(const nlohmann::json& object, const char* name);

}  // namespace bespoke::lambda
