#pragma once

// The promises of ports::BlobStore, kept by every adapter. Included by one file of an executable, which brings rigs and instantiates the suite.

#include <gtest/gtest.h>

#include <chrono>
#include <memory>

#include "ports/blob_store.hpp"

namespace bespoke::blob_store_contract {

using ports::BlobKey;

inline const TenantId kAlice("alice");
inline const TenantId kBob("bob");
inline const BlobKey kCv("uploads/cv.pdf");

inline Deadline soon() { return Deadline::after(std::chrono::seconds(10)); }

/// A store under test and what can be done to it from outside.
class Rig {
public:
    virtual ~Rig() = default;
    virtual ports::BlobStore& store() = 0;
    /// Start again with what was stored; false where nothing survives (a declared deviation).
    virtual bool reopen() { return false; }
    /// Flip a bit of every stored blob; false where that can't be done from outside.
    virtual bool damage() { return false; }
};

using MakeRig = std::unique_ptr<Rig> (*)();

class BlobStoreContract : public testing::TestWithParam<MakeRig> {
protected:
    std::unique_ptr<Rig> rig_ = GetParam()();
    Status put(const TenantId& tenant, const BlobKey& key, std::string_view text) {
        return rig_->store().put(tenant, key, as_bytes(text), soon());
    }
    std::optional<std::string> text_of(const TenantId& tenant, const BlobKey& key) {
        const auto bytes = rig_->store().get(tenant, key, soon()).value();
        return bytes ? std::optional(std::string(as_text(*bytes))) : std::nullopt;
    }
    std::string listed(const TenantId& tenant, std::string_view prefix) {
        std::string keys;
        const auto entries = rig_->store().list(tenant, prefix, soon()).value();
        for (const auto& entry : entries) keys += (keys.empty() ? "" : " ") + entry.key.str();
        return keys;
    }
};

TEST_P(BlobStoreContract, GivesBackWhatWasPut) {
    ASSERT_TRUE(put(kAlice, kCv, std::string_view("a\0b", 3)));
    EXPECT_EQ(text_of(kAlice, kCv), std::string("a\0b", 3));
    ASSERT_TRUE(put(kAlice, BlobKey("empty"), ""));
    EXPECT_EQ(text_of(kAlice, BlobKey("empty")), "");
}

TEST_P(BlobStoreContract, MissingIsNoError) { EXPECT_EQ(text_of(kAlice, kCv), std::nullopt); }

TEST_P(BlobStoreContract, SameBytesAgainIsSuccessOtherBytesAreAConflict) {
    ASSERT_TRUE(put(kAlice, kCv, "v1"));
    EXPECT_TRUE(put(kAlice, kCv, "v1"));
    const auto other = put(kAlice, kCv, "v2");
    ASSERT_FALSE(other);
    EXPECT_EQ(other.error().code, ErrorCode::Conflict);
    EXPECT_EQ(text_of(kAlice, kCv), "v1");
}

TEST_P(BlobStoreContract, TenantsDoNotSeeEachOther) {
    ASSERT_TRUE(put(kAlice, kCv, "alice's"));
    EXPECT_EQ(text_of(kBob, kCv), std::nullopt);
    ASSERT_TRUE(put(kBob, kCv, "bob's"));
    EXPECT_EQ(text_of(kAlice, kCv), "alice's");
}

TEST_P(BlobStoreContract, RefusesKeysThatCouldLeaveTheNamespace) {
    for (const char* key : {"", "..", "a/../b", "/etc/passwd", "a//b", "a/", "a\\b", "a b", "ä"}) {
        const auto stored = put(kAlice, BlobKey(key), "x");
        ASSERT_FALSE(stored) << key;
        EXPECT_EQ(stored.error().code, ErrorCode::InvalidInput) << key;
    }
    EXPECT_FALSE(put(kAlice, BlobKey(std::string(513, 'a')), "x"));
}

TEST_P(BlobStoreContract, RefusesATenantThatNoOperatorMayName) {
    for (const char* tenant : {"", "..", "../bob", "a/b", "-a", "Alice", "a b"}) {
        const auto stored = put(TenantId(tenant), kCv, "x");
        ASSERT_FALSE(stored) << tenant;
        EXPECT_EQ(stored.error().code, ErrorCode::InvalidInput) << tenant;
        EXPECT_EQ(text_of(TenantId(tenant), kCv), std::nullopt);
    }
}

TEST_P(BlobStoreContract, ARemovedBlobIsGoneAndItsNameIsFree) {
    ASSERT_TRUE(put(kAlice, kCv, "v1"));
    ASSERT_TRUE(put(kBob, kCv, "bob's"));
    EXPECT_TRUE(rig_->store().remove(kAlice, kCv, soon()));
    EXPECT_TRUE(rig_->store().remove(kAlice, kCv, soon())) << "missing is success";
    EXPECT_EQ(text_of(kAlice, kCv), std::nullopt);
    EXPECT_EQ(text_of(kBob, kCv), "bob's");
    EXPECT_TRUE(put(kAlice, kCv, "v2"));
    EXPECT_EQ(text_of(kAlice, kCv), "v2");
}

TEST_P(BlobStoreContract, ListsATenantsBlobsByKey) {
    for (const char* key : {"jobs/2/b", "jobs/1/a", "jobs-old", "uploads/x", "jobs/1.z"})
        ASSERT_TRUE(put(kAlice, BlobKey(key), key));
    ASSERT_TRUE(put(kBob, BlobKey("jobs/1/bob"), "bob's"));
    EXPECT_EQ(listed(kAlice, ""), "jobs-old jobs/1.z jobs/1/a jobs/2/b uploads/x");
    EXPECT_EQ(listed(kAlice, "jobs/"), "jobs/1.z jobs/1/a jobs/2/b");
    EXPECT_EQ(listed(kAlice, "jobs/1/"), "jobs/1/a");
    EXPECT_EQ(listed(kAlice, "none"), "");
    EXPECT_EQ(listed(TenantId("nobody"), ""), "");
}

TEST_P(BlobStoreContract, TellsWhenABlobWasStored) {
    const auto before = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
    ASSERT_TRUE(put(kAlice, kCv, "12345"));
    const auto entry = rig_->store().list(kAlice, "", soon()).value().at(0);
    EXPECT_GE(entry.bytes, 5U);
    EXPECT_LT(std::chrono::abs(entry.stored_at - before), std::chrono::minutes(1));
}

TEST_P(BlobStoreContract, RemovalSurvivesARestart) {
    ASSERT_TRUE(put(kAlice, kCv, "v1"));
    ASSERT_TRUE(rig_->store().remove(kAlice, kCv, soon()));
    if (!rig_->reopen()) GTEST_SKIP() << "declared deviation: keeps nothing across restarts";
    EXPECT_EQ(text_of(kAlice, kCv), std::nullopt);
    EXPECT_EQ(listed(kAlice, ""), "");
}

TEST_P(BlobStoreContract, BlobsSurviveARestart) {
    ASSERT_TRUE(put(kAlice, kCv, "v1"));
    if (!rig_->reopen()) GTEST_SKIP() << "declared deviation: keeps nothing across restarts";
    EXPECT_EQ(text_of(kAlice, kCv), "v1");
}

TEST_P(BlobStoreContract, DamageIsNoticed) {
    ASSERT_TRUE(put(kAlice, kCv, "v1"));
    if (!rig_->damage()) GTEST_SKIP() << "declared deviation: the bytes can't be reached from outside";
    const auto bytes = rig_->store().get(kAlice, kCv, soon());
    ASSERT_FALSE(bytes);
    EXPECT_EQ(bytes.error().code, ErrorCode::Corrupt);
}

}  // namespace bespoke::blob_store_contract
