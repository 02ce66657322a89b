#pragma once

#include <map>
#include <mutex>
#include <set>
#include <utility>

#include "ports/clock.hpp"
#include "ports/metadata_store.hpp"
#include "ports/tenant_registry.hpp"

namespace bespoke::adapters::memory {

/// Keeps all in memory. Declared deviation: nothing survives the process.
class MetadataStore final : public ports::MetadataStore {
public:
    /// Every tenant with a valid name exists. The clock has to outlive this.
    explicit MetadataStore(const ports::Clock& clock) : clock_(clock) {}
    /// Those tenants exist that the registry knows and that are not erased. Both have to outlive this.
    MetadataStore(const ports::Clock& clock, ports::TenantRegistry& registry) : clock_(clock), registry_(&registry) {}

    Status commit(const TenantId&, const ports::Batch&) override;
    Result<std::optional<ports::Record>> get(const TenantId&, ports::RecordKind, const RecordId&) override;
    Result<std::vector<ports::Record>> list(const TenantId&, const ports::RecordQuery&) override;
    Result<std::vector<ports::Record>> due(const TenantId&, ports::RecordKind, Timestamp now, std::size_t limit) override;
    Result<std::vector<ports::Event>> events(const TenantId&, std::uint64_t after, const std::string& subject,
                                             std::size_t limit) override;
    Result<std::vector<ports::AuditEntry>> audit(const TenantId&, std::uint64_t after, std::size_t limit) override;

    /// Forget all of a tenant.
    void erase(const TenantId&);
    /// True if there is anything of a tenant.
    bool holds(const TenantId&);

private:
    using Records = std::map<std::pair<ports::RecordKind, RecordId>, ports::Record>;
    struct Data {
        Records records;
        std::vector<ports::Event> events;
        std::vector<ports::AuditEntry> audit;
    };
    Status check_exists(const TenantId&) const;
    static Status write(Records&, const ports::Write&, Timestamp now);

    const ports::Clock& clock_;
    ports::TenantRegistry* const registry_ = nullptr;
    std::mutex mutex_;
    std::map<TenantId, Data> tenants_;
};

}  // namespace bespoke::adapters::memory
