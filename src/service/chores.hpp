#pragma once

#include "ports/ledger.hpp"
#include "ports/tenant_storage.hpp"
#include "service/audit_chain.hpp"
#include "service/scheduler.hpp"

namespace bespoke::service {

/// What the standard chores need besides the service's ports; all of it outlives the scheduler.
struct ChorePorts {
    ports::TenantStorage& storage;
    ports::Ledger& audit_checkpoints;
    AuditSigner signer;
    telemetry::Metrics& metrics;
    /// New keys where the current ones are old, and data sealed anew; absent where the profile has none.
    std::function<Result<ChoreCounts>(const TenantId&, Timestamp now, Deadline)> keep_keys_fresh;
    /// Who sees to it that jobs have their second chance: the chore "retry-dead-jobs", or alarms that the profile sets.
    enum class SecondChances { ByChore, ByAlarm } second_chances = SecondChances::ByChore;
};

/// How long delivered and dead webhook deliveries are kept.
inline constexpr std::chrono::days kDeliveriesKept{30};

/// The housekeeping of `serve`, in the order in which it runs: jobs accepted but not begun; expired uploads, idempotency keys,
/// revoked tokens, chore records and deliveries; documents and jobs whose retention is over; orphan blobs and feedback; the alarm
/// on dead jobs and their second chance; the audit checkpoint; key rotation; the store's own checkpoint.
std::vector<Chore> standard_chores(const ServicePorts&, const ChorePorts&);

/// Forget records of a kind whose `due` is over. Gives how many.
Result<std::size_t> remove_due(const ServicePorts&, const TenantId&, ports::RecordKind, Deadline);
/// Forget deliveries that ended long ago. Gives how many.
Result<std::size_t> remove_old_deliveries(const ServicePorts&, const TenantId&, Deadline);
/// Look at dead jobs: if there are more than last time, write the event `chore.dead-letters` and a line to the log. Gives how
/// many more.
Result<std::size_t> watch_dead_jobs(const ServicePorts&, const TenantId&, std::size_t& dead);

}  // namespace bespoke::service
