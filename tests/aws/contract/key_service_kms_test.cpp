// KMS keeps the promises of ports::KeyService, and some that only KMS can break.

#include "adapters/aws/kms/key_service.hpp"

#include "adapters/local/key_table_for_test.hpp"
#include "emulated.hpp"
#include "key_service_contract.hpp"

namespace bespoke {
namespace {

using namespace key_service_contract;  // NOLINT(google-build-using-namespace)
using namespace adapters::aws;         // NOLINT(google-build-using-namespace)

class KmsRig final : public Rig {
public:
    KmsRig() { reopen(); }
    ports::KeyService& keys() override { return *keys_; }
    bool reopen() override {
        keys_ = another();
        return true;
    }
    /// Another process over the same table. Each asks the table every time, so that no test waits.
    std::unique_ptr<kms::KeyService> another() {
        return std::make_unique<kms::KeyService>(
            emulated_client(), table, clock,
            kms::KeyServiceOptions{.kms_key = emulated("BESPOKE_TEST_KMS_KEY"), .recheck = std::chrono::milliseconds(0)});
    }
    adapters::local::MemoryKeyTable table;

private:
    std::unique_ptr<ports::KeyService> keys_;
};

INSTANTIATE_TEST_SUITE_P(Kms, KeyServiceContract,
                         ::testing::Values([]() -> std::unique_ptr<Rig> { return std::make_unique<KmsRig>(); }));

TEST(KmsKeyService, ARowMovedToAnotherTenantOrNameDoesNotUnwrap) {
    KmsRig rig;
    const auto alices = rig.keys().current(kAlice)->id;
    auto stolen = rig.table.rows_of(kAlice)->at(0);
    stolen.tenant = kBob;
    ASSERT_TRUE(rig.table.put({stolen}));
    EXPECT_EQ(rig.keys().find(kBob, alices).error().reason, "wrong-master-key");
    EXPECT_EQ(rig.keys().current(kBob).error().code, ErrorCode::Corrupt);
    auto renamed = rig.table.rows_of(kAlice)->at(0);
    renamed.key_id = "key_other";
    renamed.version = 2;
    ASSERT_TRUE(rig.table.put({renamed}));
    EXPECT_EQ(rig.keys().current(kAlice).error().reason, "wrong-master-key");
    EXPECT_TRUE(rig.keys().find(kAlice, alices)) << "the true one is none the worse";
}

TEST(KmsKeyService, ADamagedRowIsNoKey) {
    KmsRig rig;
    ASSERT_TRUE(rig.keys().current(kAlice));
    auto row = rig.table.rows_of(kAlice)->at(0);
    row.wrapped.back() ^= std::byte{1};
    ASSERT_TRUE(rig.table.put({row}));
    rig.reopen();
    EXPECT_EQ(rig.keys().current(kAlice).error().reason, "wrong-master-key");
}

TEST(KmsKeyService, WhatOneProcessDoesTheOthersSee) {
    KmsRig rig;
    const auto other = rig.another();
    const auto first = rig.keys().current(kAlice).value();
    EXPECT_EQ(other->current(kAlice)->id, first.id);
    ASSERT_TRUE(other->rotate(kAlice));
    const auto second = other->current(kAlice).value();
    EXPECT_EQ(rig.keys().current(kAlice)->secret.bytes(), second.secret.bytes());
    ASSERT_TRUE(other->retire(kAlice, first.id));
    EXPECT_EQ(rig.keys().find(kAlice, first.id).error().reason, "no-key");
    ASSERT_TRUE(other->destroy(kAlice));
    EXPECT_EQ(rig.keys().current(kAlice).error().reason, "no-tenant");
    EXPECT_EQ(rig.keys().find(kAlice, second.id).error().reason, "no-key");
}

TEST(KmsKeyService, FindsAKeyThatAnotherProcessMadeSinceItLooked) {
    KmsRig rig;
    kms::KeyService patient(emulated_client(), rig.table, rig.clock,
                            {.kms_key = emulated("BESPOKE_TEST_KMS_KEY"), .recheck = std::chrono::hours(1)});
    const auto first = patient.current(kAlice).value();
    ASSERT_TRUE(rig.keys().rotate(kAlice));
    EXPECT_EQ(patient.current(kAlice)->id, first.id) << "it trusts what it knows for a while";
    const auto second = rig.keys().current(kAlice).value();
    EXPECT_EQ(patient.find(kAlice, second.id)->secret.bytes(), second.secret.bytes());
}

TEST(KmsKeyService, AKeyThatCanNotBeStoredIsGivenToNobody) {
    KmsRig rig;
    rig.table.broken = true;
    EXPECT_EQ(rig.keys().current(kAlice).error().reason, "storage-full");
    rig.table.broken = false;
    EXPECT_TRUE(rig.keys().keys(kAlice)->empty());
    EXPECT_TRUE(rig.keys().current(kAlice));
}

TEST(KmsKeyService, ForeignBytesInTheTableAndAnUnknownMasterKeyAreErrors) {
    KmsRig rig;
    ASSERT_TRUE(rig.table.put({{kAlice, "key_x", 1, to_bytes("not wrapped by anybody"), {}}}));
    EXPECT_EQ(rig.keys().current(kAlice).error().code, ErrorCode::Corrupt);
    kms::KeyService unknown(emulated_client(), rig.table, rig.clock,
                            {.kms_key = "arn:aws:kms:eu-central-1:123456789012:key/00000000-0000-0000-0000-000000000000"});
    EXPECT_EQ(unknown.current(kBob).error().reason, "aws-resource");
}

}  // namespace
}  // namespace bespoke
