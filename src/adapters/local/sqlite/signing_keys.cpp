#include "adapters/local/sqlite/signing_keys.hpp"

namespace bespoke::adapters::local::sqlite {

Status SigningKeys::put(const ports::StoredSigningKey& key) {
    const auto written = database_.write([&](Connection& connection) -> Status {
        connection.run(
            "INSERT OR REPLACE INTO signing_key (id, public_key, sealed_private, created_at, active_from, retire_at) VALUES (?, "
            "?, ?, ?, ?, ?)",
            key.id, key.public_key, key.sealed_private, key.created_at, key.active_from, key.retire_at);
        return {};
    });
    return written ? database_.checkpoint() : written;
}

Result<std::vector<ports::StoredSigningKey>> SigningKeys::list() {
    return database_.read([](Connection& connection) -> Result<std::vector<ports::StoredSigningKey>> {
        std::vector<ports::StoredSigningKey> result;
        auto rows = connection.query(
            "SELECT id, public_key, sealed_private, created_at, active_from, retire_at FROM signing_key ORDER BY created_at, id");
        while (rows.next()) {
            result.push_back({rows.text(0), rows.bytes(1), rows.bytes(2), rows.time(3), rows.time(4), rows.maybe_time(5)});
        }
        return result;
    });
}

Status SigningKeys::remove(const std::string& id) {
    const auto written = database_.write([&](Connection& connection) -> Status {
        connection.run("DELETE FROM signing_key WHERE id = ?", id);
        return {};
    });
    return written ? database_.checkpoint() : written;
}

}  // namespace bespoke::adapters::local::sqlite
