#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "adapters/local/sqlite/database.hpp"
#include "ports/tenant_registry.hpp"
#include "ports/tenant_storage.hpp"

namespace bespoke::adapters::local::sqlite {

struct TenantDatabasesOptions {
    std::filesystem::path data;     ///< holds tenants/<id>/tenant.db
    std::size_t open_at_once = 64;  ///< files kept open; more are open only while that many are in use
    std::string vfs;                ///< as in DatabaseOptions
    std::size_t readers = 4;
    std::chrono::milliseconds patience{30'000};
    int checkpoint_frames = 1'000;
    telemetry::Metrics* metrics = nullptr;  ///< as in DatabaseOptions
};

/// The tenants' directories and the databases in them, opened when first used. Safe from many threads.
class TenantDatabases final : public ports::TenantStorage {
public:
    /// The registry says who exists and has to outlive this.
    TenantDatabases(TenantDatabasesOptions options, ports::TenantRegistry& registry);

    /// The tenant's database; made at its first use. Shared by this cache and the calls under way: keep it no longer than a call.
    /// `NotFound` "no-tenant" for a tenant never made or erased; errors of Database::open.
    Result<std::shared_ptr<Database>> open(const TenantId& tenant);

    /// Make the tenant's database now rather than at its first use. Again is success; errors as open().
    Status create(const TenantId& tenant);

    /// Deletes the tenant's directory, blobs and all, after calls under way have ended. `Conflict` "tenant-not-erased" unless the
    /// registry knows it as erased, or not at all.
    Status erase(const TenantId& tenant) override;
    Result<bool> holds(const TenantId& tenant) override;
    /// Empties the log, so that what was deleted is in no file. `Unavailable` "storage-busy" if a long read keeps it.
    Status checkpoint(const TenantId& tenant) override;
    /// Database::back_up of the tenant's file.
    Status back_up(const TenantId& tenant, const std::filesystem::path& target);
    /// How many files are open now, for a gauge.
    [[nodiscard]] std::size_t open_now();
    /// Tenants that have a directory, by name, whether or not the registry knows them.
    [[nodiscard]] std::vector<TenantId> on_disk() const;

private:
    struct Slot;
    std::shared_ptr<Slot> slot_of(const TenantId& tenant);
    Result<std::shared_ptr<Database>> open_file(const TenantId& tenant, Slot& slot);
    Status check_exists(const TenantId& tenant);
    void close_idle();

    const TenantDatabasesOptions options_;
    ports::TenantRegistry& registry_;
    std::mutex mutex_;
    std::map<TenantId, std::shared_ptr<Slot>> slots_;  ///< shared with the calls that are opening one
    std::uint64_t uses_ = 0;
};

}  // namespace bespoke::adapters::local::sqlite
