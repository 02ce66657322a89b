#pragma once

#include <string_view>

namespace bespoke::api {

/// api/openapi.yaml as JSON, as it was when the program was built.
std::string_view openapi_text();

}  // namespace bespoke::api
