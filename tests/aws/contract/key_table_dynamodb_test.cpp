// DynamoDB keeps the promises of ports::KeyTable, and some that only DynamoDB can break.

#include "adapters/aws/dynamodb/key_table.hpp"

#include <set>

#include "adapters/aws/dynamodb/tenant_registry.hpp"
#include "adapters/aws/kms/key_service.hpp"
#include "adapters/memory/clock.hpp"
#include "control.hpp"
#include "key_table_contract.hpp"
#include "shared_table.hpp"

namespace bespoke {
namespace {

using namespace key_table_contract;  // NOLINT(google-build-using-namespace)
using namespace adapters::aws;       // NOLINT(google-build-using-namespace)
using nlohmann::json;

constexpr const char* kAlicesKeys = "TENANT#alice#KEYS";

class DynamoDbRig final : public Rig {
public:
    DynamoDbRig() {
        clear({"SYSTEM#TENANTS", "SYSTEM#KEYS", kAlicesKeys, "TENANT#bob#KEYS", "TENANT#alice-keys#KEYS"});
        dynamodb::TenantRegistry registry(emulated_client(), emulated("BESPOKE_TEST_TABLE"));
        for (const auto& tenant : {kAlice, kBob}) EXPECT_TRUE(registry.create(tenant, kStart));
        reopen();
    }
    ports::KeyTable& table() override { return *table_; }
    bool reopen() override {
        table_ = std::make_unique<dynamodb::KeyTable>(emulated_client(), emulated("BESPOKE_TEST_TABLE"));
        return true;
    }

private:
    std::unique_ptr<ports::KeyTable> table_;
};

INSTANTIATE_TEST_SUITE_P(DynamoDb, KeyTableContract,
                         ::testing::Values([]() -> std::unique_ptr<Rig> { return std::make_unique<DynamoDbRig>(); }));

struct DynamoDbKeyTable : ::testing::Test {
    DynamoDbRig rig;
    ports::KeyTable& table() { return rig.table(); }
    std::string ids() {
        std::string text;
        const auto rows = table().rows_of(kAlice).value();
        for (const auto& one : rows) text += (text.empty() ? "" : " ") + one.key_id;
        return text;
    }
};

TEST_F(DynamoDbKeyTable, AKeyThatAnotherProcessMadeSinceStays) {
    ASSERT_TRUE(table().put({row(kAlice, "key_a", 1, "a"), row(kAlice, "key_b", 2, "b")}));
    ASSERT_TRUE(table().put({row(kAlice, "key_c", 3, "another process's")}));
    ASSERT_TRUE(table().put({row(kAlice, "key_bb", 2, "one that rotated in the same moment")}));
    ASSERT_TRUE(table().replace_all(kAlice, {row(kAlice, "key_b", 2, "b")}));
    EXPECT_EQ(ids(), "key_b key_bb key_c");
    ASSERT_TRUE(table().replace_all(kAlice, {row(kAlice, "destroyed", 0, "")}));
    EXPECT_EQ(ids(), "destroyed") << "but not an erasure";
}

TEST_F(DynamoDbKeyTable, AfterADestructionNoProcessBringsAKeyBack) {
    ASSERT_TRUE(table().put({row(kAlice, "key_a", 1, "a"), row(kAlice, "key_b", 2, "b")}));
    ASSERT_TRUE(table().replace_all(kAlice, {row(kAlice, "destroyed", 0, "")}));
    EXPECT_EQ(table().put({row(kAlice, "key_c", 3, "c")}).error().reason, "no-tenant");
    EXPECT_EQ(table().replace_all(kAlice, {row(kAlice, "key_b", 2, "b")}).error().reason, "no-tenant");
    EXPECT_EQ(ids(), "destroyed");
    EXPECT_TRUE(table().put({row(kBob, "key_a", 1, "a")})) << "of another tenant";
}

TEST_F(DynamoDbKeyTable, DestructionsAndRotationsAtOnceLeaveNoKey) {
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 6; ++i)
            threads.emplace_back([&, i] {
                const auto put = table().put({row(kAlice, fmt::format("key_{}", i), i + 1, "k")});
                EXPECT_TRUE(put || put.error().reason == "no-tenant") << put.error().reason;
            });
        threads.emplace_back([&] { EXPECT_TRUE(table().replace_all(kAlice, {row(kAlice, "destroyed", 0, "")})); });
    }
    EXPECT_EQ(ids(), "destroyed");
}

TEST_F(DynamoDbKeyTable, MoreKeysThanOneTransactionTakesGoAllTheSame) {
    constexpr int kMany = 130;
    for (int i = 0; i < kMany; i += 65) {
        std::vector<KeyRow> rows;
        for (int j = i; j < i + 65; ++j) rows.push_back(row(kAlice, fmt::format("key_{:03}", j), j + 1, "k"));
        ASSERT_TRUE(table().put(rows));
    }
    EXPECT_EQ(table().rows_of(kAlice)->size(), kMany) << "read page by page";
    EXPECT_EQ(table().replace_all(kAlice, {row(kAlice, "key_129", kMany, "k")}).error().reason, "too-many-keys");
    ASSERT_TRUE(table().replace_all(kAlice, {row(kAlice, "destroyed", 0, "")}));
    EXPECT_EQ(ids(), "destroyed");
}

TEST_F(DynamoDbKeyTable, RefusesWhatCanNotBeStoredAtOnce) {
    EXPECT_EQ(table().put({row(kAlice, "key_a", 1, "a"), row(kBob, "key_b", 1, "b")}).error().reason, "mixed-tenants");
    std::vector<KeyRow> many;
    for (int i = 0; i < 100; ++i) many.push_back(row(kAlice, fmt::format("key_{}", i), i, "k"));
    EXPECT_EQ(table().put(many).error().code, ErrorCode::LimitExceeded);
    EXPECT_EQ(ids(), "");
    EXPECT_EQ(table().put({row(TenantId("../bob"), "key_a", 1, "a")}).error().reason, "no-tenant");
    EXPECT_TRUE(table().rows_of(TenantId("bob#KEYS"))->empty());
    EXPECT_TRUE(table().replace_all(TenantId(""), {}));
}

TEST_F(DynamoDbKeyTable, OfTwoRowsForOneKeyTheLastCounts) {
    ASSERT_TRUE(table().put({row(kAlice, "key_a", 1, "first"), row(kAlice, "key_a", 1, "second")}));
    EXPECT_EQ(as_text(table().rows_of(kAlice)->at(0).wrapped), "second");
    ASSERT_TRUE(table().put({row(kAlice, "key_a", 1, "")}));
    EXPECT_EQ(table().rows_of(kAlice)->size(), 1U) << "the note has taken the key's place";
}

TEST_F(DynamoDbKeyTable, AKeyWithoutItsBytesIsDamageAndNoNoteOfDestruction) {
    ASSERT_TRUE(table().put({row(kAlice, "key_a", 1, "a")}));
    const auto item = partition(kAlicesKeys).get("KEY#key_a").value().value();
    for (const char* attribute : {"wrapped", "version", "keyId", "madeAt"}) {
        auto damaged = item;
        damaged.erase(attribute);
        ASSERT_TRUE(partition(kAlicesKeys).put("KEY#key_a", damaged));
        EXPECT_EQ(table().rows_of(kAlice).error().code, ErrorCode::Corrupt) << attribute;
    }
    auto emptied = item;
    emptied["wrapped"] = dynamodb::bytes_value({});
    ASSERT_TRUE(partition(kAlicesKeys).put("KEY#key_a", emptied));
    EXPECT_EQ(table().rows_of(kAlice).error().reason, "store-damaged");
    EXPECT_EQ(table().all().error().reason, "store-damaged");
}

TEST_F(DynamoDbKeyTable, LostAnswersAndThrottlesAreWhatTheyAre) {
    {
        const Disturbed lost("faults", json::array({{{"service", "dynamodb"},
                                                     {"operation", "TransactWriteItems"},
                                                     {"kind", "close"},
                                                     {"times", 1},
                                                     {"when", "after"}}}));
        EXPECT_TRUE(table().put({row(kAlice, "key_a", 1, "a")}));
        EXPECT_EQ(lost.struck(), 1);
    }
    const Disturbed storm("faults", json::array({{{"service", "dynamodb"}, {"operation", ".*"}, {"kind", "throttle"}}}));
    EXPECT_EQ(table().rows_of(kBob).error().reason, "throttled") << "not: has no keys, or it would get a new one";
    EXPECT_EQ(table().put({row(kAlice, "key_b", 2, "b")}).error().reason, "throttled");
    EXPECT_EQ(table().replace_all(kAlice, {}).error().reason, "throttled");
    EXPECT_EQ(table().all().error().reason, "throttled");
    EXPECT_GT(storm.struck(), 4);
}

TEST_F(DynamoDbKeyTable, KeyServicesOfManyProcessesShareItWithoutLosingAKey) {
    adapters::memory::Clock clock;
    std::vector<std::unique_ptr<kms::KeyService>> services;
    for (int i = 0; i < 6; ++i)
        services.push_back(std::make_unique<kms::KeyService>(
            emulated_client(), table(), clock,
            kms::KeyServiceOptions{.kms_key = emulated("BESPOKE_TEST_KMS_KEY"), .recheck = std::chrono::milliseconds(0)}));
    std::vector<std::string> used(services.size());
    {
        std::vector<std::jthread> threads;
        for (std::size_t i = 0; i < services.size(); ++i)
            threads.emplace_back([&, i] { used[i] = services[i]->current(kAlice).value().id; });
    }
    for (const auto& service : services)
        for (const auto& id : used) EXPECT_TRUE(service->find(kAlice, id)) << "what one sealed all can open";
    ASSERT_TRUE(services[0]->rotate(kAlice));
    for (const auto& id : std::set(used.begin(), used.end())) ASSERT_TRUE(services[1]->retire(kAlice, id));
    EXPECT_EQ(services[2]->find(kAlice, used[0]).error().reason, "no-key");
    EXPECT_TRUE(services[2]->current(kAlice));
    ASSERT_TRUE(services[3]->destroy(kAlice));
    EXPECT_EQ(services[4]->current(kAlice).error().reason, "no-tenant");
    EXPECT_EQ(services[4]->rotate(kAlice).error().reason, "no-tenant");
    EXPECT_EQ(ids(), "destroyed");
}

TEST_F(DynamoDbKeyTable, ATenantsSessionReachesNoKeysOfAnother) {
    ASSERT_TRUE(table().put({row(kBob, "key_a", 1, "bob's")}));
    ASSERT_TRUE(table().put({row(ports::system_keys(), "key_s", 1, "the service's")}));
    for (const char* key : {"TENANT#bob#KEYS", "SYSTEM#KEYS", "SYSTEM#TENANTS", "TENANT#bob", "TENANT#alice-keys#KEYS"}) {
        const dynamodb::Partition foreign(shared_table(), key, Caller::tenant(kAlice));
        EXPECT_EQ(foreign.all().error().reason, "aws-denied") << key;
        EXPECT_EQ(foreign.get("KEY#key_a").error().reason, "aws-denied") << key;
        EXPECT_EQ(foreign.put("KEY#key_a", json::object()).error().reason, "aws-denied") << key;
        EXPECT_EQ(foreign.remove("KEY#key_a").error().reason, "aws-denied") << key;
        EXPECT_EQ(foreign.transact(json::array({foreign.remove_action("KEY#key_a")})).error().reason, "aws-denied") << key;
    }
    EXPECT_EQ(table().rows_of(kBob)->size(), 1U);
}

}  // namespace
}  // namespace bespoke
