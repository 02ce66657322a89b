#pragma once

#include <nlohmann/json.hpp>

#include "ports/metadata_store.hpp"

namespace bespoke::adapters::local::sqlite {

/// A batch that waits in the journal for a cancelled execution's end.
nlohmann::json to_json(const ports::Batch& batch);
/// Its inverse. Throws nlohmann::json::exception for anything else.
ports::Batch batch_from_json(const nlohmann::json& value);

}  // namespace bespoke::adapters::local::sqlite
