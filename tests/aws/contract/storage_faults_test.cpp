// What the storage adapters make of failing services, and what a tenant's session may not do.

#include <thread>

#include "adapters/aws/kms/key_service.hpp"
#include "adapters/aws/s3/blob_store.hpp"
#include "adapters/aws/s3/ledger.hpp"
#include "adapters/aws/s3/pages.hpp"
#include "adapters/aws/s3/tenant_storage.hpp"
#include "adapters/local/key_table_for_test.hpp"
#include "adapters/memory/clock.hpp"
#include "control.hpp"
#include "crypto/encoding.hpp"
#include "crypto/random.hpp"

namespace bespoke {
namespace {

using namespace adapters::aws;  // NOLINT(google-build-using-namespace)
using nlohmann::json;
using ports::BlobKey;

const TenantId kAlice("alice"), kBob("bob");
const BlobKey kCv("cv.pdf");

Deadline soon() { return Deadline::after(std::chrono::seconds(20)); }

json fault(const char* service, const char* operation, const char* kind, int times, const char* when = "before") {
    return json::array({{{"service", service}, {"operation", operation}, {"kind", kind}, {"times", times}, {"when", when}}});
}

struct StorageFaults : ::testing::Test {
    void SetUp() override {
        s3::TenantStorage storage(emulated_client(), {emulated("BESPOKE_TEST_BUCKET")});
        for (const auto& tenant : {kAlice, kBob}) ASSERT_TRUE(storage.erase(tenant));
    }
    static s3::LedgerOptions ledger_options() {
        return {emulated("BESPOKE_TEST_LEDGER_BUCKET"), crypto::random_id("ledger", EmulatedClock().now()) + "/",
                emulated("BESPOKE_TEST_KMS_KEY")};
    }
    adapters::memory::Clock clock;
    adapters::local::MemoryKeyTable table;
    s3::BlobStore blobs{emulated_client(), {emulated("BESPOKE_TEST_BUCKET"), emulated("BESPOKE_TEST_KMS_KEY")}};
    s3::Ledger ledger{emulated_client(), ledger_options()};
    kms::KeyService keys{emulated_client(), table, clock, {.kms_key = emulated("BESPOKE_TEST_KMS_KEY")}};
};

TEST_F(StorageFaults, APutWhoseAnswerGotLostIsAPut) {
    const Disturbed lost("faults", fault("s3", "PutObject", "close", 1, "after"));
    EXPECT_TRUE(blobs.put(kAlice, kCv, as_bytes("v1"), soon()));
    EXPECT_EQ(lost.struck(), 1);
    EXPECT_EQ(as_text(blobs.get(kAlice, kCv, soon())->value()), "v1");
}

TEST_F(StorageFaults, ALedgersLineWhoseAnswerGotLostIsThereOnce) {
    ASSERT_TRUE(ledger.append("one"));
    const Disturbed lost("faults", fault("s3", "PutObject", "close", 1, "after"));
    EXPECT_TRUE(ledger.append("two"));
    EXPECT_EQ(lost.struck(), 1);
    EXPECT_TRUE(ledger.append("three"));
    EXPECT_EQ(ledger.lines().value(), (std::vector<std::string>{"one", "two", "three"}));
}

TEST_F(StorageFaults, ShortStormsAreWeathered) {
    for (const char* kind : {"throttle", "server-error", "close", "truncate"}) {
        const BlobKey key(kind);
        ASSERT_TRUE(blobs.put(kAlice, key, as_bytes("some content that can be cut"), soon()));
        const Disturbed storm("faults", fault("s3", ".*", kind, 1));
        EXPECT_EQ(as_text(blobs.get(kAlice, key, soon()).value().value_or(Bytes{})), "some content that can be cut") << kind;
        EXPECT_EQ(storm.struck(), 1) << kind;
    }
}

TEST_F(StorageFaults, AThrottleIsNeverAnythingElse) {
    ASSERT_TRUE(blobs.put(kAlice, kCv, as_bytes("v1"), soon()));
    ASSERT_TRUE(keys.current(kAlice));
    const Disturbed storm("faults",
                          json::array({fault("s3", ".*", "throttle", 1'000)[0], fault("kms", ".*", "throttle", 1'000)[0]}));
    const auto throttled = [](const auto& result) {
        return !result && result.error().code == ErrorCode::Unavailable && result.error().reason == "throttled";
    };
    EXPECT_TRUE(throttled(blobs.put(kAlice, BlobKey("other"), as_bytes("v1"), soon())));
    EXPECT_TRUE(throttled(blobs.get(kAlice, kCv, soon())));
    EXPECT_TRUE(throttled(blobs.get(kAlice, BlobKey("missing"), soon()))) << "not: there is none";
    EXPECT_TRUE(throttled(blobs.list(kAlice, "", soon())));
    EXPECT_TRUE(throttled(blobs.remove(kAlice, kCv, soon())));
    EXPECT_TRUE(throttled(ledger.append("one")));
    EXPECT_TRUE(throttled(ledger.lines()));
    EXPECT_TRUE(throttled(keys.current(kBob))) << "not: no such tenant";
    EXPECT_TRUE(throttled(keys.rotate(kAlice)));
    EXPECT_TRUE(table.rows_of(kBob)->empty());
    EXPECT_GT(storm.struck(), 8);
}

TEST_F(StorageFaults, KeysThatAreDeniedAreDeniedAndNotForgotten) {
    const auto key = keys.current(kAlice).value();
    kms::KeyService fresh(emulated_client(), table, clock, {.kms_key = emulated("BESPOKE_TEST_KMS_KEY")});
    {
        const Disturbed denied("faults", fault("kms", ".*", "denied", 100));
        EXPECT_EQ(fresh.current(kAlice).error().code, ErrorCode::Forbidden);
        EXPECT_EQ(fresh.find(kAlice, key.id).error().reason, "aws-denied") << "not: no-key, which would make its data damaged";
        EXPECT_EQ(fresh.current(kBob).error().code, ErrorCode::Forbidden);
        EXPECT_GT(denied.struck(), 2);
    }
    EXPECT_EQ(fresh.find(kAlice, key.id)->secret.bytes(), key.secret.bytes());
}

TEST_F(StorageFaults, SessionsThatExpireAreMadeAnew) {
    ASSERT_TRUE(blobs.put(kAlice, kCv, as_bytes("v1"), soon()));
    control("POST", "expire-sessions", json::object());
    EXPECT_EQ(as_text(blobs.get(kAlice, kCv, soon()).value().value_or(Bytes{})), "v1");
}

TEST_F(StorageFaults, ADeadlineThatPassedIsSaidSo) {
    const auto past = Deadline::after(std::chrono::milliseconds(0));
    EXPECT_EQ(blobs.put(kAlice, kCv, as_bytes("v1"), past).error().code, ErrorCode::Timeout);
    EXPECT_EQ(blobs.get(kAlice, kCv, past).error().code, ErrorCode::Timeout);
    EXPECT_EQ(blobs.list(kAlice, "", past).error().code, ErrorCode::Timeout);
}

TEST_F(StorageFaults, ATenantsSessionReachesNothingOfAnother) {
    ASSERT_TRUE(blobs.put(kBob, kCv, as_bytes("bob's"), soon()));
    const s3::Bucket bucket(emulated_client().endpoints(), emulated("BESPOKE_TEST_BUCKET"));
    const auto alice = Caller::tenant(kAlice);
    const auto as_alice = [&](const char* operation, const char* method, const std::string& key) {
        const auto reply = emulated_client().send(bucket.call(operation, method, key), alice, soon());
        return reply ? reply->status : reply.error().status;
    };
    EXPECT_EQ(as_alice("GetObject", "GET", "tenants/bob/cv.pdf"), 403);
    EXPECT_EQ(as_alice("HeadObject", "HEAD", "tenants/bob/cv.pdf"), 403);
    EXPECT_EQ(as_alice("DeleteObject", "DELETE", "tenants/bob/cv.pdf"), 403);
    EXPECT_EQ(as_alice("PutObject", "PUT", "tenants/bob/cv.pdf"), 403);
    EXPECT_FALSE(s3::list_all(emulated_client(), bucket, {s3::Wanted::What::Objects, "tenants/bob/"}, alice, soon()));
    EXPECT_FALSE(s3::list_all(emulated_client(), bucket, {}, alice, soon()));
    EXPECT_FALSE(s3::purge(emulated_client(), bucket, "tenants/bob/", alice, soon()));
    EXPECT_EQ(as_text(blobs.get(kBob, kCv, soon())->value()), "bob's");
}

TEST_F(StorageFaults, ATenantsSessionUnwrapsNoKeyOfAnother) {
    ASSERT_TRUE(keys.current(kBob));
    const auto row = table.rows_of(kBob)->at(0);
    const json input{{"CiphertextBlob", crypto::base64(row.wrapped)},
                     {"KeyId", emulated("BESPOKE_TEST_KMS_KEY")},
                     {"EncryptionContext", {{"tenantId", "bob"}, {"purpose", "data-key"}, {"keyId", row.key_id}}}};
    const auto call = [&](const Caller& caller) {
        return emulated_client().call(Service::Kms, "Decrypt", input, caller, soon());
    };
    EXPECT_TRUE(call(Caller::tenant(kBob))) << "or this test asks in the wrong way";
    EXPECT_EQ(to_error(call(Caller::tenant(kAlice)).error()).reason, "aws-denied");
}

}  // namespace
}  // namespace bespoke
