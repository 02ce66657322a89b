#include "adapters/local/sqlite_key_table.hpp"

namespace bespoke::adapters::local {
namespace {

using sqlite::WrappedKey;

KeyRow row_of(WrappedKey key) {
    return {std::move(key.tenant), std::move(key.key_id), static_cast<int>(key.version), std::move(key.wrapped), key.created_at};
}

std::vector<WrappedKey> keys_of(const std::vector<KeyRow>& rows) {
    std::vector<WrappedKey> keys;
    for (const KeyRow& row : rows) {
        keys.push_back(
            {row.tenant, row.key_id, row.version, row.wrapped.empty() ? "destroyed" : "active", row.wrapped, row.made_at});
    }
    return keys;
}

Result<std::vector<KeyRow>> rows_of_all(Result<std::vector<WrappedKey>> keys) {
    if (!keys) return tl::unexpected(keys.error());
    std::vector<KeyRow> rows;
    for (WrappedKey& key : *keys) rows.push_back(row_of(std::move(key)));
    return rows;
}

}  // namespace

Result<std::vector<KeyRow>> SqliteKeyTable::rows_of(const TenantId& tenant) { return rows_of_all(store_.keys_of(tenant)); }

Result<std::vector<KeyRow>> SqliteKeyTable::all() { return rows_of_all(store_.all_keys()); }

Status SqliteKeyTable::put(const std::vector<KeyRow>& rows) { return store_.put_keys(keys_of(rows)); }

Status SqliteKeyTable::replace_all(const TenantId& tenant, const std::vector<KeyRow>& rows) {
    return store_.replace_keys(tenant, keys_of(rows));
}

}  // namespace bespoke::adapters::local
