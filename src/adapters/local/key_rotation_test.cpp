#include "adapters/local/key_rotation.hpp"

#include <gtest/gtest.h>
#include <stdlib.h>

#include "adapters/local/blob_store.hpp"
#include "adapters/local/key_service.hpp"
#include "adapters/local/key_table_for_test.hpp"
#include "adapters/local/sqlite/metadata_store.hpp"
#include "adapters/local/sqlite/reseal.hpp"
#include "adapters/local/sqlite/system_store.hpp"
#include "adapters/local/sqlite_key_table.hpp"
#include "adapters/local/vector_index.hpp"
#include "crypto/sealed.hpp"

namespace bespoke::adapters::local {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using ports::BlobKey;
const TenantId kAlice("alice");
const BlobKey kCv("uploads/cv");

Deadline soon() { return Deadline::after(10s); }

class MovedClock final : public ports::Clock {
public:
    [[nodiscard]] Timestamp now() const override { return at; }
    Timestamp at = from_millis(1'790'000'000'000);
};

class KeyRotation : public testing::Test {
protected:
    KeyRotation() {
        auto pattern = (fs::temp_directory_path() / "bespoke-rotation-XXXXXX").string();
        root_ = ::mkdtemp(pattern.data());
        files = BlobStore::create(root_).value();
        keys = KeyService::create(table, crypto::SecretKey::random(), clock).value();
        blobs = std::make_unique<SealedBlobStore>(*files, *keys);
    }
    ~KeyRotation() override { fs::remove_all(root_); }

    void put(const BlobKey& key, std::string_view text) { ASSERT_TRUE(blobs->put(kAlice, key, as_bytes(text), soon())); }
    std::string text_of(const BlobKey& key) { return std::string(as_text(blobs->get(kAlice, key, soon()).value().value())); }
    std::string key_of(const BlobKey& key) { return crypto::key_id_of(files->get(kAlice, key, soon()).value().value()).value(); }
    std::string current() { return keys->current(kAlice)->id; }
    const fs::path& root() const { return root_; }
    Result<RotationReport> run(const RotationPolicy& policy = {}) {
        return keep_keys_fresh(*blobs, *keys, kAlice, policy, clock.at, soon());
    }

    MovedClock clock;
    MemoryKeyTable table;
    std::unique_ptr<BlobStore> files;
    std::unique_ptr<KeyService> keys;
    std::unique_ptr<SealedBlobStore> blobs;

private:
    fs::path root_;
};

TEST_F(KeyRotation, SealsEveryBlobWithTheNewKeyAndKeepsItsContentAndTime) {
    put(kCv, "my cv");
    put(BlobKey("jobs/1"), "a job");
    const auto stored_at = blobs->list(kAlice, "uploads", soon())->at(0).stored_at;
    ASSERT_TRUE(keys->rotate(kAlice));
    const auto report = reseal_blobs(*blobs, kAlice, soon());
    ASSERT_TRUE(report);
    EXPECT_EQ(report->resealed, 2U);
    EXPECT_EQ(key_of(kCv), current());
    EXPECT_EQ(text_of(kCv), "my cv");
    EXPECT_EQ(blobs->list(kAlice, "uploads", soon())->at(0).stored_at, stored_at);
    EXPECT_EQ(reseal_blobs(*blobs, kAlice, soon())->resealed, 0U) << "again does nothing";
}

TEST_F(KeyRotation, NeverBringsARemovedBlobBack) {
    put(kCv, "my cv");
    ASSERT_TRUE(keys->rotate(kAlice));
    ASSERT_TRUE(blobs->remove(kAlice, kCv, soon()));
    EXPECT_FALSE(blobs->reseal(kAlice, kCv, soon()).value());
    EXPECT_EQ(files->replace(kAlice, kCv, as_bytes("x"), soon()).error().code, ErrorCode::NotFound);
    EXPECT_TRUE(blobs->list(kAlice, "", soon())->empty());
}

TEST_F(KeyRotation, AYoungKeyStays) {
    put(kCv, "my cv");
    const auto report = run();
    ASSERT_TRUE(report);
    EXPECT_EQ(report->rotated, 0);
    EXPECT_EQ(keys->keys(kAlice)->size(), 1U);
}

TEST_F(KeyRotation, AnOldKeyIsReplacedAtOnceAndDestroyedAfterTheGrace) {
    put(kCv, "my cv");
    const auto old = current();
    clock.at += 24h * 90;
    auto report = run().value();
    EXPECT_EQ(report.rotated, 1);
    EXPECT_EQ(report.resealed, 1U);
    EXPECT_EQ(report.retired, 0U) << "a writer may still hold the old key";
    EXPECT_TRUE(keys->find(kAlice, old));
    clock.at += 24h;
    report = run().value();
    EXPECT_EQ(report.retired, 1U);
    EXPECT_FALSE(keys->find(kAlice, old));
    EXPECT_EQ(text_of(kCv), "my cv");
}

TEST_F(KeyRotation, ALateWriteWithTheOldKeyIsSealedAnewBeforeThatKeyGoes) {
    put(kCv, "my cv");
    const auto late = crypto::seal(keys->current(kAlice).value(), {kAlice, "blob", "late", "content"}, as_bytes("late"));
    clock.at += 24h * 90;
    ASSERT_TRUE(run());
    ASSERT_TRUE(files->put(kAlice, BlobKey("late"), late, soon()));
    clock.at += 24h;
    EXPECT_EQ(run()->retired, 1U);
    EXPECT_EQ(text_of(BlobKey("late")), "late");
}

TEST_F(KeyRotation, NoKeyGoesWhileRowsAreLeft) {
    put(kCv, "my cv");
    ASSERT_TRUE(keys->rotate(kAlice));
    clock.at += 24h;
    RotationPolicy policy;
    policy.reseal_rows = [](const TenantId&, Deadline) -> Result<std::size_t> {
        return fail(ErrorCode::Unavailable, "storage-busy", "Busy; try again.");
    };
    EXPECT_FALSE(run(policy));
    EXPECT_EQ(keys->keys(kAlice)->size(), 2U);
    std::size_t left = 3;
    policy.reseal_rows = [&](const TenantId&, Deadline) -> Result<std::size_t> { return --left; };
    EXPECT_EQ(run(policy)->retired, 1U);
    EXPECT_EQ(left, 0U);
}

TEST_F(KeyRotation, ADamagedBlobKeepsTheOldKeys) {
    put(kCv, "my cv");
    ASSERT_TRUE(files->put(kAlice, BlobKey("damaged"), as_bytes("not sealed at all"), soon()));
    ASSERT_TRUE(keys->rotate(kAlice));
    clock.at += 24h;
    const auto report = run().value();
    EXPECT_EQ(report.damaged, 1U);
    EXPECT_EQ(report.resealed, 1U);
    EXPECT_EQ(report.retired, 0U);
}

/// Everything that is sealed with a tenant's keys, over one directory.
struct WholeStore {
    WholeStore(const fs::path& data, const crypto::SecretKey& master, const ports::Clock& clock)
        : system(sqlite::SystemStore::open({.data = data}).value()),
          table(*system),
          keys(KeyService::create(table, master, clock).value()),
          databases({.data = data}, *system),
          metadata(databases, *keys, clock),
          vectors(databases, *keys),
          resealer(databases, *keys),
          files(BlobStore::create(data).value()),
          blobs(*files, *keys) {}

    Result<std::size_t> reseal_rows(const TenantId& tenant) {
        const auto rows = resealer.reseal(tenant, 100), chunks = vectors.reseal(tenant, 100);
        if (!rows || !chunks) return tl::unexpected(rows ? chunks.error() : rows.error());
        return *rows + *chunks;
    }
    RotationReport run(Timestamp now) {
        RotationPolicy policy;
        policy.reseal_rows = [this](const TenantId& tenant, Deadline) { return reseal_rows(tenant); };
        return keep_keys_fresh(blobs, *keys, kAlice, policy, now, soon()).value();
    }

    std::unique_ptr<sqlite::SystemStore> system;
    SqliteKeyTable table;
    std::unique_ptr<KeyService> keys;
    sqlite::TenantDatabases databases;
    sqlite::MetadataStore metadata;
    VectorIndex vectors;
    sqlite::Resealer resealer;
    std::unique_ptr<BlobStore> files;
    SealedBlobStore blobs;
};

TEST_F(KeyRotation, OfAWholeTenantLosesNothingAndLeavesNothingUnderTheOldKey) {
    const auto master = crypto::SecretKey::random();
    const fs::path data = root() / "whole";
    const RecordId id("doc_1");
    std::string old;
    {
        WholeStore store(data, master, clock);
        ASSERT_TRUE(store.system->create(kAlice, clock.at));
        ASSERT_TRUE(store.metadata.commit(
            kAlice, {.writes = {ports::Put{{.kind = ports::RecordKind::Document, .id = id, .body = {{"name", "cv"}}}}}}));
        ASSERT_TRUE(store.vectors.put(kAlice, id, {{"1", "welding", {1, 0}}}));
        ASSERT_TRUE(store.blobs.put(kAlice, kCv, as_bytes("my cv"), soon()));
        old = store.keys->current(kAlice)->id;
        clock.at += 24h * 90;
        EXPECT_EQ(store.run(clock.at).rotated, 1);
        clock.at += 24h;
        EXPECT_EQ(store.run(clock.at).retired, 1U);
    }
    WholeStore store(data, master, clock);
    EXPECT_FALSE(store.keys->find(kAlice, old));
    EXPECT_EQ(store.metadata.get(kAlice, ports::RecordKind::Document, id)->value().body.at("name"), "cv");
    EXPECT_EQ(store.vectors.search(kAlice, {"welding", {}, {}, 10})->size(), 1U);
    EXPECT_EQ(as_text(store.blobs.get(kAlice, kCv, soon())->value()), "my cv");
}

}  // namespace
}  // namespace bespoke::adapters::local
