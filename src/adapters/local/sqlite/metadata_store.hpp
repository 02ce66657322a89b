#pragma once

#include "adapters/local/sqlite/tenant_databases.hpp"
#include "ports/clock.hpp"
#include "ports/key_service.hpp"
#include "ports/metadata_store.hpp"

namespace bespoke::adapters::local::sqlite {

/// Records, events and the audit chain in the tenant's tenant.db, bodies and data sealed under the tenant's key. Durable: what
/// commit() acknowledged survives a power cut. Errors of the database (to_error()) and of the key service pass through.
class MetadataStore final : public ports::MetadataStore {
public:
    /// All three have to outlive this.
    MetadataStore(TenantDatabases& databases, ports::KeyService& keys, const ports::Clock& clock)
        : databases_(databases), keys_(keys), clock_(clock) {}

    Status commit(const TenantId&, const ports::Batch&) override;
    Result<std::optional<ports::Record>> get(const TenantId&, ports::RecordKind, const RecordId&) override;
    Result<std::vector<ports::Record>> list(const TenantId&, const ports::RecordQuery&) override;
    Result<std::vector<ports::Record>> due(const TenantId&, ports::RecordKind, Timestamp now, std::size_t limit) override;
    Result<std::vector<ports::Event>> events(const TenantId&, std::uint64_t after, const std::string& subject,
                                             std::size_t limit) override;
    Result<std::vector<ports::AuditEntry>> audit(const TenantId&, std::uint64_t after, std::size_t limit) override;

private:
    TenantDatabases& databases_;
    ports::KeyService& keys_;
    const ports::Clock& clock_;
};

}  // namespace bespoke::adapters::local::sqlite
