// DynamoDB keeps the promises of ports::TenantRegistry, and some that only DynamoDB can break.

#include "adapters/aws/dynamodb/tenant_registry.hpp"

#include "control.hpp"
#include "shared_table.hpp"
#include "tenant_registry_contract.hpp"

namespace bespoke {
namespace {

using namespace tenant_registry_contract;  // NOLINT(google-build-using-namespace)
using adapters::aws::dynamodb::text_value;
using nlohmann::json;

class DynamoDbRig final : public Rig {
public:
    DynamoDbRig() {
        clear({"SYSTEM#TENANTS"});
        reopen();
    }
    ports::TenantRegistry& registry() override { return *registry_; }
    bool reopen() override {
        registry_ = std::make_unique<adapters::aws::dynamodb::TenantRegistry>(emulated_client(), emulated("BESPOKE_TEST_TABLE"));
        return true;
    }

private:
    std::unique_ptr<ports::TenantRegistry> registry_;
};

INSTANTIATE_TEST_SUITE_P(DynamoDb, TenantRegistryContract,
                         ::testing::Values([]() -> std::unique_ptr<Rig> { return std::make_unique<DynamoDbRig>(); }));

struct DynamoDbTenantRegistry : ::testing::Test {
    DynamoDbRig rig;
    ports::TenantRegistry& registry() { return rig.registry(); }
    static json lost_answer(const char* operation) {
        return json::array(
            {{{"service", "dynamodb"}, {"operation", operation}, {"kind", "close"}, {"times", 1}, {"when", "after"}}});
    }
};

TEST_F(DynamoDbTenantRegistry, ACreationWhoseAnswerGotLostIsOne) {
    const Disturbed lost("faults", lost_answer("PutItem"));
    EXPECT_TRUE(registry().create(kAlice, kStart));
    EXPECT_EQ(lost.struck(), 1);
    EXPECT_EQ(registry().create(kAlice, kStart).error().reason, "tenant-exists") << "of another caller";
}

TEST_F(DynamoDbTenantRegistry, AChangeWhoseAnswerGotLostIsMadeOnce) {
    ASSERT_TRUE(registry().create(kAlice, kStart));
    const Disturbed lost("faults", lost_answer("PutItem"));
    EXPECT_TRUE(registry().set_state(kAlice, TenantState::Erased, kStart + 1h));
    EXPECT_EQ(lost.struck(), 1);
    EXPECT_EQ(registry().get(kAlice)->value().erased_at, kStart + 1h);
}

TEST_F(DynamoDbTenantRegistry, AThrottleIsNeverAnythingElse) {
    ASSERT_TRUE(registry().create(kAlice, kStart));
    const Disturbed storm("faults", json::array({{{"service", "dynamodb"}, {"operation", ".*"}, {"kind", "throttle"}}}));
    const auto throttled = [](const auto& result) {
        return !result && result.error().code == ErrorCode::Unavailable && result.error().reason == "throttled";
    };
    EXPECT_TRUE(throttled(registry().get(kAlice)));
    EXPECT_TRUE(throttled(registry().get(TenantId("nobody")))) << "not: there is none";
    EXPECT_TRUE(throttled(registry().create(TenantId("bob"), kStart)));
    EXPECT_TRUE(throttled(registry().list()));
    EXPECT_TRUE(throttled(registry().set_state(kAlice, TenantState::Suspended, kStart)));
    EXPECT_GT(storm.struck(), 4);
}

TEST_F(DynamoDbTenantRegistry, NamesThatNobodyMayHaveAreNobodys) {
    for (const char* name : {"", "_system", "../a", "A"}) {
        EXPECT_EQ(registry().get(TenantId(name)).value(), std::nullopt) << name;
        EXPECT_EQ(registry().set_state(TenantId(name), TenantState::Erased, kStart).error().reason, "no-tenant") << name;
    }
}

TEST_F(DynamoDbTenantRegistry, AStateThatNobodyKnowsIsDamageAndNotAnActiveTenant) {
    ASSERT_TRUE(registry().create(kAlice, kStart));
    const auto item = partition("SYSTEM#TENANTS").get("alice").value().value();
    for (const char* attribute : {"state", "createdAt", "version", "creation"}) {
        auto damaged = item;
        damaged.erase(attribute);
        ASSERT_TRUE(partition("SYSTEM#TENANTS").put("alice", damaged));
        EXPECT_EQ(registry().get(kAlice).error().code, ErrorCode::Corrupt) << attribute;
        EXPECT_EQ(registry().list().error().code, ErrorCode::Corrupt) << attribute;
        EXPECT_EQ(registry().set_state(kAlice, TenantState::Active, kStart).error().code, ErrorCode::Corrupt) << attribute;
    }
    auto foreign = item;
    foreign["state"] = text_value("vip");
    ASSERT_TRUE(partition("SYSTEM#TENANTS").put("alice", foreign));
    EXPECT_EQ(registry().get(kAlice).error().reason, "store-damaged");
}

}  // namespace
}  // namespace bespoke
