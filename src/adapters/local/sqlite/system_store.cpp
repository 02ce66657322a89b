#include "adapters/local/sqlite/system_store.hpp"

#include <array>

#include "adapters/local/file.hpp"
#include "adapters/local/sqlite/signing_keys.hpp"

namespace bespoke::adapters::local::sqlite {
namespace {

namespace fs = std::filesystem;
using ports::Tenant;
using ports::TenantState;

constexpr std::int32_t kApplicationId = 0x42737030;  // "Bsp0"

constexpr const char* kTables = R"sql(
CREATE TABLE tenant (
  id TEXT PRIMARY KEY NOT NULL, state TEXT NOT NULL, created_at INTEGER NOT NULL, erased_at INTEGER
) STRICT;
CREATE TABLE wrapped_key (
  tenant TEXT NOT NULL, key_id TEXT NOT NULL, version INTEGER NOT NULL, state TEXT NOT NULL, wrapped BLOB NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (tenant, key_id)
) STRICT;
CREATE TABLE signing_key (
  id TEXT PRIMARY KEY NOT NULL, public_key BLOB NOT NULL, sealed_private BLOB NOT NULL,
  created_at INTEGER NOT NULL, active_from INTEGER NOT NULL, retire_at INTEGER
) STRICT;
CREATE TABLE setting (name TEXT PRIMARY KEY NOT NULL, value BLOB NOT NULL) STRICT;
)sql";

constexpr std::array kMigrations = {kTables};

std::optional<TenantState> tenant_state(std::string_view text) {
    for (const auto state : {TenantState::Active, TenantState::Suspended, TenantState::Erased}) {
        if (text == to_string(state)) return state;
    }
    return std::nullopt;
}

Result<std::vector<Tenant>> read_tenants(Connection& connection) {
    std::vector<Tenant> result;
    auto rows = connection.query("SELECT id, state, created_at, erased_at FROM tenant ORDER BY id");
    while (rows.next()) {
        const auto state = tenant_state(rows.text(1));
        if (!state)
            return fail(ErrorCode::Corrupt, "store-damaged", "Stored data is damaged; restore it from a backup.",
                        "state of a tenant");
        result.push_back({TenantId(rows.text(0)), *state, rows.time(2), rows.maybe_time(3)});
    }
    return result;
}

void put_key_row(Connection& connection, const WrappedKey& key) {
    connection.run(
        "INSERT OR REPLACE INTO wrapped_key (tenant, key_id, version, state, wrapped, created_at) VALUES (?, ?, ?, ?, ?, ?)",
        key.tenant.str(), key.key_id, key.version, key.state, key.wrapped, key.created_at);
}

std::vector<WrappedKey> read_keys(Rows rows) {
    std::vector<WrappedKey> result;
    while (rows.next()) {
        result.push_back({TenantId(rows.text(0)), rows.text(1), rows.integer(2), rows.text(3), rows.bytes(4), rows.time(5)});
    }
    return result;
}

Status make_data_directory(const fs::path& data) {
    std::error_code error;
    if (fs::is_directory(data, error)) return {};
    fs::create_directories(data, error);
    if (!error) fs::permissions(data, fs::perms::owner_all, error);
    if (!error) return sync_directory(fs::absolute(data).parent_path());
    return fail(ErrorCode::Unavailable, "storage", "The data directory can't be made; check its path, space and permissions.",
                error.message(), data.string());
}

}  // namespace

Result<std::unique_ptr<SystemStore>> SystemStore::open(const SystemStoreOptions& options) {
    if (auto made = make_data_directory(options.data); !made) return tl::unexpected(made.error());
    DatabaseOptions file{options.data / "system.db", {kApplicationId, kMigrations}, options.vfs};
    file.patience = options.patience;
    auto database = Database::open(std::move(file));
    if (!database) return tl::unexpected(database.error());
    auto store = std::unique_ptr<SystemStore>(new SystemStore(std::move(*database), Tombstones(options.data / "tombstones")));
    if (auto loaded = store->load(); !loaded) return tl::unexpected(loaded.error());
    return store;
}

SystemStore::SystemStore(std::unique_ptr<Database> database, Tombstones tombstones)
    : database_(std::move(database)),
      tombstones_(std::move(tombstones)),
      signing_keys_(std::make_unique<SigningKeys>(*database_)) {}

Status SystemStore::load() {
    const auto erased = tombstones_.read();
    if (!erased) return tl::unexpected(erased.error());
    auto tenants = database_->read(read_tenants);
    if (!tenants) return tl::unexpected(tenants.error());
    for (auto& tenant : *tenants) tenants_[tenant.id] = std::move(tenant);
    for (const auto& [id, at] : *erased) {
        auto& tenant = tenants_.try_emplace(id, Tenant{id, TenantState::Active, at, {}}).first->second;
        if (tenant.state == TenantState::Erased) continue;
        tenant.state = TenantState::Erased;
        tenant.erased_at = at;
        if (auto saved = save(tenant); !saved) return saved;
    }
    return {};
}

Status SystemStore::save(const Tenant& tenant) {
    return database_->write([&](Connection& connection) -> Status {
        connection.run("INSERT OR REPLACE INTO tenant (id, state, created_at, erased_at) VALUES (?, ?, ?, ?)", tenant.id.str(),
                       to_string(tenant.state), tenant.created_at, tenant.erased_at);
        return {};
    });
}

Status SystemStore::create(const TenantId& id, Timestamp now) {
    if (auto named = ports::check_name(id); !named) return named;
    const std::lock_guard changing(changing_);
    if (*get(id)) return tl::unexpected(ports::tenant_exists());
    const Tenant tenant{id, TenantState::Active, now, {}};
    if (auto saved = save(tenant); !saved) return saved;
    const std::lock_guard lock(mutex_);
    tenants_[id] = tenant;
    return {};
}

Result<std::optional<Tenant>> SystemStore::get(const TenantId& id) {
    const std::lock_guard lock(mutex_);
    const auto found = tenants_.find(id);
    return found == tenants_.end() ? std::nullopt : std::optional(found->second);
}

Result<std::vector<Tenant>> SystemStore::list() {
    const std::lock_guard lock(mutex_);
    std::vector<Tenant> result;
    for (const auto& [id, tenant] : tenants_) result.push_back(tenant);
    return result;
}

Status SystemStore::set_state(const TenantId& id, TenantState state, Timestamp now) {
    const std::lock_guard changing(changing_);
    auto tenant = *get(id);
    if (!tenant) return tl::unexpected(ports::no_tenant());
    const bool erases = state == TenantState::Erased && tenant->state != state;
    if (auto changed = ports::change_state(*tenant, state, now); !changed) return changed;
    if (erases) {
        if (auto written = tombstones_.append(id, now); !written) return written;
    }
    auto saved = save(*tenant);
    // A tombstone holds from now on, whether or not the database has heard of it.
    if (!saved && !erases) return saved;
    const std::lock_guard lock(mutex_);
    tenants_[id] = *tenant;
    return saved;
}

Status SystemStore::put_keys(const std::vector<WrappedKey>& keys) {
    bool replaces = false;
    const auto put = database_->write([&](Connection& connection) -> Status {
        for (const auto& key : keys) {
            auto there =
                connection.query("SELECT 1 FROM wrapped_key WHERE tenant = ? AND key_id = ?", key.tenant.str(), key.key_id);
            replaces = there.next() || replaces;
            put_key_row(connection, key);
        }
        return {};
    });
    // What a key was wrapped with before must not stay behind in the log.
    return put && replaces ? database_->checkpoint() : put;
}

Status SystemStore::replace_keys(const TenantId& tenant, const std::vector<WrappedKey>& keys) {
    const auto replaced = database_->write([&](Connection& connection) -> Status {
        connection.run("DELETE FROM wrapped_key WHERE tenant = ?", tenant.str());
        for (const auto& key : keys) put_key_row(connection, key);
        return {};
    });
    return replaced ? database_->checkpoint() : replaced;
}

Result<std::vector<WrappedKey>> SystemStore::keys_of(const TenantId& tenant) {
    return database_->read([&](Connection& connection) -> Result<std::vector<WrappedKey>> {
        return read_keys(
            connection.query("SELECT tenant, key_id, version, state, wrapped, created_at FROM wrapped_key WHERE tenant = ? ORDER "
                             "BY version, key_id",
                             tenant.str()));
    });
}

Result<std::vector<WrappedKey>> SystemStore::all_keys() {
    return database_->read([&](Connection& connection) -> Result<std::vector<WrappedKey>> {
        return read_keys(connection.query(
            "SELECT tenant, key_id, version, state, wrapped, created_at FROM wrapped_key ORDER BY tenant, version, key_id"));
    });
}

Result<std::optional<Bytes>> SystemStore::setting(const std::string& name) {
    return database_->read([&](Connection& connection) -> Result<std::optional<Bytes>> {
        auto rows = connection.query("SELECT value FROM setting WHERE name = ?", name);
        if (!rows.next()) return std::nullopt;
        return rows.bytes(0);
    });
}

Status SystemStore::put_setting(const std::string& name, BytesView value) {
    return database_->write([&](Connection& connection) -> Status {
        connection.run("INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)", name, value);
        return {};
    });
}

}  // namespace bespoke::adapters::local::sqlite
