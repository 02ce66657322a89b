#pragma once

#include <map>
#include <memory>
#include <mutex>

#include "adapters/local/sqlite/tenant_databases.hpp"
#include "ports/key_service.hpp"
#include "ports/vector_index.hpp"
#include "retrieval/collection.hpp"

namespace bespoke::adapters::local {

/// Chunks as one sealed row a document in the tenant's database, searched exactly in memory. Tenants searched last stay loaded,
/// up to a number of bytes. What was put survives a power cut. An erased tenant is `NotFound` "no-tenant". Safe from many
/// threads.
class VectorIndex final : public ports::VectorIndex {
public:
    /// Both outlive it. `cache_bytes` bounds what is kept between calls, not what one search needs.
    VectorIndex(sqlite::TenantDatabases& databases, ports::KeyService& keys, std::size_t cache_bytes = 256ULL << 20U);
    ~VectorIndex() override;

    Status put(const TenantId&, const RecordId& document, const std::vector<ports::Chunk>&) override;
    Result<std::vector<ports::VectorHit>> search(const TenantId&, const ports::VectorQuery&) override;
    Status remove(const TenantId&, const RecordId& document) override;

    /// Forget what is loaded of a tenant; for erasure.
    void forget(const TenantId&);
    /// Seal up to `limit` rows anew that were sealed with another than the current key. Gives how many: fewer than `limit` means
    /// done.
    Result<std::size_t> reseal(const TenantId&, std::size_t limit);

    struct Usage {
        std::size_t tenants = 0, bytes = 0;
    };
    /// What is loaded, for gauges.
    [[nodiscard]] Usage usage() const;

private:
    struct Slot;
    using Loaded = std::shared_ptr<const retrieval::Collection>;  // shared by the cache and the searches under way
    std::shared_ptr<Slot> slot_of(const TenantId&);
    [[nodiscard]] Loaded cached(const Slot&) const;
    Result<Loaded> loaded(const TenantId&, Slot&, sqlite::Database&);
    Result<retrieval::Collection> load(const TenantId&, sqlite::Database&);
    Result<std::shared_ptr<sqlite::Database>> open(const TenantId&);
    void keep(Slot&, Loaded);
    void evict(const Slot& kept);

    sqlite::TenantDatabases& databases_;
    ports::KeyService& keys_;
    const std::size_t cache_bytes_;
    mutable std::mutex mutex_;
    std::map<TenantId, std::shared_ptr<Slot>> slots_;  // shared with the calls under way
    std::uint64_t uses_ = 0;
    std::size_t bytes_ = 0;
};

}  // namespace bespoke::adapters::local
