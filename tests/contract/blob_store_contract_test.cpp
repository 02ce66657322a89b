// The promises of ports::BlobStore, kept by every adapter.

#include <gtest/gtest.h>
#include <stdlib.h>

#include <fstream>

#include "adapters/local/blob_store.hpp"
#include "adapters/memory/blob_store.hpp"

namespace bespoke {
namespace {

namespace fs = std::filesystem;
using ports::BlobKey;

const TenantId kAlice("alice");
const TenantId kBob("bob");
const BlobKey kCv("uploads/cv.pdf");

Deadline soon() { return Deadline::after(std::chrono::seconds(10)); }

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

class MemoryRig final : public Rig {
public:
    ports::BlobStore& store() override { return store_; }

private:
    adapters::memory::BlobStore store_;
};

class LocalRig final : public Rig {
public:
    LocalRig() {
        auto pattern = (fs::temp_directory_path() / "bespoke-blobs-XXXXXX").string();
        root_ = ::mkdtemp(pattern.data());
        reopen();
    }
    ~LocalRig() override { fs::remove_all(root_); }
    ports::BlobStore& store() override { return *store_; }
    bool reopen() override {
        store_ = adapters::local::BlobStore::create(root_).value();
        return true;
    }
    bool damage() override {
        for (const auto& entry : fs::recursive_directory_iterator(root_)) {
            if (!entry.is_regular_file()) continue;
            std::fstream file(entry.path(), std::ios::in | std::ios::out | std::ios::binary);
            file.seekp(-1, std::ios::end);
            file.put('\x7f');
        }
        return true;
    }

private:
    fs::path root_;
    std::unique_ptr<ports::BlobStore> store_;
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

INSTANTIATE_TEST_SUITE_P(Memory, BlobStoreContract,
                         testing::Values([]() -> std::unique_ptr<Rig> { return std::make_unique<MemoryRig>(); }));
INSTANTIATE_TEST_SUITE_P(Local, BlobStoreContract,
                         testing::Values([]() -> std::unique_ptr<Rig> { return std::make_unique<LocalRig>(); }));

TEST(LocalBlobStore, RefusesATenantThatIsNoDirectoryName) {
    LocalRig rig;
    EXPECT_FALSE(rig.store().put(TenantId("../bob"), kCv, as_bytes("x"), soon()));
    EXPECT_FALSE(rig.store().get(TenantId("../bob"), kCv, soon()).value().has_value());
}

}  // namespace
}  // namespace bespoke
