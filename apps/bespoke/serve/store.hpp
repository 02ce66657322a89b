#pragma once

#include "adapters/local/blob_store.hpp"
#include "adapters/local/key_service.hpp"
#include "adapters/local/sealed_blob_store.hpp"
#include "adapters/local/sqlite/file_lock.hpp"
#include "adapters/local/sqlite/journal.hpp"
#include "adapters/local/sqlite/metadata_store.hpp"
#include "adapters/local/sqlite/reseal.hpp"
#include "adapters/local/sqlite/system_store.hpp"
#include "adapters/local/sqlite/tenant_databases.hpp"
#include "adapters/local/sqlite_key_table.hpp"
#include "adapters/local/system_clock.hpp"
#include "adapters/local/vector_index.hpp"
#include "serve/config.hpp"

namespace bespoke::app {

/// Where the settings say that the master key stands.
std::filesystem::path master_key_file(const Config&);

/// What the rest of the store leans on.
struct StoreFoundation {
    std::unique_ptr<adapters::local::SystemClock> clock;
    adapters::local::sqlite::FileLock lock;
    std::unique_ptr<adapters::local::sqlite::SystemStore> system;
    std::unique_ptr<adapters::local::SqliteKeyTable> key_table;
    std::unique_ptr<adapters::local::KeyService> keys;
    std::unique_ptr<adapters::local::BlobStore> files;
};

/// All that a data directory holds, behind the ports. One process at a time has it.
struct Store : StoreFoundation {
    /// Opens or makes the directory. The master key is `master_key` (base64) or, without it, that of the configured file. `Conflict`
    /// "data-in-use"; errors of the adapters, each naming what to do.
    static Result<std::unique_ptr<Store>> open(const Config&, const std::optional<std::string>& master_key, telemetry::Metrics&);

    /// Seals rows of a tenant anew that were sealed with another than its current key, for a while. Gives how many are left to look at;
    /// 0: none.
    Result<std::size_t> reseal_rows(const TenantId&, Deadline);

    // In the order in which they lean on each other.
    adapters::local::sqlite::TenantDatabases databases;
    adapters::local::sqlite::MetadataStore metadata;
    adapters::local::sqlite::Journal journal;
    adapters::local::SealedBlobStore blobs;
    adapters::local::VectorIndex vectors;
    adapters::local::sqlite::Resealer resealer;

private:
    Store(StoreFoundation, const std::filesystem::path& data, telemetry::Metrics&);
};

}  // namespace bespoke::app
