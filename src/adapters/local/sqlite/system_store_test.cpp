#include "adapters/local/sqlite/system_store.hpp"

#include <gtest/gtest.h>

#include "adapters/local/sqlite/scratch_for_test.hpp"

namespace bespoke::adapters::local::sqlite {
namespace {

namespace fs = std::filesystem;
using ports::TenantState;

const TenantId kAlice("alice");
const Timestamp kNow = from_millis(1'800'000'000'000);

std::unique_ptr<SystemStore> open(const Scratch& scratch) { return SystemStore::open({scratch.path() / "data"}).value(); }

WrappedKey key(const std::string& id, std::int64_t version, const std::string& wrapped) {
    return {kAlice, id, version, "active", to_bytes(wrapped), kNow};
}

TEST(SystemStore, AnOlderFilePutBackDoesNotBringAnErasedTenantToLife) {
    const Scratch scratch;
    const auto backup = scratch.path() / "yesterday.db";
    {
        const auto store = open(scratch);
        ASSERT_TRUE(store->create(kAlice, kNow));
        ASSERT_TRUE(store->create(TenantId("bob"), kNow));
        ASSERT_TRUE(store->back_up(backup));
        ASSERT_TRUE(store->create(TenantId("carol"), kNow));
        for (const char* name : {"alice", "carol"}) ASSERT_TRUE(store->set_state(TenantId(name), TenantState::Erased, kNow));
    }
    fs::copy_file(backup, scratch.path() / "data/system.db", fs::copy_options::overwrite_existing);
    const auto store = open(scratch);
    EXPECT_EQ(store->get(kAlice).value()->state, TenantState::Erased);
    EXPECT_EQ(store->get(kAlice).value()->erased_at, kNow);
    EXPECT_EQ(store->get(TenantId("bob")).value()->state, TenantState::Active);
    EXPECT_EQ(store->get(TenantId("carol")).value()->state, TenantState::Erased) << "also one that the older file never knew";
    EXPECT_FALSE(store->create(TenantId("carol"), kNow));
}

TEST(SystemStore, ATornTombstoneNamesNobodyAndTheNextOneIsRead) {
    const Scratch scratch;
    ASSERT_TRUE(open(scratch)->create(kAlice, kNow));
    for (const char* name : {"alicea", "bob"}) ASSERT_TRUE(open(scratch)->create(TenantId(name), kNow));
    ASSERT_TRUE(Tombstones(scratch.path() / "data/tombstones").append(TenantId("alicea"), kNow));
    const auto whole = fs::file_size(scratch.path() / "data/tombstones");
    for (const auto cut : {whole - 2, whole - 18, whole - 19}) {  // in the check digits, before them, within the name
        fs::resize_file(scratch.path() / "data/tombstones", cut);
        EXPECT_EQ(open(scratch)->get(TenantId("alicea")).value()->state, TenantState::Active) << cut;
        EXPECT_EQ(open(scratch)->get(kAlice).value()->state, TenantState::Active) << cut;
    }
    ASSERT_TRUE(open(scratch)->set_state(TenantId("bob"), TenantState::Erased, kNow));
    EXPECT_EQ(Tombstones(scratch.path() / "data/tombstones").read().value().count(TenantId("bob")), 1);
}

TEST(SystemStore, KeepsKeysByVersionAndForgetsReplacedOnesForGood) {
    const Scratch scratch;
    const auto store = open(scratch);
    ASSERT_TRUE(store->put_keys({key("k2", 2, "canary-two"), key("k1", 1, "canary-one")}));
    ASSERT_TRUE(store->put_key({ports::Tenant{TenantId("_system")}.id, "s1", 1, "active", to_bytes("system"), kNow}));
    const auto keys = store->keys_of(kAlice).value();
    ASSERT_EQ(keys.size(), 2);
    EXPECT_EQ(keys[0].key_id, "k1");
    EXPECT_EQ(as_text(keys[1].wrapped), "canary-two");
    EXPECT_EQ(store->all_keys().value().size(), 3);
    ASSERT_NE(scratch.bytes().find("canary-one"), std::string::npos);
    ASSERT_TRUE(store->replace_keys(kAlice, {key("k3", 3, "")}));
    EXPECT_EQ(store->keys_of(kAlice).value().size(), 1);
    EXPECT_TRUE(store->keys_of(kAlice).value()[0].wrapped.empty());
    EXPECT_EQ(scratch.bytes().find("canary-"), std::string::npos);
    EXPECT_EQ(store->keys_of(TenantId("_system")).value().size(), 1);
}

TEST(SystemStore, KeepsSigningKeysTheOldestFirst) {
    const Scratch scratch;
    {
        const auto store = open(scratch);
        ASSERT_TRUE(store->signing_keys().put({"b", to_bytes("pb"), to_bytes("sb"), kNow + std::chrono::hours(1), kNow, {}}));
        ASSERT_TRUE(store->signing_keys().put({"a", to_bytes("pa"), to_bytes("canary"), kNow, kNow, {}}));
        ASSERT_TRUE(store->signing_keys().put({"a", to_bytes("pa"), {}, kNow, kNow, kNow + std::chrono::hours(2)}));
        ASSERT_TRUE(store->signing_keys().remove("nothing"));
    }
    EXPECT_EQ(scratch.bytes().find("canary"), std::string::npos) << "a private key that was replaced is gone";
    const auto keys = open(scratch)->signing_keys().list().value();
    ASSERT_EQ(keys.size(), 2);
    EXPECT_EQ(keys[0].id, "a");
    EXPECT_TRUE(keys[0].sealed_private.empty());
    EXPECT_EQ(keys[0].retire_at, kNow + std::chrono::hours(2));
    EXPECT_EQ(as_text(keys[1].public_key), "pb");
}

TEST(SystemStore, KeepsSettings) {
    const Scratch scratch;
    ASSERT_TRUE(open(scratch)->put_setting("issuer", as_bytes("one")));
    ASSERT_TRUE(open(scratch)->put_setting("issuer", as_bytes("two")));
    EXPECT_EQ(as_text(*open(scratch)->setting("issuer").value()), "two");
    EXPECT_EQ(open(scratch)->setting("other").value(), std::nullopt);
}

}  // namespace
}  // namespace bespoke::adapters::local::sqlite
