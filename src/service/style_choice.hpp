#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <variant>

#include "base/ids.hpp"

namespace bespoke::service {

/// Name of a built-in style, or id of a style sample.
using JobStyle = std::variant<std::string, RecordId>;

/// {"name": "classic"} or {"documentId": "doc_…"}.
nlohmann::json to_json(const JobStyle&);
/// The inverse; `nullopt` for anything else. Whether the document exists is not looked at.
std::optional<JobStyle> style_from_json(const nlohmann::json&);

}  // namespace bespoke::service
