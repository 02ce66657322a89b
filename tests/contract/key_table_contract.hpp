#pragma once

// The promises of ports::KeyTable, kept by every adapter. Included by one file of an executable, which brings rigs and instantiates the suite.

#include <gtest/gtest.h>

#include <memory>
#include <thread>

#include "ports/key_service.hpp"
#include "ports/key_table.hpp"

namespace bespoke::key_table_contract {

using ports::KeyRow;

inline const TenantId kAlice("alice");
inline const TenantId kBob("bob");
inline const Timestamp kStart = from_millis(1'800'000'000'123);

inline KeyRow row(const TenantId& tenant, const std::string& id, int version, std::string_view wrapped) {
    return {tenant, id, version, to_bytes(wrapped), kStart + std::chrono::hours(version)};
}

/// A table under test and what can be done to it from outside.
class Rig {
public:
    virtual ~Rig() = default;
    virtual ports::KeyTable& table() = 0;
    /// Start again with what was stored; false where nothing survives (a declared deviation).
    virtual bool reopen() { return false; }
};

using MakeRig = std::unique_ptr<Rig> (*)();

class KeyTableContract : public testing::TestWithParam<MakeRig> {
protected:
    std::unique_ptr<Rig> rig_ = GetParam()();
    ports::KeyTable& table() { return rig_->table(); }
    static std::string told(const Result<std::vector<KeyRow>>& rows) {
        if (!rows) return rows.error().reason;
        std::string text;
        for (const auto& one : *rows) text += (text.empty() ? "" : " ") + one.key_id + "=" + std::string(as_text(one.wrapped));
        return text;
    }
    std::string rows_of(const TenantId& tenant) { return told(table().rows_of(tenant)); }
};

TEST_P(KeyTableContract, GivesBackWhatWasPutByVersion) {
    EXPECT_EQ(rows_of(kAlice), "");
    ASSERT_TRUE(table().put({}));
    ASSERT_TRUE(table().put({row(kAlice, "key_a", 10, "ten")}));
    ASSERT_TRUE(table().put({row(kAlice, "key_z", 1, std::string_view("\0o", 2)), row(kAlice, "key_m", 9, "nine")}));
    const auto rows = table().rows_of(kAlice).value();
    ASSERT_EQ(rows.size(), 3U);
    EXPECT_EQ(rows[0].tenant, kAlice);
    EXPECT_EQ(rows[0].key_id, "key_z");
    EXPECT_EQ(rows[0].version, 1);
    EXPECT_EQ(as_text(rows[0].wrapped), std::string_view("\0o", 2));
    EXPECT_EQ(rows[0].made_at, kStart + std::chrono::hours(1));
    EXPECT_EQ(rows[1].key_id, "key_m");
    EXPECT_EQ(rows[2].key_id, "key_a");
}

TEST_P(KeyTableContract, ARowIsReplacedByTheOneOfItsName) {
    ASSERT_TRUE(table().put({row(kAlice, "key_a", 1, "old"), row(kAlice, "key_b", 2, "b")}));
    ASSERT_TRUE(table().put({row(kAlice, "key_a", 3, "new")}));
    EXPECT_EQ(rows_of(kAlice), "key_b=b key_a=new");
}

TEST_P(KeyTableContract, TenantsAndTheServiceHaveRowsOfTheirOwn) {
    ASSERT_TRUE(table().put({row(kAlice, "key_a", 1, "alice's")}));
    ASSERT_TRUE(table().put({row(kBob, "key_a", 1, "bob's")}));
    ASSERT_TRUE(table().put({row(ports::system_keys(), "key_a", 1, "the service's")}));
    ASSERT_TRUE(table().replace_all(kAlice, {}));
    EXPECT_EQ(rows_of(kAlice), "");
    EXPECT_EQ(rows_of(kBob), "key_a=bob's");
    EXPECT_EQ(rows_of(ports::system_keys()), "key_a=the service's");
}

TEST_P(KeyTableContract, ATenantWhoseNameBeginsAnothersIsAnother) {
    const TenantId longer("alice-keys");
    ASSERT_TRUE(table().put({row(longer, "key_a", 1, "longer's")}));
    EXPECT_EQ(rows_of(kAlice), "");
    ASSERT_TRUE(table().replace_all(kAlice, {row(kAlice, "destroyed", 0, "")}));
    EXPECT_EQ(rows_of(longer), "key_a=longer's");
}

TEST_P(KeyTableContract, AllAreTheRowsOfEverybody) {
    ASSERT_TRUE(table().put({row(kAlice, "key_a", 1, "a")}));
    ASSERT_TRUE(table().put({row(kBob, "key_b", 1, "b")}));
    ASSERT_TRUE(table().put({row(ports::system_keys(), "key_s", 1, "s")}));
    auto rows = table().all().value();
    std::ranges::sort(rows, {}, &KeyRow::key_id);
    EXPECT_EQ(told(rows), "key_a=a key_b=b key_s=s");
}

TEST_P(KeyTableContract, OldKeysThatAreNotKeptGo) {
    ASSERT_TRUE(table().put({row(kAlice, "key_a", 1, "a"), row(kAlice, "key_b", 2, "b"), row(kAlice, "key_c", 3, "c")}));
    const std::vector<KeyRow> kept{row(kAlice, "key_b", 2, "b"), row(kAlice, "key_c", 3, "c")};
    ASSERT_TRUE(table().replace_all(kAlice, kept));
    EXPECT_EQ(rows_of(kAlice), "key_b=b key_c=c");
    EXPECT_TRUE(table().replace_all(kAlice, kept)) << "again is success";
    EXPECT_EQ(rows_of(kAlice), "key_b=b key_c=c");
}

TEST_P(KeyTableContract, ANoteOfDestructionTakesThePlaceOfAllKeys) {
    ASSERT_TRUE(table().put({row(kAlice, "key_a", 1, "a"), row(kAlice, "key_b", 2, "b")}));
    const std::vector<KeyRow> note{row(kAlice, "destroyed", 0, "")};
    ASSERT_TRUE(table().replace_all(kAlice, note));
    EXPECT_TRUE(table().replace_all(kAlice, note)) << "again is success";
    const auto rows = table().rows_of(kAlice).value();
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(rows[0].key_id, "destroyed");
    EXPECT_EQ(rows[0].version, 0);
    EXPECT_TRUE(rows[0].wrapped.empty());
    EXPECT_EQ(rows[0].made_at, kStart);
}

TEST_P(KeyTableContract, NoRowOfManyWritersIsLost) {
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 8; ++i)
            threads.emplace_back([&, i] { EXPECT_TRUE(table().put({row(kAlice, fmt::format("key_{}", i), i + 1, "k")})); });
    }
    EXPECT_EQ(rows_of(kAlice), "key_0=k key_1=k key_2=k key_3=k key_4=k key_5=k key_6=k key_7=k");
}

TEST_P(KeyTableContract, AllOfItSurvivesARestart) {
    ASSERT_TRUE(table().put({row(kAlice, "key_a", 1, "a")}));
    ASSERT_TRUE(table().replace_all(kBob, {row(kBob, "destroyed", 0, "")}));
    if (!rig_->reopen()) GTEST_SKIP() << "declared deviation: keeps nothing across restarts";
    EXPECT_EQ(rows_of(kAlice), "key_a=a");
    EXPECT_EQ(rows_of(kBob), "destroyed=");
}

}  // namespace bespoke::key_table_contract
