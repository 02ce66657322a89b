#pragma once

#include "adapters/local/sqlite/tenant_databases.hpp"
#include "ports/journal.hpp"
#include "ports/key_service.hpp"

namespace bespoke::adapters::local::sqlite {

/// Executions in the tenant's tenant.db, beside the records, events and audit entries that their steps write: one transaction a call.
/// Inputs, state data, errors and texts are sealed under the tenant's key. Durable: what was acknowledged survives a power cut. Errors
/// of the database (to_error()) and of the key service pass through; a tenant never made or erased is `NotFound` "no-tenant".
class Journal final : public ports::Journal {
public:
    /// Both have to outlive this.
    Journal(TenantDatabases& databases, ports::KeyService& keys) : databases_(databases), keys_(keys) {}

    Status begin(const TenantId&, const ports::NewExecution&, const std::string& start_state, const ports::Batch&,
                 Timestamp now) override;
    Result<std::optional<ports::Claim>> claim(const TenantId&, Timestamp now, Timestamp lease_until) override;
    Result<Heartbeat> extend(const ports::Claim&, Timestamp lease_until) override;
    Status commit(const ports::Claim&, const ports::Step&, const ports::Batch& on_cancel, Timestamp now) override;
    Status cancel(const TenantId&, const JobId&, const ports::Batch& on_cancel, Timestamp now) override;
    Status redrive(const TenantId&, const JobId&, const ports::Batch&, Timestamp now) override;
    Status forget(const TenantId&, const JobId&) override;
    Result<std::optional<ports::Execution>> describe(const TenantId&, const JobId&) override;
    Result<std::optional<Timestamp>> next_due(const TenantId&) override;
    Status void_leases(const TenantId&, const std::optional<ports::CrashTrace>&, Timestamp now) override;
    Status recompute_timers(const TenantId&, Timestamp now, Timestamp lease_until) override;

private:
    TenantDatabases& databases_;
    ports::KeyService& keys_;
};

}  // namespace bespoke::adapters::local::sqlite
