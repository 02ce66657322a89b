#pragma once

#include "adapters/local/key_table.hpp"
#include "adapters/local/sqlite/system_store.hpp"

namespace bespoke::adapters::local {

/// The wrapped keys in system.db.
class SqliteKeyTable final : public KeyTable {
public:
    /// The store outlives it.
    explicit SqliteKeyTable(sqlite::SystemStore& store) : store_(store) {}
    Result<std::vector<KeyRow>> rows_of(const TenantId&) override;
    Result<std::vector<KeyRow>> all() override;
    Status put(const std::vector<KeyRow>&) override;
    Status replace_all(const TenantId&, const std::vector<KeyRow>&) override;

private:
    sqlite::SystemStore& store_;
};

}  // namespace bespoke::adapters::local
