#pragma once

// The promises of ports::SigningKeyTable, kept by every adapter. Included by one file of an executable, which brings rigs and instantiates the suite.

#include <gtest/gtest.h>

#include <memory>

#include "ports/signing_key_table.hpp"

namespace bespoke::signing_key_table_contract {

using namespace std::chrono_literals;
using ports::StoredSigningKey;

inline const Timestamp kStart = from_millis(1'800'000'000'123);

/// A table under test and what can be done to it from outside.
class Rig {
public:
    virtual ~Rig() = default;
    virtual ports::SigningKeyTable& table() = 0;
    /// Start again with what was stored; false where nothing survives (a declared deviation).
    virtual bool reopen() { return false; }
};

using MakeRig = std::unique_ptr<Rig> (*)();

class SigningKeyTableContract : public testing::TestWithParam<MakeRig> {
protected:
    std::unique_ptr<Rig> rig_ = GetParam()();
    ports::SigningKeyTable& table() { return rig_->table(); }
    std::string ids() {
        std::string text;
        const auto keys = table().list().value();
        for (const auto& key : keys) text += (text.empty() ? "" : " ") + key.id;
        return text;
    }
    static StoredSigningKey key(const std::string& id, Timestamp at) {
        return {id, to_bytes("public " + id), to_bytes("sealed " + id), at, at + 1h, {}};
    }
};

TEST_P(SigningKeyTableContract, GivesBackAllOfAKey) {
    EXPECT_EQ(ids(), "");
    const StoredSigningKey stored{"thumb_-1", to_bytes(std::string_view("\0p", 2)), to_bytes("s"), kStart, kStart + 1h,
                                  kStart + 2h};
    ASSERT_TRUE(table().put(stored));
    const auto keys = table().list().value();
    ASSERT_EQ(keys.size(), 1U);
    EXPECT_EQ(keys[0].id, stored.id);
    EXPECT_EQ(keys[0].public_key, stored.public_key);
    EXPECT_EQ(keys[0].sealed_private, stored.sealed_private);
    EXPECT_EQ(keys[0].created_at, stored.created_at);
    EXPECT_EQ(keys[0].active_from, stored.active_from);
    EXPECT_EQ(keys[0].retire_at, stored.retire_at);
}

TEST_P(SigningKeyTableContract, ListsTheOldestFirst) {
    for (const auto& [id, hours] : {std::pair("b", 3), std::pair("c", 1), std::pair("a", 2)})
        ASSERT_TRUE(table().put(key(id, kStart + std::chrono::hours(hours))));
    EXPECT_EQ(ids(), "c a b");
}

TEST_P(SigningKeyTableContract, AKeyThatSignsNoMoreIsLeftWithoutItsPrivateHalf) {
    ASSERT_TRUE(table().put(key("a", kStart)));
    auto retired = key("a", kStart);
    retired.sealed_private.clear();
    retired.retire_at = kStart + 5h;
    ASSERT_TRUE(table().put(retired));
    const auto keys = table().list().value();
    ASSERT_EQ(keys.size(), 1U);
    EXPECT_TRUE(keys[0].sealed_private.empty());
    EXPECT_EQ(as_text(keys[0].public_key), "public a");
    EXPECT_EQ(keys[0].retire_at, kStart + 5h);
}

TEST_P(SigningKeyTableContract, ForgetsOneAndMissingIsSuccess) {
    ASSERT_TRUE(table().put(key("a", kStart)));
    ASSERT_TRUE(table().put(key("b", kStart + 1h)));
    EXPECT_TRUE(table().remove("c"));
    ASSERT_TRUE(table().remove("a"));
    EXPECT_TRUE(table().remove("a"));
    EXPECT_EQ(ids(), "b");
}

TEST_P(SigningKeyTableContract, AllOfItSurvivesARestart) {
    ASSERT_TRUE(table().put(key("a", kStart)));
    ASSERT_TRUE(table().put(key("b", kStart + 1h)));
    ASSERT_TRUE(table().remove("a"));
    if (!rig_->reopen()) GTEST_SKIP() << "declared deviation: keeps nothing across restarts";
    EXPECT_EQ(ids(), "b");
}

}  // namespace bespoke::signing_key_table_contract
