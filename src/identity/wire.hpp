#pragma once

#include <nlohmann/json.hpp>

#include "identity/api_keys.hpp"
#include "identity/users.hpp"

namespace bespoke::identity {

// Shapes of the API's schemas User, Key and KeyWithSecret (api/openapi.yaml).
nlohmann::json to_json(const User&);
nlohmann::json to_json(const ApiKey&);
nlohmann::json to_json(const IssuedApiKey&);

}  // namespace bespoke::identity
