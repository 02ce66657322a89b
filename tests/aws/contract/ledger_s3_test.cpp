// S3 with object lock keeps the promises of ports::Ledger, and some that only S3 can break.

#include "adapters/aws/s3/ledger.hpp"

#include "crypto/random.hpp"
#include "emulated.hpp"
#include "ledger_contract.hpp"

namespace bespoke {
namespace {

using namespace ledger_contract;  // NOLINT(google-build-using-namespace)
using namespace adapters::aws;    // NOLINT(google-build-using-namespace)

/// Nothing can be taken out of a ledger's bucket, so each has a prefix of its own.
class S3Rig final : public Rig {
public:
    S3Rig() { reopen(); }
    ports::Ledger& ledger() override { return *ledger_; }
    bool reopen() override {
        ledger_ = std::make_unique<s3::Ledger>(emulated_client(), options_);
        return true;
    }
    [[nodiscard]] std::unique_ptr<s3::Ledger> another() const {
        return std::make_unique<s3::Ledger>(emulated_client(), options_);
    }
    Answer<Reply> send(std::string operation, std::string method, int number, std::string body = {}) {
        Call call = s3::Bucket(emulated_client().endpoints(), options_.bucket)
                        .call(std::move(operation), std::move(method), fmt::format("{}{:012}", options_.prefix, number));
        call.body = std::move(body);
        return emulated_client().send(call, Caller::service(), Deadline::after(std::chrono::seconds(10)));
    }

private:
    s3::LedgerOptions options_{emulated("BESPOKE_TEST_LEDGER_BUCKET"), crypto::random_id("ledger", EmulatedClock().now()) + "/",
                               emulated("BESPOKE_TEST_KMS_KEY")};
    std::unique_ptr<s3::Ledger> ledger_;
};

INSTANTIATE_TEST_SUITE_P(S3, LedgerContract,
                         ::testing::Values([]() -> std::unique_ptr<Rig> { return std::make_unique<S3Rig>(); }));

TEST(S3Ledger, WritersOfManyProcessesLoseNoLine) {
    S3Rig rig;
    const auto other = rig.another();
    ASSERT_TRUE(rig.ledger().append("one"));
    ASSERT_TRUE(other->append("two"));
    ASSERT_TRUE(rig.ledger().append("three"));
    EXPECT_EQ(rig.ledger().lines().value(), (Lines{"one", "two", "three"}));
    EXPECT_EQ(other->lines().value(), (Lines{"one", "two", "three"}));
}

TEST(S3Ledger, WhatWasPutOverALineOrDeletedDoesNotCount) {
    S3Rig rig;
    ASSERT_TRUE(rig.ledger().append("one"));
    ASSERT_TRUE(rig.ledger().append("two"));
    ASSERT_TRUE(rig.send("PutObject", "PUT", 1, "forged"));
    ASSERT_TRUE(rig.send("DeleteObject", "DELETE", 2));
    rig.reopen();
    EXPECT_EQ(rig.ledger().lines().value(), (Lines{"one", "two"}));
    ASSERT_TRUE(rig.ledger().append("three"));
    EXPECT_EQ(rig.another()->lines().value(), (Lines{"one", "two", "three"}));
}

TEST(S3Ledger, AHoleIsDamage) {
    S3Rig rig;
    ASSERT_TRUE(rig.ledger().append("one"));
    ASSERT_TRUE(rig.send("PutObject", "PUT", 3, "three"));
    EXPECT_EQ(rig.ledger().lines().error().reason, "ledger-damaged");
    EXPECT_EQ(rig.another()->append("two").error().reason, "ledger-damaged");
}

TEST(S3Ledger, ALineWithoutItsHashIsDamage) {
    S3Rig rig;
    ASSERT_TRUE(rig.send("PutObject", "PUT", 1, "forged"));
    EXPECT_EQ(rig.ledger().lines().error().reason, "ledger-damaged");
}

}  // namespace
}  // namespace bespoke
