#pragma once

#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "ports/ledger.hpp"
#include "ports/tenant_storage.hpp"
#include "service/audit_chain.hpp"
#include "service/service_ports.hpp"
#include "telemetry/metrics.hpp"

namespace bespoke::service {

/// What was removed, signed: kept in the operator's ledger, given to whoever asked for the erasure. Holds no personal data.
struct ErasureReceipt {
    std::string id;  ///< "ers_…"
    TenantId tenant;
    std::string requested_by;  ///< record id of a user or key, or "operator"
    Timestamp begun_at{}, erased_at{};
    std::map<std::string, std::uint64_t> records;  ///< by kind
    std::uint64_t events = 0, audit_entries = 0, blobs = 0, blob_bytes = 0;
    std::string audit_head;                   ///< hash of the last audit entry; empty if there was none
    std::vector<std::string> destroyed_keys;  ///< their public names
    std::string key_id;
    std::string signature;  ///< base64url of Ed25519 over signed_bytes()
};
/// The schema ErasureReceipt of api/openapi.yaml.
nlohmann::json to_json(const ErasureReceipt&);
/// All of it, as in the ledger; and what its signature covers.
nlohmann::ordered_json to_full_json(const ErasureReceipt&);
std::string signed_bytes(const ErasureReceipt&);
/// True if nothing in it was changed since a server with that key signed it.
bool is_genuine(const ErasureReceipt&, const AuditKeys&);

/// What erasure needs besides the service's ports; all of it outlives the Erasure.
struct ErasurePorts {
    ports::TenantStorage& storage;
    ports::Ledger& ledger;  ///< outside of what backups of tenants/ and system.db hold
    AuditSigner signer;
    telemetry::Metrics& metrics;
    /// Stop what runs for the tenant and wait for it, e.g. DurableOrchestrator::drop.
    std::function<Status(const TenantId&, Deadline)> stop_executions = [](const TenantId&, Deadline) { return Status{}; };
    /// Forget what is kept of the tenant in memory.
    std::function<void(const TenantId&)> drop_caches = [](const TenantId&) {};
};

/// Removes a tenant for good, so that also an older backup brings nothing of it back. Safe from many threads; one erasure at a
/// time.
///
/// Order: counted; written to the ledger as begun; the registry says Erased (tokens and store calls are refused from here on);
/// executions stopped; keys destroyed (what copies are left anywhere is noise); storage removed; receipt signed and written. A
/// process that dies in between leaves a ledger and a registry from which finish_pending() goes on.
class Erasure {
public:
    Erasure(const ServicePorts&, ErasurePorts);
    /// `Conflict` "legal-hold"; `NotFound` "no-tenant" if it was never made. A tenant that was erased before gives its receipt
    /// again.
    Result<ErasureReceipt> erase(const TenantId&, const std::string& requested_by, Deadline);
    /// For the start of the server, before it listens: end what was begun, and remove what a restored backup has brought back of
    /// erased tenants. Gives for how many tenants something had to be done. An error means: don't serve.
    Result<std::size_t> finish_pending(Deadline);
    /// Receipts of the ledger, oldest first.
    Result<std::vector<ErasureReceipt>> receipts() const;

private:
    Result<ErasureReceipt> count(const TenantId&, const std::string& requested_by, Deadline);
    Status remove_all(ErasureReceipt&, Deadline);
    Status finish(ErasureReceipt&, Deadline);
    Result<bool> finish_one(const TenantId&, const ErasureReceipt* begun, bool has_receipt, Deadline);

    const ServicePorts ports_;
    ErasurePorts more_;
    std::mutex erasing_;
};

}  // namespace bespoke::service
