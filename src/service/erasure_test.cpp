#include "service/erasure.hpp"

#include <gtest/gtest.h>

#include "service/erasure_lines.hpp"
#include "service/housekeeping_for_test.hpp"

namespace bespoke::service {
namespace {

using ports::RecordKind;
using ports::TenantState;
using testing::soon;

/// Fails at the n-th call, as if the process had died there.
class DyingStorage final : public ports::TenantStorage {
public:
    explicit DyingStorage(ports::TenantStorage& real) : real_(real) {}
    Status erase(const TenantId& tenant) override {
        if (die_before) return fail(ErrorCode::Unavailable, "died", "x");
        auto done = real_.erase(tenant);
        if (die_after) return fail(ErrorCode::Unavailable, "died", "x");
        return done;
    }
    Result<bool> holds(const TenantId& tenant) override { return real_.holds(tenant); }
    Status checkpoint(const TenantId&) override { return {}; }
    bool die_before = false, die_after = false;

private:
    ports::TenantStorage& real_;
};

struct ErasureRig : testing::HousekeepingRig {
    ErasureRig() {
        (void)document(DocumentKind::Resume, "Ada Lovelace, analyst of engines.\n");
        (void)document(DocumentKind::JobDescription);
        (void)keys.current(alice);
        (void)store.commit(alice,
                           {.audit = {{.at = clock.now(), .actor = "usr_1", .action = "createDocument", .outcome = "ok"}}});
    }
    Erasure erasure() {
        ErasurePorts more{dying, ledger, signer, metrics};
        more.stop_executions = [this](const TenantId& tenant, Deadline) {
            steps.push_back("stopped " +
                            std::string(tenants.get(tenant).value()->state == TenantState::Erased ? "after" : "before") +
                            " the tombstone");
            return Status{};
        };
        more.drop_caches = [this](const TenantId&) { steps.emplace_back("caches dropped"); };
        return Erasure(ports, std::move(more));
    }
    bool is_erased() {
        return tenants.get(alice).value()->state == TenantState::Erased && !storage.holds(alice).value() &&
               keys.keys(alice).value().empty();
    }
    DyingStorage dying{storage};
    std::vector<std::string> steps;
};

TEST(Erasure, RemovesAllAndGivesASignedReceipt) {
    ErasureRig rig;
    const auto head = rig.store.audit(rig.alice, 0, 10)->back().hash;
    const auto receipt = rig.erasure().erase(rig.alice, "usr_1", soon()).value();
    EXPECT_TRUE(rig.is_erased());
    EXPECT_EQ(receipt.records.at("document"), 2U);
    EXPECT_EQ(receipt.blobs, 2U);
    EXPECT_EQ(receipt.audit_head, head);
    EXPECT_EQ(receipt.destroyed_keys.size(), 1U);
    EXPECT_TRUE(is_genuine(receipt, keys_of(rig.signer)));
    EXPECT_EQ(rig.steps, (std::vector<std::string>{"stopped after the tombstone", "caches dropped"}));
    auto forged = receipt;
    forged.blobs = 3;
    EXPECT_FALSE(is_genuine(forged, keys_of(rig.signer)));
}

TEST(Erasure, GivesTheSameReceiptAgain) {
    ErasureRig rig;
    const auto first = rig.erasure().erase(rig.alice, "usr_1", soon()).value();
    const auto second = rig.erasure().erase(rig.alice, "usr_2", soon()).value();
    EXPECT_EQ(to_full_json(first), to_full_json(second));
    EXPECT_EQ(rig.erasure().receipts()->size(), 1U);
}

TEST(Erasure, LeavesOtherTenantsAlone) {
    ErasureRig rig;
    ASSERT_TRUE(rig.store.commit(rig.bob, {.audit = {{.action = "x", .outcome = "ok"}}}));
    (void)rig.keys.current(rig.bob);
    ASSERT_TRUE(rig.erasure().erase(rig.alice, "operator", soon()));
    EXPECT_EQ(rig.store.audit(rig.bob, 0, 10)->size(), 1U);
    EXPECT_EQ(rig.keys.keys(rig.bob)->size(), 1U);
    EXPECT_EQ(rig.tenants.get(rig.bob).value()->state, TenantState::Active);
}

TEST(Erasure, IsRefusedUnderALegalHold) {
    ErasureRig rig;
    rig.hold();
    EXPECT_EQ(rig.erasure().erase(rig.alice, "usr_1", soon()).error().reason, "legal-hold");
    EXPECT_EQ(rig.tenants.get(rig.alice).value()->state, TenantState::Active);
    EXPECT_TRUE(rig.ledger.lines()->empty());
}

TEST(Erasure, OfATenantThatNeverWasIsNotFound) {
    ErasureRig rig;
    EXPECT_EQ(rig.erasure().erase(TenantId("nobody"), "operator", soon()).error().reason, "no-tenant");
}

TEST(Erasure, GoesOnAtTheStartWhereverItDied) {
    for (const bool before : {true, false}) {
        ErasureRig rig;
        rig.dying.die_before = before;
        rig.dying.die_after = !before;
        EXPECT_FALSE(rig.erasure().erase(rig.alice, "usr_1", soon()));
        EXPECT_EQ(rig.tenants.get(rig.alice).value()->state, TenantState::Erased) << "the tombstone is first";
        rig.dying.die_before = rig.dying.die_after = false;
        EXPECT_EQ(rig.erasure().finish_pending(soon()), 1U);
        EXPECT_TRUE(rig.is_erased());
        EXPECT_EQ(rig.erasure().receipts()->size(), 1U);
        EXPECT_EQ(rig.erasure().receipts()->front().records.at("document"), 2U) << "counted when it began";
        EXPECT_EQ(rig.erasure().finish_pending(soon()), 0U);
    }
}

TEST(Erasure, GoesOnAtTheStartThoughTheRegistryDoesNotKnowOfIt) {
    ErasureRig rig;
    ErasureReceipt begun{.id = "ers_1", .tenant = rig.alice};
    ASSERT_TRUE(rig.ledger.append(begun_line(begun)));
    EXPECT_EQ(rig.erasure().finish_pending(soon()), 1U);
    EXPECT_TRUE(rig.is_erased());
}

TEST(Erasure, RemovesWhatARestoredBackupBringsBack) {
    ErasureRig rig;
    ASSERT_TRUE(rig.erasure().erase(rig.alice, "usr_1", soon()));
    rig.put(RecordKind::Document, "doc_restored", {{"name", "Ada"}});
    EXPECT_EQ(rig.erasure().finish_pending(soon()), 1U);
    EXPECT_TRUE(rig.is_erased());
    EXPECT_EQ(rig.erasure().finish_pending(soon()), 0U);
}

TEST(Erasure, RemovesWhatARestoredSystemStoreBringsBack) {
    ErasureRig rig;
    ASSERT_TRUE(rig.erasure().erase(rig.alice, "usr_1", soon()));
    // An older registry that knows nothing of the tenant, or that calls it active.
    adapters::memory::TenantRegistry empty, active;
    ASSERT_TRUE(active.create(rig.alice, rig.clock.now()));
    for (auto* registry : {&empty, &active}) {
        const ServicePorts older{rig.store, rig.blobs, rig.orchestrator, rig.keys, *registry, rig.vectors, rig.clock};
        Erasure erasure(older, {rig.storage, rig.ledger, rig.signer, rig.metrics});
        EXPECT_EQ(erasure.finish_pending(soon()), 1U);
        EXPECT_EQ(registry->get(rig.alice).value()->state, TenantState::Erased);
    }
}

TEST(Erasure, ReadsPastLinesThatAreNotItsOwn) {
    ErasureRig rig;
    for (const auto* line : {"", "torn {\"type\":\"erasure-d", "{}", "{\"type\":\"erasure-done\",\"tenant\":\"../x\"}", "[]"})
        ASSERT_TRUE(rig.ledger.append(line));
    EXPECT_EQ(rig.erasure().finish_pending(soon()), 0U);
}

}  // namespace
}  // namespace bespoke::service
