#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "adapters/local/sqlite/database.hpp"
#include "adapters/local/sqlite/tombstones.hpp"
#include "ports/signing_key_table.hpp"
#include "ports/tenant_registry.hpp"

namespace bespoke::adapters::local::sqlite {

/// A tenant's data key as the key service left it: `wrapped` under the master key, and opaque here. `tenant` need be no valid
/// name.
struct WrappedKey {
    TenantId tenant;
    std::string key_id;
    std::int64_t version = 0;
    std::string state;
    Bytes wrapped;
    Timestamp created_at{};
};

struct SystemStoreOptions {
    std::filesystem::path data;  ///< made if need be
    std::string vfs;             ///< as in DatabaseOptions
    std::chrono::milliseconds patience{30'000};
};

/// <data>/system.db: who there is, the registry of wrapped keys, the issuer's signing keys, settings. What has been acknowledged
/// survives a power cut. Safe from many threads of the one process that holds the data directory's lock.
class SystemStore final : public ports::TenantRegistry {
public:
    /// Tenants named in <data>/tombstones are erased, whatever the file (perhaps an older one put back) says of them.
    static Result<std::unique_ptr<SystemStore>> open(const SystemStoreOptions& options);

    Status create(const TenantId&, Timestamp now) override;
    Result<std::optional<ports::Tenant>> get(const TenantId&) override;
    Result<std::vector<ports::Tenant>> list() override;
    /// An erasure is in the tombstones before it is in the database.
    Status set_state(const TenantId&, ports::TenantState, Timestamp now) override;

    /// Add or replace by tenant and key id, all or none.
    Status put_keys(const std::vector<WrappedKey>& keys);
    Status put_key(const WrappedKey& key) { return put_keys({key}); }
    /// Instead of all keys of the tenant these. What was replaced is in no file afterwards (zeroed, log emptied).
    Status replace_keys(const TenantId& tenant, const std::vector<WrappedKey>& keys);
    /// As replace_keys with none.
    Status remove_keys(const TenantId& tenant) { return replace_keys(tenant, {}); }
    /// By version.
    Result<std::vector<WrappedKey>> keys_of(const TenantId& tenant);
    /// By tenant and version.
    Result<std::vector<WrappedKey>> all_keys();

    /// The issuer's keys. Lives as long as this.
    ports::SigningKeyTable& signing_keys() { return *signing_keys_; }

    /// A small value under a name; opaque.
    Result<std::optional<Bytes>> setting(const std::string& name);
    Status put_setting(const std::string& name, BytesView value);

    /// Database::back_up of system.db. The tombstones are not part of it.
    Status back_up(const std::filesystem::path& target) { return database_->back_up(target); }
    Status checkpoint() { return database_->checkpoint(); }

private:
    SystemStore(std::unique_ptr<Database> database, Tombstones tombstones);
    Status load();
    Status save(const ports::Tenant& tenant);

    std::unique_ptr<Database> database_;
    const Tombstones tombstones_;
    std::unique_ptr<ports::SigningKeyTable> signing_keys_;
    std::mutex changing_;                        ///< held over a change of a tenant, from the decision to its commit
    std::mutex mutex_;                           ///< guards the map
    std::map<TenantId, ports::Tenant> tenants_;  ///< all of the table; every call of every port asks for one
};

}  // namespace bespoke::adapters::local::sqlite
