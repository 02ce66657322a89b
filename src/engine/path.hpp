#pragma once

#include <cstddef>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/error.hpp"

namespace bespoke::engine {

/// A JSONPath that names one place: "$", "$.a.b", "$['a b'].c", "$.list[0]" (states-language.net, "Reference Paths").
/// The empty steps name the whole.
struct Path {
    using Step = std::variant<std::string, std::size_t>;
    std::vector<Step> steps;
};

/// Anything else (wildcards, slices, filters, functions) is `InvalidInput`; `where` says at which character.
Result<Path> parse_path(std::string_view);

/// The value there; null pointer if there is none. Lives as long as `root`.
const nlohmann::json* find(const nlohmann::json& root, const Path&);

/// Put `value` there, making the objects on the way that are missing. False, and `root` unchanged, if something on the way is no
/// object (or no array that long).
bool put(nlohmann::json& root, const Path&, nlohmann::json value);

}  // namespace bespoke::engine
