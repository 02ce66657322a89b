#include "adapters/local/sqlite/tenant_databases.hpp"

#include <algorithm>

#include "adapters/local/file.hpp"
#include "adapters/local/sqlite/tenant_schema.hpp"

namespace bespoke::adapters::local::sqlite {
namespace {

namespace fs = std::filesystem;

Error cannot(const std::error_code& error, const fs::path& path) {
    return {ErrorCode::Unavailable, "storage", "The data directory can't be written; check space and permissions.",
            error.message(), path.string()};
}

/// New directories are entries of their parents, which have to be synced for them to survive.
Status make_directory(const fs::path& path) {
    std::error_code error;
    if (fs::is_directory(path, error)) return {};
    fs::create_directory(path, error);
    if (error) return tl::unexpected(cannot(error, path));
    fs::permissions(path, fs::perms::owner_all, error);
    return sync_directory(path.parent_path());
}

}  // namespace

/// One tenant's place in the cache. Never removed, so that an erased tenant is not opened again by a late call.
struct TenantDatabases::Slot {
    std::mutex mutex;  ///< held while the file is opened, closed or deleted
    std::shared_ptr<Database> database;
    bool checked = false;  ///< quick_check is for the first opening in a process
    std::uint64_t last_use = 0;
};

TenantDatabases::TenantDatabases(TenantDatabasesOptions options, ports::TenantRegistry& registry)
    : options_(std::move(options)), registry_(registry) {}

std::shared_ptr<TenantDatabases::Slot> TenantDatabases::slot_of(const TenantId& tenant) {
    const std::lock_guard lock(mutex_);
    auto& slot = slots_[tenant];
    if (!slot) slot = std::make_shared<Slot>();
    slot->last_use = ++uses_;
    return slot;
}

Status TenantDatabases::check_exists(const TenantId& tenant) {
    if (!is_valid(tenant)) return tl::unexpected(ports::no_tenant());
    const auto known = registry_.get(tenant);
    if (!known) return tl::unexpected(known.error());
    if (!*known || (*known)->state == ports::TenantState::Erased) return tl::unexpected(ports::no_tenant());
    return {};
}

Result<std::shared_ptr<Database>> TenantDatabases::open(const TenantId& tenant) {
    // Asked before a slot is made: names that nobody has cost no memory.
    if (auto exists = check_exists(tenant); !exists) return tl::unexpected(exists.error());
    const auto slot = slot_of(tenant);
    {
        const std::lock_guard lock(slot->mutex);
        if (slot->database) return slot->database;
    }
    close_idle();
    const std::lock_guard lock(slot->mutex);
    if (slot->database) return slot->database;
    // Once more under the lock: an erasure may have gone through meanwhile.
    if (auto exists = check_exists(tenant); !exists) return tl::unexpected(exists.error());
    return open_file(tenant, *slot);
}

Result<std::shared_ptr<Database>> TenantDatabases::open_file(const TenantId& tenant, Slot& slot) {
    const auto directory = options_.data / "tenants" / tenant.str();
    for (const auto& path : {options_.data, directory.parent_path(), directory}) {
        if (auto made = make_directory(path); !made) return tl::unexpected(made.error());
    }
    DatabaseOptions options{directory / "tenant.db", tenant_schema(), options_.vfs, options_.readers, options_.patience};
    options.checkpoint_frames = options_.checkpoint_frames;
    options.metrics = options_.metrics;
    options.check = slot.checked ? DatabaseOptions::Check::None : DatabaseOptions::Check::Quick;
    auto database = Database::open(std::move(options));
    if (!database) return tl::unexpected(at(database.error(), tenant.str()));
    slot.checked = true;
    slot.database = std::move(*database);
    return slot.database;
}

Status TenantDatabases::create(const TenantId& tenant) {
    const auto database = open(tenant);
    return database ? Status{} : tl::unexpected(database.error());
}

/// Closes those used longest ago, but none in use, until one more has room.
std::size_t TenantDatabases::open_now() {
    const std::lock_guard lock(mutex_);
    return static_cast<std::size_t>(std::ranges::count_if(slots_, [](const auto& entry) {
        const std::unique_lock slot(entry.second->mutex, std::try_to_lock);
        return !slot || entry.second->database != nullptr;  // one that is held is being opened or used
    }));
}

void TenantDatabases::close_idle() {
    std::vector<std::shared_ptr<Slot>> by_use;
    {
        const std::lock_guard lock(mutex_);
        for (const auto& [tenant, slot] : slots_) by_use.push_back(slot);
        std::ranges::sort(by_use, {}, &Slot::last_use);
    }
    std::vector<std::shared_ptr<Slot>> open;
    for (const auto& slot : by_use) {
        const std::unique_lock lock(slot->mutex, std::try_to_lock);
        if (lock && slot->database) open.push_back(slot);
    }
    for (std::size_t i = 0; i < open.size() && open.size() - i >= options_.open_at_once; ++i) {
        const std::unique_lock lock(open[i]->mutex, std::try_to_lock);
        if (lock && open[i]->database.use_count() == 1) open[i]->database.reset();
    }
}

Status TenantDatabases::erase(const TenantId& tenant) {
    if (!is_valid(tenant)) return {};
    const auto known = registry_.get(tenant);
    if (!known) return tl::unexpected(known.error());
    if (*known && (*known)->state != ports::TenantState::Erased) {
        return fail(ErrorCode::Conflict, "tenant-not-erased", "This tenant is alive; mark it as erased first.", tenant.str());
    }
    const auto slot = slot_of(tenant);
    const std::lock_guard lock(slot->mutex);
    if (slot->database) slot->database->close(ports::no_tenant());
    slot->database.reset();
    const auto directory = options_.data / "tenants" / tenant.str();
    std::error_code error;
    if (!fs::exists(directory, error)) return {};
    fs::remove_all(directory, error);
    if (error) return tl::unexpected(cannot(error, directory));
    return sync_directory(directory.parent_path());
}

Result<bool> TenantDatabases::holds(const TenantId& tenant) {
    std::error_code error;
    return is_valid(tenant) && fs::exists(options_.data / "tenants" / tenant.str(), error);
}

Status TenantDatabases::checkpoint(const TenantId& tenant) {
    const auto database = open(tenant);
    if (database) return (*database)->checkpoint();
    return database.error().reason == "no-tenant" ? Status{} : tl::unexpected(database.error());
}

Status TenantDatabases::back_up(const TenantId& tenant, const fs::path& target) {
    const auto database = open(tenant);
    return database ? (*database)->back_up(target) : Status(tl::unexpected(database.error()));
}

std::vector<TenantId> TenantDatabases::on_disk() const {
    std::vector<TenantId> tenants;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(options_.data / "tenants", error)) {
        const TenantId tenant(entry.path().filename().string());
        if (is_valid(tenant) && entry.is_directory(error)) tenants.push_back(tenant);
    }
    std::ranges::sort(tenants);
    return tenants;
}

}  // namespace bespoke::adapters::local::sqlite
