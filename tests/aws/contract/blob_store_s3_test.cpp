// S3 keeps the promises of ports::BlobStore, and some that only S3 can break.

#include "adapters/aws/s3/blob_store.hpp"

#include <thread>

#include "adapters/aws/s3/pages.hpp"
#include "adapters/aws/s3/tenant_storage.hpp"
#include "blob_store_contract.hpp"
#include "emulated.hpp"

namespace bespoke {
namespace {

using namespace blob_store_contract;  // NOLINT(google-build-using-namespace)
using namespace adapters::aws;        // NOLINT(google-build-using-namespace)

class S3Rig final : public Rig {
public:
    S3Rig() {
        for (const auto& tenant : {kAlice, kBob}) EXPECT_TRUE(storage_.erase(tenant));
    }
    ports::BlobStore& store() override { return *store_; }
    bool reopen() override {
        store_ = std::make_unique<s3::BlobStore>(emulated_client(), options_);
        return true;
    }
    /// Put other bytes in the place of each object, with all that we note about it.
    bool damage() override {
        const auto objects = s3::list_all(emulated_client(), bucket_, {}, Caller::service(), soon()).value();
        for (const auto& object : objects) {
            auto stored = send("GetObject", "GET", object.key, {}, {}).value();
            const Fields noted{{"x-amz-meta-sha256", std::string(stored.header("x-amz-meta-sha256"))},
                               {"x-amz-meta-key", std::string(stored.header("x-amz-meta-key"))}};
            stored.body.back() ^= 1;
            EXPECT_TRUE(send("PutObject", "PUT", object.key, noted, stored.body));
        }
        return true;
    }
    Answer<Reply> send(std::string operation, std::string method, const std::string& key, const Fields& headers,
                       std::string body) {
        Call call = bucket_.call(std::move(operation), std::move(method), key);
        call.headers = headers;
        call.body = std::move(body);
        return emulated_client().send(call, Caller::service(), soon());
    }
    s3::TenantStorage& storage() { return storage_; }
    const s3::Bucket& bucket() { return bucket_; }

private:
    s3::BlobStoreOptions options_{emulated("BESPOKE_TEST_BUCKET"), emulated("BESPOKE_TEST_KMS_KEY"), 1U << 20U};
    s3::Bucket bucket_{emulated_client().endpoints(), options_.bucket};
    s3::TenantStorage storage_{emulated_client(), {options_.bucket, emulated("BESPOKE_TEST_QUARANTINE_BUCKET")}};
    std::unique_ptr<s3::BlobStore> store_ = std::make_unique<s3::BlobStore>(emulated_client(), options_);
};

INSTANTIATE_TEST_SUITE_P(S3, BlobStoreContract,
                         ::testing::Values([]() -> std::unique_ptr<Rig> { return std::make_unique<S3Rig>(); }));

TEST(S3BlobStore, EveryObjectIsEncryptedForItsTenantUnderTheServicesKey) {
    S3Rig rig;
    ASSERT_TRUE(rig.store().put(kAlice, kCv, as_bytes("v1"), soon()));
    const auto head = rig.send("HeadObject", "HEAD", "tenants/alice/uploads/cv.pdf", {}, {}).value();
    EXPECT_EQ(head.header("x-amz-server-side-encryption"), "aws:kms");
    EXPECT_EQ(head.header("x-amz-server-side-encryption-aws-kms-key-id"), emulated("BESPOKE_TEST_KMS_KEY"));
}

TEST(S3BlobStore, ABlobCopiedToAnotherNameIsNeverServed) {
    S3Rig rig;
    ASSERT_TRUE(rig.store().put(kAlice, kCv, as_bytes("v1"), soon()));
    const Fields source{{"x-amz-copy-source", "/" + rig.bucket().name() + "/tenants/alice/uploads/cv.pdf"}};
    ASSERT_TRUE(rig.send("CopyObject", "PUT", "tenants/alice/moved", source, {}));
    EXPECT_EQ(rig.store().get(kAlice, BlobKey("moved"), soon()).error().reason, "integrity");
}

TEST(S3BlobStore, AnObjectThatWeDidNotPutIsNoBlob) {
    S3Rig rig;
    ASSERT_TRUE(rig.send("PutObject", "PUT", "tenants/alice/foreign", {}, "x"));
    EXPECT_EQ(rig.store().get(kAlice, BlobKey("foreign"), soon()).error().reason, "integrity");
    EXPECT_EQ(rig.store().put(kAlice, BlobKey("foreign"), as_bytes("x"), soon()).error().code, ErrorCode::Conflict);
}

TEST(S3BlobStore, ListsPageByPage) {
    S3Rig rig;
    constexpr std::size_t kMoreThanOnePage = 1'003;
    for (std::size_t i = 0; i < kMoreThanOnePage; ++i) {
        ASSERT_TRUE(rig.send("PutObject", "PUT", fmt::format("tenants/bob/{:04}", i), {}, "x"));
    }
    const auto entries = rig.store().list(kBob, "", soon()).value();
    ASSERT_EQ(entries.size(), kMoreThanOnePage);
    EXPECT_EQ(entries.front().key.str(), "0000");
    EXPECT_EQ(entries.back().key.str(), "1002");
    EXPECT_TRUE(rig.storage().erase(kBob));
    EXPECT_EQ(rig.storage().holds(kBob), false);
}

TEST(S3BlobStore, RefusesWhatIsTooLarge) {
    S3Rig rig;
    EXPECT_EQ(rig.store().put(kAlice, kCv, Bytes((1U << 20U) + 1), soon()).error().reason, "blob-too-large");
    ASSERT_TRUE(rig.store().put(kAlice, kCv, Bytes(1U << 20U), soon()));
    EXPECT_EQ(rig.store().get(kAlice, kCv, soon())->value().size(), 1U << 20U);
}

TEST(S3BlobStore, ManyWritersOfOneNameAgreeOnOneContent) {
    S3Rig rig;
    std::atomic<int> stored{0}, conflicts{0};
    {
        std::vector<std::jthread> writers;
        for (int i = 0; i < 8; ++i) {
            writers.emplace_back([&, i] {
                const auto put = rig.store().put(kAlice, kCv, as_bytes(std::to_string(i)), soon());
                if (put) ++stored;
                if (!put && put.error().code == ErrorCode::Conflict) ++conflicts;
            });
        }
    }
    EXPECT_EQ(stored, 1);
    EXPECT_EQ(conflicts, 7);
}

TEST(S3BlobStore, AMissingBucketIsNotAMissingBlob) {
    s3::BlobStore store(emulated_client(), {"bespoke-none", {}});
    EXPECT_EQ(store.get(kAlice, kCv, soon()).error().reason, "aws-resource");
}

TEST(S3TenantStorage, ErasesOneTenantInEveryBucketAndInAllVersions) {
    S3Rig rig;
    EXPECT_EQ(rig.storage().holds(kAlice), false);
    ASSERT_TRUE(rig.store().put(kAlice, kCv, as_bytes("v1"), soon()));
    ASSERT_TRUE(rig.store().put(kBob, kCv, as_bytes("bob's"), soon()));
    EXPECT_EQ(rig.storage().holds(kAlice), true);
    ASSERT_TRUE(rig.storage().erase(kAlice));
    EXPECT_TRUE(rig.storage().erase(kAlice)) << "again is success";
    EXPECT_EQ(rig.storage().holds(kAlice), false);
    EXPECT_EQ(rig.storage().holds(kBob), true);
    EXPECT_TRUE(rig.storage().erase(TenantId(""))) << "nobody's";
    EXPECT_EQ(rig.storage().holds(kBob), true);
}

}  // namespace
}  // namespace bespoke
