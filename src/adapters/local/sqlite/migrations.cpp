#include "adapters/local/sqlite/migrations.hpp"

#include <fmt/format.h>

namespace bespoke::adapters::local::sqlite {
namespace {

std::int64_t pragma(Connection& connection, const char* sql) {
    auto rows = connection.query(sql);
    return rows.next() ? rows.integer(0) : 0;
}

bool is_new(Connection& connection) { return pragma(connection, "SELECT count(*) FROM sqlite_schema") == 0; }

Status check_owner(Connection& connection, const Schema& schema, std::int64_t version) {
    const auto owner = pragma(connection, "PRAGMA application_id");
    if (owner == schema.application_id || (owner == 0 && version == 0 && is_new(connection))) return {};
    return fail(ErrorCode::Corrupt, "store-foreign",
                "A file in the data directory was not made by Bespoke; name another directory.",
                fmt::format("application_id {:#x}", owner));
}

Status check_version(const Schema& schema, std::int64_t version) {
    const auto newest = static_cast<std::int64_t>(schema.migrations.size());
    if (version <= newest) return {};
    return fail(ErrorCode::Conflict, "store-newer",
                "The data was written by a newer version of Bespoke; run that version, or restore a backup made by this one.",
                fmt::format("schema {} in the file, {} known", version, newest));
}

/// A failed step throws and leaves its transaction open; the caller closes the connection, which rolls it back.
void step(Connection& connection, const Schema& schema, std::size_t from) {
    connection.script("BEGIN IMMEDIATE");
    connection.script(schema.migrations[from]);
    connection.script(fmt::format("PRAGMA application_id={}; PRAGMA user_version={}", schema.application_id, from + 1).c_str());
    connection.script("COMMIT");
}

}  // namespace

Status migrate(Connection& connection, const Schema& schema) {
    const auto version = pragma(connection, "PRAGMA user_version");
    if (auto ours = check_owner(connection, schema, version); !ours) return ours;
    if (auto known = check_version(schema, version); !known) return known;
    for (auto from = static_cast<std::size_t>(version); from < schema.migrations.size(); ++from) step(connection, schema, from);
    return {};
}

Status quick_check(Connection& connection) {
    auto rows = connection.query("PRAGMA quick_check(1)");
    if (rows.next() && rows.text(0) == "ok") return {};
    return fail(ErrorCode::Corrupt, "store-damaged", "Stored data is damaged; restore it from a backup.");
}

}  // namespace bespoke::adapters::local::sqlite
