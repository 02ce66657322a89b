#include "adapters/aws/s3/bucket.hpp"

#include <gtest/gtest.h>

#include "adapters/aws/s3/quarantine.hpp"

namespace bespoke::adapters::aws::s3 {
namespace {

Endpoints aws() {
    return {"eu-west-1", [](const std::string&) { return std::nullopt; }};
}

Endpoints emulator() {
    return {"eu-west-1", [](const std::string& name) {
                return name == "AWS_ENDPOINT_URL" ? std::optional<std::string>("http://127.0.0.1:1") : std::nullopt;
            }};
}

TEST(Bucket, HasAHostOfItsOwn) {
    const Bucket bucket(aws(), "uploads");
    EXPECT_EQ(bucket.url(), "https://uploads.s3.eu-west-1.amazonaws.com");
    const auto call = bucket.call("GetObject", "GET", "tenants/a/x y+z");
    EXPECT_EQ(call.host_prefix, "uploads.");
    EXPECT_EQ(call.path, "/tenants/a/x%20y%2Bz");
    EXPECT_EQ(bucket.call("ListObjectsV2", "GET").path, "/");
}

TEST(Bucket, StandsInThePathWhereItsHostWouldNotFitTheCertificate) {
    for (const auto& bucket : {Bucket(aws(), "my.uploads"), Bucket(emulator(), "my.uploads")}) {
        EXPECT_TRUE(bucket.url().ends_with("/my.uploads"));
        EXPECT_EQ(bucket.call("GetObject", "GET", "a/b").host_prefix, "");
        EXPECT_EQ(bucket.call("GetObject", "GET", "a/b").path, "/my.uploads/a/b");
        EXPECT_EQ(bucket.call("ListObjectsV2", "GET").path, "/my.uploads");
    }
}

TEST(Bucket, NamesTheTenantInTheContextOfItsEncryption) {
    const auto fields = encryption_fields("arn:aws:kms:eu-west-1:1:key/k", tenant_context(TenantId("a")));
    ASSERT_EQ(fields.size(), 3U);
    EXPECT_EQ(fields[2].second, "eyJ0ZW5hbnRJZCI6ImEifQ==");
    EXPECT_TRUE(encryption_fields("", {}).empty());
}

TEST(Bucket, TurnsAHashIntoS3sChecksum) {
    EXPECT_EQ(checksum_of(sha256_hex({})), "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    EXPECT_EQ(checksum_of("abcd"), std::nullopt);
    EXPECT_EQ(checksum_of(std::string(64, 'g')), std::nullopt);
}

TEST(Quarantine, KnowsItsKeysFromAllOthers) {
    const auto place = Quarantine::place_of(Quarantine::key_of(TenantId("acme"), RecordId("upl_01")));
    ASSERT_TRUE(place);
    EXPECT_EQ(place->tenant, TenantId("acme"));
    EXPECT_EQ(place->upload, RecordId("upl_01"));
    for (const char* key :
         {"", "tenants/", "tenants/acme", "tenants/acme/", "tenants/acme/a/b", "tenants/acme/..", "tenants/Acme/upl_1",
          "tenants//upl_1", "tenants/_system/upl_1", "other/acme/upl_1", "tenants/acme/a b"}) {
        EXPECT_FALSE(Quarantine::place_of(key)) << key;
    }
}

}  // namespace
}  // namespace bespoke::adapters::aws::s3
