// What DynamoDB keeps of a tenant goes for good, and nothing else does.

#include "adapters/aws/dynamodb/tenant_storage.hpp"

#include "adapters/aws/dynamodb/key_table.hpp"
#include "adapters/aws/dynamodb/metadata_store.hpp"
#include "adapters/aws/dynamodb/tenant_registry.hpp"
#include "adapters/memory/clock.hpp"
#include "adapters/memory/key_service.hpp"
#include "control.hpp"
#include "shared_table.hpp"

namespace bespoke {
namespace {

using namespace adapters::aws;  // NOLINT(google-build-using-namespace)
using nlohmann::json;

const TenantId kAlice("alice"), kBob("bob"), kLonger("alice-2");

struct DynamoDbTenantStorage : ::testing::Test {
    void SetUp() override {
        clear({"SYSTEM#TENANTS", "TENANT#alice", "TENANT#alice#KEYS", "TENANT#bob", "TENANT#alice-2"});
        for (const auto& tenant : {kAlice, kBob, kLonger}) ASSERT_TRUE(registry.create(tenant, clock.now()));
    }
    Status commit(const TenantId& tenant, const std::string& id) {
        const ports::Record record{ports::RecordKind::Job, RecordId(id), 0, "queued", clock.now(), clock.now(), clock.now(),
                                   json::object()};
        return store.commit(tenant, {{ports::Put{record}}, {}, {}});
    }
    /// Items that say nothing to anybody.
    static void fill(const TenantId& tenant, int count) {
        for (int begin = 0; begin < count; begin += 25) {
            auto requests = json::array();
            for (int i = begin; i < std::min(begin + 25, count); ++i)
                requests.push_back({{"PutRequest",
                                     {{"Item",
                                       {{"PK", dynamodb::text_value("TENANT#" + tenant.str())},
                                        {"SK", dynamodb::text_value(fmt::format("EVENT#{:020}", i))}}}}}});
            const json request{{"RequestItems", {{emulated("BESPOKE_TEST_TABLE"), requests}}}};
            ASSERT_TRUE(emulated_client().call(Service::DynamoDb, "BatchWriteItem", request, Caller::service(),
                                               Deadline::after(std::chrono::seconds(10))));
        }
    }
    static json fault(const char* operation, const char* kind, int times, const char* when = "before") {
        return json::array(
            {{{"service", "dynamodb"}, {"operation", operation}, {"kind", kind}, {"times", times}, {"when", when}}});
    }
    const std::string table = emulated("BESPOKE_TEST_TABLE");
    adapters::memory::Clock clock;
    adapters::memory::KeyService keys{clock};
    dynamodb::TenantRegistry registry{emulated_client(), table};
    dynamodb::MetadataStore store{emulated_client(), {.table = table}, keys, registry, clock};
    dynamodb::TenantStorage storage{emulated_client(), table};
};

TEST_F(DynamoDbTenantStorage, ATenantIsErasedAndOthersStay) {
    EXPECT_EQ(storage.holds(kAlice), false);
    for (const auto& tenant : {kAlice, kBob, kLonger}) ASSERT_TRUE(commit(tenant, "job_1"));
    ASSERT_TRUE(commit(kAlice, "job_2"));
    EXPECT_EQ(storage.holds(kAlice), true);
    EXPECT_TRUE(storage.checkpoint(kAlice));
    ASSERT_TRUE(storage.erase(kAlice));
    EXPECT_TRUE(storage.erase(kAlice)) << "again is success";
    EXPECT_EQ(storage.holds(kAlice), false);
    EXPECT_TRUE(store.list(kAlice, {ports::RecordKind::Job})->empty());
    EXPECT_TRUE(store.due(kAlice, ports::RecordKind::Job, clock.now(), 10)->empty()) << "the indexes forget too";
    for (const auto& tenant : {kBob, kLonger}) {
        EXPECT_EQ(storage.holds(tenant), true);
        EXPECT_EQ(store.list(tenant, {ports::RecordKind::Job})->size(), 1U);
    }
    EXPECT_TRUE(registry.get(kAlice).value()) << "who there was is the registry's";
}

TEST_F(DynamoDbTenantStorage, TheNoteThatItsKeysAreDestroyedStays) {
    dynamodb::KeyTable wrapped(emulated_client(), table);
    ASSERT_TRUE(wrapped.replace_all(kAlice, {{kAlice, "destroyed", 0, {}, clock.now()}}));
    ASSERT_TRUE(commit(kAlice, "job_1"));
    ASSERT_TRUE(storage.erase(kAlice));
    EXPECT_EQ(storage.holds(kAlice), false);
    EXPECT_EQ(wrapped.rows_of(kAlice)->size(), 1U);
}

TEST_F(DynamoDbTenantStorage, ManyItemsGo) {
    fill(kAlice, 1'203);
    fill(kBob, 3);
    ASSERT_TRUE(storage.erase(kAlice));
    EXPECT_EQ(storage.holds(kAlice), false);
    EXPECT_EQ(partition("TENANT#bob").all()->size(), 3U);
}

TEST_F(DynamoDbTenantStorage, LostAnswersAndShortStormsAreWeathered) {
    for (const char* operation : {"Query", "BatchWriteItem"}) {
        for (const char* kind : {"throttle", "server-error", "truncate"}) {
            fill(kAlice, 60);
            const Disturbed storm("faults", fault(operation, kind, 1));
            EXPECT_TRUE(storage.erase(kAlice)) << operation << " " << kind;
            EXPECT_EQ(storm.struck(), 1) << operation << " " << kind;
            EXPECT_EQ(storage.holds(kAlice), false);
        }
    }
    fill(kAlice, 60);
    const Disturbed lost("faults", fault("BatchWriteItem", "close", 1, "after"));
    EXPECT_TRUE(storage.erase(kAlice));
    EXPECT_EQ(lost.struck(), 1);
}

TEST_F(DynamoDbTenantStorage, AThrottleIsNeverAnythingElseAndTheNextCallGoesOn) {
    fill(kAlice, 60);
    {
        const Disturbed storm("faults", fault(".*", "throttle", 1'000));
        EXPECT_EQ(storage.erase(kAlice).error().reason, "throttled");
        EXPECT_EQ(storage.holds(kAlice).error().reason, "throttled") << "not: holds nothing";
        EXPECT_GT(storm.struck(), 1);
    }
    dynamodb::TenantStorage hasty(emulated_client(), table, std::chrono::milliseconds(0));
    EXPECT_EQ(hasty.erase(kAlice).error().code, ErrorCode::Timeout);
    EXPECT_EQ(storage.holds(kAlice), true);
    EXPECT_TRUE(storage.erase(kAlice));
    EXPECT_EQ(storage.holds(kAlice), false);
}

TEST_F(DynamoDbTenantStorage, NobodyHoldsNothing) {
    for (const char* name : {"", "_system", "alice#KEYS", "../alice"}) {
        EXPECT_EQ(storage.holds(TenantId(name)), false);
        EXPECT_TRUE(storage.erase(TenantId(name)));
    }
}

}  // namespace
}  // namespace bespoke
