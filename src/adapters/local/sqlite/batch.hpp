#pragma once

#include "adapters/local/sqlite/connection.hpp"
#include "adapters/local/sqlite/sealer.hpp"

namespace bespoke::adapters::local::sqlite {

/// Do all of a batch inside an open transaction; on failure the caller undoes it. `Conflict` "version" if a condition fails.
/// Throws SQLite::Exception.
Status apply(Connection& connection, const SealedBatch& batch);

}  // namespace bespoke::adapters::local::sqlite
