#include "serve/store.hpp"

#include "adapters/local/master_key.hpp"

namespace bespoke::app {

using namespace adapters::local;

std::filesystem::path master_key_file(const Config& config) {
    return config.master_key_file.empty() ? config.data / "master.key" : config.master_key_file;
}

namespace {

constexpr std::size_t kRowsAtOnce = 1'000;

Result<StoreFoundation> lay_foundation(const Config& config, const std::optional<std::string>& master_key_text) {
    auto lock = sqlite::FileLock::acquire(config.data);
    if (!lock) return tl::unexpected(lock.error());
    auto master = master_key(master_key_file(config), master_key_text);
    if (!master) return tl::unexpected(master.error());
    auto system = sqlite::SystemStore::open({.data = config.data});
    if (!system) return tl::unexpected(system.error());
    auto files = BlobStore::create(config.data);
    if (!files) return tl::unexpected(files.error());
    auto clock = std::make_unique<SystemClock>();
    auto key_table = std::make_unique<SqliteKeyTable>(**system);
    auto keys = KeyService::create(*key_table, *master, *clock);
    if (!keys) return tl::unexpected(keys.error());
    return StoreFoundation{std::move(clock),     std::move(*lock), std::move(*system),
                           std::move(key_table), std::move(*keys), std::move(*files)};
}

}  // namespace

Result<std::unique_ptr<Store>> Store::open(const Config& config, const std::optional<std::string>& master_key,
                                           telemetry::Metrics& metrics) {
    auto foundation = lay_foundation(config, master_key);
    if (!foundation) return tl::unexpected(foundation.error());
    return std::unique_ptr<Store>(new Store(std::move(*foundation), config.data, metrics));
}

Store::Store(StoreFoundation foundation, const std::filesystem::path& data, telemetry::Metrics& metrics)
    : StoreFoundation(std::move(foundation)),
      databases({.data = data, .metrics = &metrics}, *system),
      metadata(databases, *keys, *clock),
      journal(databases, *keys),
      blobs(*files, *keys),
      vectors(databases, *keys),
      resealer(databases, *keys) {}

Result<std::size_t> Store::reseal_rows(const TenantId& tenant, Deadline deadline) {
    bool rows_left = true, vectors_left = true;
    while (rows_left || vectors_left) {
        if (deadline.passed())
            return fail(ErrorCode::Timeout, "deadline", "Sealing anew takes longer; it goes on at the next run.");
        const auto rows = rows_left ? resealer.reseal(tenant, kRowsAtOnce) : 0;
        if (!rows) return tl::unexpected(rows.error());
        const auto chunks = vectors_left ? vectors.reseal(tenant, kRowsAtOnce) : 0;
        if (!chunks) return tl::unexpected(chunks.error());
        rows_left = *rows == kRowsAtOnce;
        vectors_left = *chunks == kRowsAtOnce;
    }
    return 0;
}

}  // namespace bespoke::app
