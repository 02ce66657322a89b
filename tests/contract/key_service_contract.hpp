#pragma once

// The promises of ports::KeyService, kept by every adapter. Included by one file of an executable, which brings rigs and instantiates the suite.

#include <gtest/gtest.h>

#include <array>
#include <memory>
#include <set>
#include <thread>

#include "adapters/memory/clock.hpp"
#include "ports/key_service.hpp"

namespace bespoke::key_service_contract {

inline const TenantId kAlice("alice");
inline const TenantId kBob("bob");

/// A service under test and what can be done to it from outside.
class Rig {
public:
    virtual ~Rig() = default;
    virtual ports::KeyService& keys() = 0;
    /// Start again with what was stored; false where nothing survives (a declared deviation).
    virtual bool reopen() { return false; }
    adapters::memory::Clock clock;
};

using MakeRig = std::unique_ptr<Rig> (*)();

class KeyServiceContract : public testing::TestWithParam<MakeRig> {
protected:
    std::unique_ptr<Rig> rig_ = GetParam()();
    ports::KeyService& keys() { return rig_->keys(); }
    crypto::DataKey current(const TenantId& tenant) { return keys().current(tenant).value(); }
    bool finds(const TenantId& tenant, const crypto::DataKey& key) {
        const auto found = keys().find(tenant, key.id);
        if (!found) {
            EXPECT_EQ(found.error().reason, "no-key");
        }
        return found && found->id == key.id && found->secret.bytes() == key.secret.bytes();
    }
};

TEST_P(KeyServiceContract, MakesAKeyAtFirstUseAndKeepsIt) {
    EXPECT_TRUE(keys().keys(kAlice)->empty());
    const auto key = current(kAlice);
    EXPECT_FALSE(key.id.empty());
    EXPECT_NE(key.secret.bytes(), crypto::SecretKey().bytes());
    EXPECT_EQ(current(kAlice).secret.bytes(), key.secret.bytes());
    EXPECT_TRUE(finds(kAlice, key));
    EXPECT_EQ(keys().keys(kAlice)->size(), 1U);
}

TEST_P(KeyServiceContract, TenantsHaveKeysOfTheirOwn) {
    const auto alices = current(kAlice), bobs = current(kBob);
    EXPECT_NE(alices.secret.bytes(), bobs.secret.bytes());
    EXPECT_NE(alices.id, bobs.id);
    EXPECT_FALSE(finds(kBob, alices));
    EXPECT_FALSE(finds(TenantId("nobody"), alices));
}

TEST_P(KeyServiceContract, RotationMakesANewKeyAndKeepsTheOld) {
    const auto old = current(kAlice);
    rig_->clock.advance(std::chrono::hours(1));
    ASSERT_TRUE(keys().rotate(kAlice));
    const auto fresh = current(kAlice);
    EXPECT_NE(fresh.id, old.id);
    EXPECT_NE(fresh.secret.bytes(), old.secret.bytes());
    EXPECT_TRUE(finds(kAlice, old));
    const auto infos = keys().keys(kAlice).value();
    ASSERT_EQ(infos.size(), 2U);
    EXPECT_EQ(infos[0].id, old.id);
    EXPECT_EQ(infos[1].id, fresh.id);
    EXPECT_EQ(infos[1].made_at - infos[0].made_at, std::chrono::hours(1));
}

TEST_P(KeyServiceContract, OnlyOldKeysCanBeRetired) {
    const auto old = current(kAlice);
    EXPECT_EQ(keys().retire(kAlice, old.id).error().reason, "key-in-use");
    ASSERT_TRUE(keys().rotate(kAlice));
    EXPECT_TRUE(keys().retire(kAlice, old.id));
    EXPECT_TRUE(keys().retire(kAlice, old.id)) << "again is success";
    EXPECT_TRUE(keys().retire(kBob, old.id)) << "unknown is success";
    EXPECT_FALSE(finds(kAlice, old));
    EXPECT_TRUE(finds(kAlice, current(kAlice)));
}

TEST_P(KeyServiceContract, DestroyedKeysAreGoneForGoodAndNoOthersAreMade) {
    const auto alices = current(kAlice), bobs = current(kBob);
    ASSERT_TRUE(keys().rotate(kAlice));
    const auto second = current(kAlice);
    ASSERT_TRUE(keys().destroy(kAlice));
    EXPECT_TRUE(keys().destroy(kAlice)) << "again is success";
    for (bool reopened = false;; reopened = rig_->reopen()) {
        EXPECT_FALSE(finds(kAlice, alices));
        EXPECT_FALSE(finds(kAlice, second));
        EXPECT_EQ(keys().current(kAlice).error().reason, "no-tenant");
        EXPECT_EQ(keys().rotate(kAlice).error().reason, "no-tenant");
        EXPECT_TRUE(keys().keys(kAlice)->empty());
        EXPECT_TRUE(finds(kBob, bobs));
        if (reopened || !rig_->reopen()) break;
    }
}

TEST_P(KeyServiceContract, ATenantThatNeverWasCanBeDestroyedToo) {
    EXPECT_TRUE(keys().destroy(kAlice));
    EXPECT_EQ(keys().current(kAlice).error().reason, "no-tenant");
}

TEST_P(KeyServiceContract, RefusesNamesThatNoTenantHas) {
    for (const char* name : {"", "..", "a/b", "_other", "Alice"}) {
        const auto key = keys().current(TenantId(name));
        ASSERT_FALSE(key) << name;
        EXPECT_EQ(key.error().reason, "no-tenant") << name;
    }
    EXPECT_TRUE(keys().current(ports::system_keys()));
}

TEST_P(KeyServiceContract, KeysSurviveARestart) {
    const auto old = current(kAlice);
    ASSERT_TRUE(keys().rotate(kAlice));
    const auto fresh = current(kAlice);
    if (!rig_->reopen()) GTEST_SKIP() << "declared deviation: keeps nothing across restarts";
    EXPECT_TRUE(finds(kAlice, old));
    EXPECT_TRUE(finds(kAlice, fresh));
    EXPECT_EQ(current(kAlice).id, fresh.id);
}

TEST_P(KeyServiceContract, ManyThreadsGetTheSameFirstKey) {
    std::array<std::string, 8> ids;
    {
        std::vector<std::jthread> threads;
        for (auto& id : ids) threads.emplace_back([&] { id = current(kAlice).id; });
    }
    EXPECT_EQ(std::set(ids.begin(), ids.end()).size(), 1U);
}

}  // namespace bespoke::key_service_contract
