#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace bespoke::app {

/// For people: an array of objects as a table, an object as lines of name and value.
std::string show(const nlohmann::ordered_json&);

}  // namespace bespoke::app
