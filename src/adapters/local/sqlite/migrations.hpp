#pragma once

#include <cstdint>
#include <span>

#include "adapters/local/sqlite/connection.hpp"

namespace bespoke::adapters::local::sqlite {

/// The shape of one kind of file. `migrations[n]` leads from version n to n + 1; entries are only ever appended.
struct Schema {
    std::int32_t application_id = 0;  ///< stands in the file's header and tells our files from others
    std::span<const char* const> migrations;
};

/// Bring the file to the newest version, each step in its own transaction. A file of another program is `Corrupt`
/// "store-foreign", one of a newer version of ours `Conflict` "store-newer"; both are left as they are. Throws SQLite::Exception.
Status migrate(Connection& connection, const Schema& schema);

/// Read the whole file and check that its trees are sound: `Corrupt` "store-damaged". Throws SQLite::Exception.
Status quick_check(Connection& connection);

}  // namespace bespoke::adapters::local::sqlite
