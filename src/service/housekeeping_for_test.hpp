#pragma once

#include "adapters/memory/ledger.hpp"
#include "adapters/memory/tenant_storage.hpp"
#include "service/audit_chain.hpp"
#include "service/rig_for_test.hpp"
#include "service/settings.hpp"
#include "telemetry/metrics.hpp"

namespace bespoke::service::testing {

/// The service with two tenants that the registry knows, and what keeps house needs.
struct HousekeepingRig : Rig {
    HousekeepingRig() {
        (void)tenants.create(alice, clock.now());
        (void)tenants.create(bob, clock.now());
    }
    std::vector<ports::Record> records(ports::RecordKind kind) {
        return store.list(alice, {.kind = kind, .order = ports::RecordQuery::Order::OldestFirst, .limit = 1'000}).value();
    }
    void put(ports::RecordKind kind, const std::string& id, nlohmann::json body, std::string state = "",
             std::optional<Timestamp> due = {}) {
        ports::Put put;
        put.record = {.kind = kind,
                      .id = RecordId(id),
                      .state = std::move(state),
                      .due = due,
                      .created_at = clock.now(),
                      .body = std::move(body)};
        ASSERT_TRUE(store.commit(alice, {.writes = {put}}));
    }
    void hold(const char* yes_or_no = "yes") {
        auto settings = get_settings(ports, alice).value();
        settings.legal_hold = yes_or_no == std::string_view("yes") ? LegalHold::Held : LegalHold::None;
        ASSERT_TRUE(put_settings(ports, alice, settings, settings.version));
    }

    adapters::memory::TenantStorage storage{store};
    adapters::memory::Ledger ledger, checkpoints;
    telemetry::Metrics metrics;
    AuditSigner signer = audit_signer(crypto::SecretKey{});
};

}  // namespace bespoke::service::testing
