#pragma once

// The promises of ports::TenantRegistry, kept by every adapter. Included by one file of an executable, which brings rigs and instantiates the suite.

#include <gtest/gtest.h>

#include <memory>
#include <thread>

#include "ports/tenant_registry.hpp"

namespace bespoke::tenant_registry_contract {

using namespace std::chrono_literals;
using ports::TenantState;

inline const TenantId kAlice("alice");
inline const Timestamp kStart = from_millis(1'800'000'000'000);

/// A registry under test and what can be done to it from outside.
class Rig {
public:
    virtual ~Rig() = default;
    virtual ports::TenantRegistry& registry() = 0;
    /// Start again with what was stored; false where nothing survives (a declared deviation).
    virtual bool reopen() { return false; }
};

using MakeRig = std::unique_ptr<Rig> (*)();

class TenantRegistryContract : public testing::TestWithParam<MakeRig> {
protected:
    std::optional<ports::Tenant> get(const TenantId& tenant) { return rig_->registry().get(tenant).value(); }
    std::unique_ptr<Rig> rig_ = GetParam()();
};

TEST_P(TenantRegistryContract, GivesBackWhatWasMade) {
    EXPECT_FALSE(get(kAlice));
    ASSERT_TRUE(rig_->registry().create(kAlice, kStart));
    const auto tenant = get(kAlice);
    ASSERT_TRUE(tenant);
    EXPECT_EQ(tenant->id, kAlice);
    EXPECT_EQ(tenant->state, TenantState::Active);
    EXPECT_EQ(tenant->created_at, kStart);
    EXPECT_FALSE(tenant->erased_at);
}

TEST_P(TenantRegistryContract, RefusesBadNames) {
    for (const auto& name :
         {std::string(), std::string("-a"), std::string("a-"), std::string("A"), std::string("a.b"), std::string("../a"),
          std::string("a b"), std::string("_system"), std::string("\xc3\xa4"), std::string(64, 'a')}) {
        const auto created = rig_->registry().create(TenantId(name), kStart);
        ASSERT_FALSE(created) << name;
        EXPECT_EQ(created.error().code, ErrorCode::InvalidInput) << name;
        EXPECT_EQ(created.error().reason, "bad-tenant-name") << name;
    }
    EXPECT_TRUE(rig_->registry().create(TenantId(std::string(63, 'a')), kStart));
}

TEST_P(TenantRegistryContract, ANameIsGivenOnce) {
    ASSERT_TRUE(rig_->registry().create(kAlice, kStart));
    EXPECT_EQ(rig_->registry().create(kAlice, kStart).error().reason, "tenant-exists");
    ASSERT_TRUE(rig_->registry().set_state(kAlice, TenantState::Erased, kStart + 1h));
    EXPECT_EQ(rig_->registry().create(kAlice, kStart + 2h).error().reason, "tenant-exists") << "also after the erasure";
}

TEST_P(TenantRegistryContract, ListsByName) {
    for (const char* name : {"bob", "alice", "carol"}) ASSERT_TRUE(rig_->registry().create(TenantId(name), kStart));
    ASSERT_TRUE(rig_->registry().set_state(TenantId("bob"), TenantState::Erased, kStart));
    const auto tenants = rig_->registry().list().value();
    ASSERT_EQ(tenants.size(), 3);
    EXPECT_EQ(tenants[0].id.str(), "alice");
    EXPECT_EQ(tenants[1].id.str(), "bob");
    EXPECT_EQ(tenants[1].state, TenantState::Erased);
    EXPECT_EQ(tenants[2].id.str(), "carol");
}

TEST_P(TenantRegistryContract, SuspensionIsTakenBackAndErasureIsNot) {
    EXPECT_EQ(rig_->registry().set_state(kAlice, TenantState::Suspended, kStart).error().reason, "no-tenant");
    ASSERT_TRUE(rig_->registry().create(kAlice, kStart));
    ASSERT_TRUE(rig_->registry().set_state(kAlice, TenantState::Suspended, kStart));
    EXPECT_EQ(get(kAlice)->state, TenantState::Suspended);
    ASSERT_TRUE(rig_->registry().set_state(kAlice, TenantState::Active, kStart));
    EXPECT_EQ(get(kAlice)->state, TenantState::Active);
    ASSERT_TRUE(rig_->registry().set_state(kAlice, TenantState::Erased, kStart + 1h));
    EXPECT_EQ(get(kAlice)->erased_at, kStart + 1h);
    EXPECT_TRUE(rig_->registry().set_state(kAlice, TenantState::Erased, kStart + 2h)) << "again is success";
    EXPECT_EQ(get(kAlice)->erased_at, kStart + 1h);
    EXPECT_EQ(rig_->registry().set_state(kAlice, TenantState::Active, kStart).error().reason, "tenant-erased");
}

TEST_P(TenantRegistryContract, AllOfItSurvivesARestart) {
    ASSERT_TRUE(rig_->registry().create(kAlice, kStart));
    ASSERT_TRUE(rig_->registry().create(TenantId("bob"), kStart));
    ASSERT_TRUE(rig_->registry().set_state(kAlice, TenantState::Suspended, kStart));
    ASSERT_TRUE(rig_->registry().set_state(TenantId("bob"), TenantState::Erased, kStart + 1h));
    if (!rig_->reopen()) GTEST_SKIP() << "declared deviation: keeps nothing across restarts";
    EXPECT_EQ(get(kAlice)->state, TenantState::Suspended);
    EXPECT_EQ(get(TenantId("bob"))->state, TenantState::Erased);
    EXPECT_EQ(get(TenantId("bob"))->erased_at, kStart + 1h);
}

TEST_P(TenantRegistryContract, OfManyWhoAskForANameAtOnceOneGetsIt) {
    std::atomic<int> made{0}, refused{0};
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 8; ++i) {
            threads.emplace_back([&] {
                const auto created = rig_->registry().create(kAlice, kStart);
                ++(created ? made : refused);
                if (!created) {
                    EXPECT_EQ(created.error().reason, "tenant-exists");
                }
            });
        }
    }
    EXPECT_EQ(made, 1);
    EXPECT_EQ(refused, 7);
}

TEST_P(TenantRegistryContract, AnErasureIsNotLostAmongOtherChanges) {
    ASSERT_TRUE(rig_->registry().create(kAlice, kStart));
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 6; ++i) {
            threads.emplace_back([&, i] {
                const auto state = i == 3 ? TenantState::Erased : i % 2 == 0 ? TenantState::Active : TenantState::Suspended;
                const auto changed = rig_->registry().set_state(kAlice, state, kStart + 1h);
                EXPECT_TRUE(changed || changed.error().reason == "tenant-erased") << changed.error().reason;
            });
        }
    }
    EXPECT_EQ(get(kAlice)->state, TenantState::Erased);
    EXPECT_EQ(get(kAlice)->erased_at, kStart + 1h);
}

}  // namespace bespoke::tenant_registry_contract
