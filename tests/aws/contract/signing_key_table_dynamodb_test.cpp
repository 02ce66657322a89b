// DynamoDB keeps the promises of ports::SigningKeyTable, and some that only DynamoDB can break.

#include "adapters/aws/dynamodb/signing_key_table.hpp"

#include "control.hpp"
#include "shared_table.hpp"
#include "signing_key_table_contract.hpp"

namespace bespoke {
namespace {

using namespace signing_key_table_contract;  // NOLINT(google-build-using-namespace)
using nlohmann::json;

constexpr const char* kPlace = "SYSTEM#SIGNING-KEYS";

class DynamoDbRig final : public Rig {
public:
    DynamoDbRig() {
        clear({kPlace});
        reopen();
    }
    ports::SigningKeyTable& table() override { return *table_; }
    bool reopen() override {
        table_ = std::make_unique<adapters::aws::dynamodb::SigningKeyTable>(emulated_client(), emulated("BESPOKE_TEST_TABLE"));
        return true;
    }

private:
    std::unique_ptr<ports::SigningKeyTable> table_;
};

INSTANTIATE_TEST_SUITE_P(DynamoDb, SigningKeyTableContract,
                         ::testing::Values([]() -> std::unique_ptr<Rig> { return std::make_unique<DynamoDbRig>(); }));

TEST(DynamoDbSigningKeyTable, DamageIsSaidAndNotSkipped) {
    DynamoDbRig rig;
    ASSERT_TRUE(rig.table().put({"a", to_bytes("p"), to_bytes("s"), kStart, kStart, {}}));
    const auto item = partition(kPlace).get("KEY#a").value().value();
    for (const char* attribute : {"id", "publicKey", "sealedPrivate", "createdAt", "activeFrom"}) {
        auto damaged = item;
        damaged.erase(attribute);
        ASSERT_TRUE(partition(kPlace).put("KEY#a", damaged));
        EXPECT_EQ(rig.table().list().error().reason, "store-damaged") << attribute;
    }
    auto foreign = item;
    foreign["publicKey"] = json{{"S", "text"}};
    ASSERT_TRUE(partition(kPlace).put("KEY#a", foreign));
    EXPECT_EQ(rig.table().list().error().code, ErrorCode::Corrupt);
}

TEST(DynamoDbSigningKeyTable, AThrottleIsNeverAnythingElse) {
    DynamoDbRig rig;
    const Disturbed storm("faults", json::array({{{"service", "dynamodb"}, {"operation", ".*"}, {"kind", "throttle"}}}));
    EXPECT_EQ(rig.table().list().error().reason, "throttled") << "not: no keys, or the issuer would make new ones";
    EXPECT_EQ(rig.table().put({"a", {}, {}, kStart, kStart, {}}).error().reason, "throttled");
    EXPECT_EQ(rig.table().remove("a").error().reason, "throttled");
    EXPECT_GT(storm.struck(), 2);
}

}  // namespace
}  // namespace bespoke
