// DynamoDB keeps the promises of ports::MetadataStore, and some that only DynamoDB can break.

#include "adapters/aws/dynamodb/metadata_store.hpp"

#include <random>

#include "adapters/aws/dynamodb/items.hpp"
#include "adapters/aws/dynamodb/table.hpp"
#include "adapters/memory/metadata_store.hpp"
#include "control.hpp"
#include "dynamodb_rig.hpp"
#include "metadata_store_contract.hpp"

namespace bespoke {
namespace {

using namespace metadata_store_contract;  // NOLINT(google-build-using-namespace)
using namespace adapters::aws;            // NOLINT(google-build-using-namespace)
using nlohmann::json;

std::unique_ptr<Rig> make_rig() { return std::make_unique<DynamoDbRig>(); }
INSTANTIATE_TEST_SUITE_P(DynamoDb, MetadataStoreContract, ::testing::Values(&make_rig));

struct OnDynamoDb : ::testing::Test {
    DynamoDbRig rig;
    void SetUp() override {
        for (const auto& tenant : {kAlice, kBob}) ASSERT_TRUE(rig.registry().create(tenant, kStart));
    }
    ports::MetadataStore& store() { return rig.store(); }
    Status commit(const ports::Batch& batch) { return store().commit(kAlice, batch); }
    Status write(std::vector<ports::Write> writes) { return commit({std::move(writes), {}, {}}); }
    static std::string ids(const std::vector<Record>& records) {
        std::string all;
        for (const auto& record : records) all += (all.empty() ? "" : " ") + record.id.str();
        return all;
    }
    std::size_t events_told() { return store().events(kAlice, 0, "", 1'000)->size(); }
};

TEST_F(OnDynamoDb, ItemsOfAnotherShapeAreDamage) {
    ASSERT_TRUE(write({job("job_1")}));
    const auto good = rig.item("RECORD#job#job_1");
    for (const auto* name : {"kind", "id", "version", "state", "created", "body"}) {
        auto bad = good;
        bad[name] = {{"BOOL", true}};
        rig.put(bad);
        const auto got = rig.store().get(kAlice, RecordKind::Job, RecordId("job_1"));
        ASSERT_FALSE(got) << name;
        EXPECT_EQ(got.error().code, ErrorCode::Corrupt) << name;
    }
}

TEST_F(OnDynamoDb, WhatIsLargerThanAnItemIsRefusedAndNothingIsDone) {
    auto large = job("job_2");
    large.record.body = {{"text", std::string(400'000, 'x')}};
    const auto written = write({job("job_1"), large});
    ASSERT_FALSE(written);
    EXPECT_EQ(written.error().reason, "record-too-large");
    EXPECT_FALSE(rig.store().get(kAlice, RecordKind::Job, RecordId("job_1")).value());
}

TEST_F(OnDynamoDb, ABatchOfMoreThanATransactionTakesIsRefused) {
    std::vector<ports::Write> writes;
    for (int i = 0; i < 101; ++i) writes.emplace_back(job("job_" + std::to_string(i)));
    const auto written = write(std::move(writes));
    ASSERT_FALSE(written);
    EXPECT_EQ(written.error().reason, "batch-too-large");
}

TEST_F(OnDynamoDb, ACommitWhoseAnswerGotLostIsNotDoneTwice) {
    {
        const Disturbed network(
            "faults",
            {{{"service", "dynamodb"}, {"operation", "TransactWriteItems"}, {"times", 1}, {"kind", "close"}, {"when", "after"}}});
        ASSERT_TRUE(
            rig.store().commit(kAlice, {{job("job_1", "active", Put::If::Absent)}, {event("job.made", "job_1")}, {audit("x")}}));
        EXPECT_EQ(network.struck(), 1);
    }
    EXPECT_EQ(rig.store().events(kAlice, 0, "", 10)->size(), 1U);
    EXPECT_EQ(rig.store().audit(kAlice, 0, 10)->size(), 1U);
}

TEST_F(OnDynamoDb, AThrottleIsNothingButAThrottle) {
    for (const auto* operation : {"TransactWriteItems", "BatchGetItem", "Query", "GetItem"}) {
        const Disturbed service("faults", {{{"service", "dynamodb"}, {"operation", operation}, {"kind", "throttle"}}});
        const auto error = [&]() -> Error {
            if (auto done = write({job("job_1")}); !done) return done.error();
            if (auto got = rig.store().get(kAlice, RecordKind::Job, RecordId("job_1")); !got) return got.error();
            if (auto listed = rig.store().list(kAlice, {RecordKind::Job, {}, {}, {}, 10}); !listed) return listed.error();
            return {};
        }();
        EXPECT_GT(service.struck(), 0) << operation;
        EXPECT_EQ(error.code, ErrorCode::Unavailable) << operation;
        EXPECT_EQ(error.reason, "throttled") << operation;
    }
}

TEST_F(OnDynamoDb, ListsMoreThanOnePage) {
    std::vector<std::string> expected;
    for (int i = 0; i < 30; ++i) {
        auto put = job(fmt::format("job_{:02}", i));
        put.record.body = {{"text", std::string(100'000, 'x')}};  // a page has a megabyte
        ASSERT_TRUE(write({put}));
        expected.push_back(put.record.id.str());
    }
    for (const auto& state : {std::optional<std::string>(), std::optional<std::string>("active")}) {
        std::vector<std::string> ids;
        const auto records = rig.store().list(kAlice, {RecordKind::Job, state, RecordQuery::Order::OldestFirst, {}, 100}).value();
        for (const auto& record : records) ids.push_back(record.id.str());
        EXPECT_EQ(ids, expected);
    }
}

json fault(const char* operation, const char* kind, int times, const char* when = "before") {
    return json::array({{{"service", "dynamodb"}, {"operation", operation}, {"kind", kind}, {"times", times}, {"when", when}}});
}

TEST_F(OnDynamoDb, ShortStormsAreWeatheredAndEachCommitIsDoneOnce) {
    std::size_t commits = 0;
    for (const char* kind : {"throttle", "server-error", "close", "truncate"}) {
        for (const char* operation : {"BatchGetItem", "TransactWriteItems"}) {
            const Disturbed storm("faults", fault(operation, kind, 1));
            EXPECT_TRUE(commit({{job("job_1")}, {event("job.changed", "job_1")}, {}})) << kind << " on " << operation;
            EXPECT_EQ(storm.struck(), 1) << kind << " on " << operation;
            EXPECT_EQ(events_told(), ++commits) << kind << " on " << operation;
        }
    }
    EXPECT_EQ(store().get(kAlice, RecordKind::Job, RecordId("job_1")).value()->version, commits);
}

TEST_F(OnDynamoDb, AStormThatLastsIsAThrottleForEveryCallAndDoesNothing) {
    ASSERT_TRUE(commit({{job("job_1")}, {event("job.made", "job_1")}, {}}));
    {
        const Disturbed storm("faults", fault(".*", "throttle", 1'000));
        const auto throttled = [](const auto& result) {
            return !result && result.error().code == ErrorCode::Unavailable && result.error().reason == "throttled";
        };
        EXPECT_TRUE(throttled(commit({{job("job_1", "x", Put::If::Matches, 1)}, {event("job.done", "job_1")}, {}})));
        EXPECT_TRUE(throttled(store().due(kAlice, RecordKind::Job, kStart, 1)));
        EXPECT_TRUE(throttled(store().events(kAlice, 0, "", 1)));
        EXPECT_TRUE(throttled(store().audit(kAlice, 0, 1)));
        EXPECT_GE(storm.struck(), 4);
    }
    EXPECT_EQ(store().get(kAlice, RecordKind::Job, RecordId("job_1")).value()->version, 1);
    EXPECT_EQ(events_told(), 1U);
}

TEST_F(OnDynamoDb, ManyProcessesNumberWithoutGapsAndLoseNoChange) {
    constexpr int kProcesses = 4;
    constexpr int kRounds = 10;
    std::atomic<int> refused{0};
    std::vector<std::thread> threads;
    for (int process = 0; process < kProcesses; ++process) {
        threads.emplace_back([&] {
            const auto mine = rig.another();
            const ports::Batch batch{{job("job_1")}, {event("job.changed", "job_1")}, {audit("change")}};
            for (int round = 0; round < kRounds; ++round)
                if (!mine->commit(kAlice, batch)) ++refused;
        });
    }
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(refused, 0) << "who loses a race begins anew";
    EXPECT_EQ(store().get(kAlice, RecordKind::Job, RecordId("job_1")).value()->version, kProcesses * kRounds);
    const auto events = store().events(kAlice, 0, "", 1'000).value();
    ASSERT_EQ(events.size(), kProcesses * kRounds);
    for (std::size_t i = 0; i < events.size(); ++i) EXPECT_EQ(events[i].sequence, i + 1);
    std::string previous;
    const auto entries = store().audit(kAlice, 0, 1'000).value();
    ASSERT_EQ(entries.size(), kProcesses * kRounds);
    for (const auto& entry : entries) {
        EXPECT_EQ(entry.hash, ports::audit_hash(previous, entry));
        previous = entry.hash;
    }
}

TEST_F(OnDynamoDb, ManyRemovalsAreDoneInPieces) {
    std::vector<ports::Write> removals;
    for (int i = 0; i < 230; ++i) {
        const auto put = job(fmt::format("job_{:03}", i));
        ASSERT_TRUE(write({put}));
        removals.emplace_back(ports::Remove{RecordKind::Job, put.record.id});
    }
    ASSERT_TRUE(write(std::move(removals)));
    EXPECT_TRUE(rig.items().empty());
}

TEST_F(OnDynamoDb, ABatchOfMoreBytesThanATransactionTakesIsRefused) {
    std::vector<ports::Write> writes;
    for (int i = 0; i < 13; ++i) {
        auto put = job(fmt::format("job_{:02}", i));
        put.record.body = {{"text", std::string(300'000, 'x')}};
        writes.emplace_back(put);
    }
    EXPECT_EQ(write(writes).error().reason, "batch-too-large");
    EXPECT_TRUE(rig.items().empty());
    writes.resize(12);
    EXPECT_TRUE(write(writes));
}

TEST_F(OnDynamoDb, ReadsManyLargeRecordsAtOnce) {
    std::string expected;
    for (int i = 10; i < 40; ++i) {
        auto put = job(fmt::format("job_{}", i));
        put.record.body = {{"text", std::string(340'000, 'x')}};
        put.record.due = kStart + std::chrono::seconds(i);
        ASSERT_TRUE(write({put}));
        expected += (expected.empty() ? "" : " ") + put.record.id.str();
    }
    using Order = RecordQuery::Order;
    EXPECT_EQ(ids(store().list(kAlice, {RecordKind::Job, {}, Order::OldestFirst, {}, 100}).value()), expected);
    EXPECT_EQ(ids(store().list(kAlice, {RecordKind::Job, "active", Order::OldestFirst, {}, 100}).value()), expected);
    EXPECT_EQ(ids(store().due(kAlice, RecordKind::Job, kStart + 1h, 100).value()), expected);
}

TEST_F(OnDynamoDb, ASubjectsEventsAreFoundAmongManyLargeOnesOfOthers) {
    auto noise = event("job.made", "job_2");
    noise.data = {{"text", std::string(100'000, 'x')}};
    for (int i = 0; i < 30; ++i) {
        ASSERT_TRUE(commit({{}, {noise}, {}}));
        if (i % 10 == 0) {
            ASSERT_TRUE(commit({{}, {event("job.made", "job_1")}, {}}));
        }
    }
    std::vector<std::uint64_t> numbers;
    const auto found = store().events(kAlice, 2, "job_1", 10).value();
    for (const auto& one : found) numbers.push_back(one.sequence);
    EXPECT_THAT(numbers, ElementsAre(13, 24));
}

TEST_F(OnDynamoDb, WhatAnIndexHasNotSeenYetIsNotGivenAndTakesNoPlace) {
    for (const char* id : {"job_1", "job_2", "job_3"}) {
        auto put = job(id);
        put.record.due = kStart;
        ASSERT_TRUE(write({put}));
    }
    // The columns have moved on; the keys by which the indexes find it have not.
    rig.change("RECORD#job#job_1", {{"state", {{"S", "dead"}}}, {"due", {{"N", std::to_string(to_millis(kStart + 1h))}}}});
    using Order = RecordQuery::Order;
    EXPECT_EQ(ids(store().list(kAlice, {RecordKind::Job, "active", Order::OldestFirst, {}, 2}).value()), "job_2 job_3");
    EXPECT_EQ(ids(store().list(kAlice, {RecordKind::Job, "active", Order::OldestFirst, RecordId("job_2"), 2}).value()), "job_3");
    EXPECT_EQ(ids(store().due(kAlice, RecordKind::Job, kStart + 1min, 2).value()), "job_2 job_3");
}

TEST_F(OnDynamoDb, EveryKeyLeadsWithItsTenant) {
    auto put = job("job_1");
    put.record.due = kStart;
    const ports::Batch batch{{put, job("job_2", "")}, {event("job.made", "job_1")}, {audit("createJob")}};
    for (const auto& tenant : {kAlice, kBob}) ASSERT_TRUE(store().commit(tenant, batch));
    const auto items = rig.items();
    ASSERT_EQ(items.size(), 2 * 6U) << "two records, an event twice, an audit entry, the head";
    int keys = 0;
    for (const auto& item : items) {
        const auto partition = item.at("PK").at("S").get<std::string>();
        EXPECT_TRUE(partition == "TENANT#alice" || partition == "TENANT#bob") << partition;
        for (const char* key : {"GSI1PK", "GSI2PK"}) {
            if (!item.contains(key)) continue;
            ++keys;
            EXPECT_TRUE(item.at(key).at("S").get<std::string>().starts_with(partition + "#")) << item.at(key);
        }
    }
    EXPECT_EQ(keys, 2 * 3) << "the states of two records, the due time of one";
}

TEST_F(OnDynamoDb, WhatMayBeForgottenSaysWhenInSecondsAndNothingElseDoes) {
    for (const auto kind : {RecordKind::IdempotencyKey, RecordKind::RevokedToken, RecordKind::Job, RecordKind::Upload}) {
        auto put = job("one");
        put.record.kind = kind;
        put.record.due = kStart + 1500ms;
        ASSERT_TRUE(write({put}));
        const auto stored = rig.item(dynamodb::record_sort(kind, put.record.id));
        const bool forgotten = kind == RecordKind::IdempotencyKey || kind == RecordKind::RevokedToken;
        ASSERT_EQ(stored.contains("expires"), forgotten) << ports::to_string(kind);
        if (!forgotten) continue;
        const auto seconds = std::stoll(stored.at("expires").at("N").get<std::string>());
        EXPECT_GE(seconds * 1'000, to_millis(*put.record.due)) << "never before it is due";
        EXPECT_LT(seconds * 1'000, to_millis(*put.record.due + 48h)) << "seconds, not milliseconds";
    }
    ASSERT_TRUE(write({ports::SetState{RecordKind::RevokedToken, RecordId("one"), "kept", {}}}));
    EXPECT_FALSE(rig.item("RECORD#revoked-token#one").contains("expires")) << "due no more, so it stays";
}

TEST_F(OnDynamoDb, IdsSortByTheirBytesWhateverTheyHold) {
    const std::vector<std::string> sorted{"!", "A", "a", "a#b", "~~", "\xc3\xa4", "\xf0\x9f\x98\x80"};
    std::vector<ports::Write> writes;
    for (const auto& id : sorted) writes.emplace_back(job(id));
    ASSERT_TRUE(write(std::move(writes)));
    for (const auto& state : {std::optional<std::string>(), std::optional<std::string>("active")}) {
        std::vector<std::string> found;
        const auto records = store().list(kAlice, {RecordKind::Job, state, RecordQuery::Order::OldestFirst, {}, 100}).value();
        for (const auto& record : records) found.push_back(record.id.str());
        EXPECT_EQ(found, sorted);
    }
}

TEST_F(OnDynamoDb, ABatchThatChangesNothingStoresNothing) {
    EXPECT_TRUE(commit({}));
    EXPECT_TRUE(write(
        {ports::SetState{RecordKind::Job, RecordId("job_1"), "dead", {}}, ports::Remove{RecordKind::Job, RecordId("job_1")}}));
    EXPECT_TRUE(write({job("job_1", "x", Put::If::Absent), ports::Remove{RecordKind::Job, RecordId("job_1")}}));
    EXPECT_TRUE(rig.items().empty());
}

TEST_F(OnDynamoDb, ATenantsSessionReachesNoOtherTenantsItems) {
    ASSERT_TRUE(commit({{job("job_1")}, {event("job.made", "job_1")}, {}}));
    const auto key = DynamoDbRig::key("RECORD#job#job_1");
    const json item = rig.item("RECORD#job#job_1");
    const json of_alice = {{":p", key.at("PK")}};
    const json group = {{":p", {{"S", dynamodb::state_group(kAlice, RecordKind::Job, "active")}}}};
    const std::vector<std::pair<const char*, json>> calls{
        {"GetItem", {{"Key", key}}},
        {"PutItem", {{"Item", item}}},
        {"DeleteItem", {{"Key", key}}},
        {"Query", {{"KeyConditionExpression", "PK = :p"}, {"ExpressionAttributeValues", of_alice}}},
        {"Query", {{"IndexName", "ByGroup"}, {"KeyConditionExpression", "GSI1PK = :p"}, {"ExpressionAttributeValues", group}}},
        {"Scan", json::object()}};
    for (auto [operation, input] : calls) {
        input["TableName"] = rig.table.name;
        const auto own = emulated_client().call(Service::DynamoDb, operation, input, Caller::tenant(kAlice), soon());
        EXPECT_EQ(own.has_value(), operation != std::string_view("Scan")) << operation;
        const auto others = emulated_client().call(Service::DynamoDb, operation, input, Caller::tenant(kBob), soon());
        ASSERT_FALSE(others) << operation;
        EXPECT_EQ(to_error(others.error()).reason, "aws-denied") << operation;
        rig.put(item);
    }
    const json transaction = {{"TransactItems", {{{"Delete", {{"TableName", rig.table.name}, {"Key", key}}}}}}};
    EXPECT_FALSE(emulated_client().call(Service::DynamoDb, "TransactWriteItems", transaction, Caller::tenant(kBob), soon()));
    EXPECT_TRUE(store().get(kAlice, RecordKind::Job, RecordId("job_1")).value());
}

TEST_F(OnDynamoDb, ASessionThatExpiresInBetweenIsRenewed) {
    ASSERT_TRUE(write({job("job_1")}));
    control("POST", "expire-sessions");
    EXPECT_TRUE(commit({{job("job_1", "x", Put::If::Matches, 1)}, {event("job.done", "job_1")}, {}}));
    EXPECT_EQ(events_told(), 1U);
}

/// What can be seen of a tenant; the ids of events are the store's own.
json seen(ports::MetadataStore& store) {
    json all = json::array();
    const auto add = [&](const Record& record) {
        all.push_back({record.id.str(), record.version, record.state, record.due ? to_millis(*record.due) : -1,
                       to_millis(record.created_at), to_millis(record.updated_at), record.body});
    };
    using Order = RecordQuery::Order;
    for (const auto& state : {std::optional<std::string>(), std::optional<std::string>("a"), std::optional<std::string>("")}) {
        const auto records = store.list(kAlice, {RecordKind::Job, state, Order::NewestFirst, {}, 5}).value();
        std::ranges::for_each(records, add);
    }
    const auto due = store.due(kAlice, RecordKind::Job, kStart + 3s, 5).value();
    std::ranges::for_each(due, add);
    const auto events = store.events(kAlice, 0, "", 10'000).value();
    for (const auto& event : events) all.push_back({event.sequence, event.type, event.subject, event.data});
    const auto entries = store.audit(kAlice, 0, 10'000).value();
    for (const auto& entry : entries) all.push_back({entry.sequence, entry.hash});
    return all;
}

TEST_F(OnDynamoDb, DoesWithAnyBatchesWhatTheStoreInMemoryDoes) {
    adapters::memory::MetadataStore twin(rig.clock());
    std::mt19937 random(20'260'102);  // NOLINT(cert-msc51-cpp): the same on every run
    const auto below = [&](unsigned bound) { return random() % bound; };
    int refused = 0;
    for (int round = 0; round < 120; ++round) {
        rig.clock().advance(1ms);
        ports::Batch batch;
        for (auto writes = below(4); writes > 0; --writes) {
            auto put = job(fmt::format("job_{}", below(6)), below(2) == 0 ? "a" : "", static_cast<Put::If>(below(3)), below(4));
            put.record.body = {{"round", round}};
            if (below(2) == 0) put.record.due = kStart + std::chrono::seconds(below(6));
            const auto what = below(6);
            if (what == 0)
                batch.writes.emplace_back(ports::Remove{RecordKind::Job, put.record.id});
            else if (what == 1)
                batch.writes.emplace_back(ports::SetState{RecordKind::Job, put.record.id, "a", put.record.due});
            else
                batch.writes.emplace_back(put);
        }
        if (below(3) == 0) batch.events.push_back(event("job.changed", fmt::format("job_{}", below(6))));
        if (below(3) == 0) batch.audit.push_back(audit("change"));
        const auto mine = commit(batch);
        const auto its = twin.commit(kAlice, batch);
        ASSERT_EQ(mine.has_value(), its.has_value()) << "round " << round;
        if (!its) {
            ++refused;
            EXPECT_EQ(mine.error().reason, its.error().reason) << "round " << round;
            EXPECT_EQ(mine.error().where, its.error().where) << "round " << round;
        }
        ASSERT_EQ(seen(store()), seen(twin)) << "round " << round;
    }
    EXPECT_GT(refused, 10);
    EXPECT_LT(refused, 110);
}

}  // namespace
}  // namespace bespoke
