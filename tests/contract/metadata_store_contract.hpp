#pragma once

// The promises of ports::MetadataStore, kept by every adapter. Included by one file of an executable, which brings rigs and instantiates the suite.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <set>
#include <thread>

#include "metadata_store_rig.hpp"

namespace bespoke::metadata_store_contract {

using namespace std::chrono_literals;
using ports::Put;
using ports::Record;
using ports::RecordKind;
using ports::RecordQuery;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

inline Put job(const std::string& id, const std::string& state = "active", Put::If condition = Put::If::Any,
               std::uint64_t expected = 0) {
    Put put;
    put.record = {RecordKind::Job, RecordId(id), 99, state, {}, kStart, {}, {{"name", id}}};
    put.condition = condition;
    put.expected_version = expected;
    return put;
}

inline ports::Event event(const std::string& type, const std::string& subject) {
    return {7, "mine", type, subject, kStart, {{"state", type}}};
}

inline ports::AuditEntry audit(const std::string& action) {
    return {7, kStart, "user_1", action, "job_1", "ok", std::string(32, 'a'), "mine"};
}

class MetadataStoreContract : public ::testing::TestWithParam<MakeRig> {
protected:
    void SetUp() override {
        ASSERT_TRUE(rig_->registry().create(kAlice, kStart));
        ASSERT_TRUE(rig_->registry().create(kBob, kStart));
    }
    ports::MetadataStore& store() { return rig_->store(); }
    Status write(std::vector<ports::Write> writes, const TenantId& tenant = kAlice) {
        return store().commit(tenant, {std::move(writes), {}, {}});
    }
    std::optional<Record> get(const std::string& id, const TenantId& tenant = kAlice) {
        return store().get(tenant, RecordKind::Job, RecordId(id)).value();
    }
    std::vector<std::string> ids(const RecordQuery& query) {
        std::vector<std::string> result;
        const auto records = store().list(kAlice, query).value();
        for (const auto& record : records) result.push_back(record.id.str());
        return result;
    }
    std::unique_ptr<Rig> rig_ = GetParam()();
};

TEST_P(MetadataStoreContract, GivesBackWhatWasPut) {
    auto put = job("job_1");
    put.record.due = kStart + 5min;
    put.record.body = {
        {"text", std::string("zero\0 \xff", 7)}, {"list", {1, 2.5, nullptr, true}}, {"empty", nlohmann::json::object()}};
    rig_->clock().advance(1s);
    ASSERT_TRUE(write({put}));
    const auto record = get("job_1");
    ASSERT_TRUE(record);
    EXPECT_EQ(record->kind, RecordKind::Job);
    EXPECT_EQ(record->version, 1);
    EXPECT_EQ(record->state, "active");
    EXPECT_EQ(record->due, kStart + 5min);
    EXPECT_EQ(record->created_at, kStart);
    EXPECT_EQ(record->updated_at, kStart + 1s);
    EXPECT_EQ(record->body, put.record.body);
}

TEST_P(MetadataStoreContract, MissingIsNoErrorAndKindsAreApart) {
    EXPECT_FALSE(get("job_1"));
    ASSERT_TRUE(write({job("job_1")}));
    EXPECT_FALSE(store().get(kAlice, RecordKind::User, RecordId("job_1")).value());
}

TEST_P(MetadataStoreContract, AnotherPutCountsTheVersionAndKeepsTheTimeOfMaking) {
    ASSERT_TRUE(write({job("job_1")}));
    auto again = job("job_1", "succeeded");
    again.record.created_at = kStart + 1h;
    rig_->clock().advance(2h);
    ASSERT_TRUE(write({again}));
    const auto record = get("job_1");
    EXPECT_EQ(record->version, 2);
    EXPECT_EQ(record->created_at, kStart);
    EXPECT_EQ(record->updated_at, kStart + 2h);
    EXPECT_EQ(record->state, "succeeded");
}

TEST_P(MetadataStoreContract, ConditionsAreKeptAndAFailedOneUndoesTheWholeBatch) {
    ASSERT_TRUE(write({job("job_1", "active", Put::If::Absent)}));
    const struct {
        const char* what;
        Put put;
        bool holds;
    } rows[] = {
        {"absent, but there", job("job_1", "x", Put::If::Absent), false},
        {"another version", job("job_1", "x", Put::If::Matches, 2), false},
        {"version of a missing one", job("job_9", "x", Put::If::Matches, 1), false},
        {"the version it has", job("job_1", "x", Put::If::Matches, 1), true},
        {"the version it had", job("job_1", "y", Put::If::Matches, 1), false},
        {"any", job("job_1", "z"), true},
    };
    for (const auto& row : rows) {
        ports::Batch batch{{job("job_0"), row.put}, {event("job.made", "job_0")}, {audit("createJob")}};
        const auto events_before = store().events(kAlice, 0, "", 100).value().size();
        const auto outcome = store().commit(kAlice, batch);
        EXPECT_EQ(outcome.has_value(), row.holds) << row.what;
        if (row.holds) {
            ASSERT_TRUE(write({ports::Remove{RecordKind::Job, RecordId("job_0")}}));
            continue;
        }
        EXPECT_EQ(outcome.error().code, ErrorCode::Conflict) << row.what;
        EXPECT_EQ(outcome.error().reason, "version") << row.what;
        EXPECT_EQ(outcome.error().where, row.put.record.id.str()) << row.what;
        EXPECT_FALSE(get("job_0")) << row.what;
        EXPECT_EQ(store().events(kAlice, 0, "", 100).value().size(), events_before) << row.what;
    }
    EXPECT_EQ(get("job_1")->version, 3);
}

TEST_P(MetadataStoreContract, WritesOfABatchSeeEachOther) {
    ASSERT_TRUE(write({job("job_1")}));
    EXPECT_TRUE(write({job("job_1", "x", Put::If::Matches, 1), ports::Remove{RecordKind::Job, RecordId("job_1")},
                       job("job_1", "new", Put::If::Absent)}));
    EXPECT_EQ(get("job_1")->version, 1);
    EXPECT_EQ(get("job_1")->state, "new");
}

TEST_P(MetadataStoreContract, RemovingForgetsAndRemovingNothingIsSuccess) {
    ASSERT_TRUE(write({job("job_1"), job("job_2")}));
    ASSERT_TRUE(write({ports::Remove{RecordKind::Job, RecordId("job_1")}, ports::Remove{RecordKind::Job, RecordId("job_1")}}));
    EXPECT_FALSE(get("job_1"));
    EXPECT_TRUE(get("job_2"));
}

TEST_P(MetadataStoreContract, SetStateChangesTheIndexColumnsAndLeavesTheBody) {
    ASSERT_TRUE(write({job("job_1")}));
    rig_->clock().advance(1s);
    ASSERT_TRUE(write({ports::SetState{RecordKind::Job, RecordId("job_1"), "dead", kStart},
                       ports::SetState{RecordKind::Job, RecordId("job_9"), "dead", {}}}));
    const auto record = get("job_1");
    EXPECT_EQ(record->state, "dead");
    EXPECT_EQ(record->due, kStart);
    EXPECT_EQ(record->version, 2);
    EXPECT_EQ(record->updated_at, kStart + 1s);
    EXPECT_EQ(record->body, nlohmann::json({{"name", "job_1"}}));
    EXPECT_FALSE(get("job_9"));
}

TEST_P(MetadataStoreContract, ListsPageByPageInBothOrders) {
    ASSERT_TRUE(write({job("job_2", "dead"), job("job_1"), job("job_3"), job("job_4", "dead"), job("job_5")}));
    using Order = RecordQuery::Order;
    const struct {
        std::optional<std::string> state;
        Order order;
        const char* after;
        std::size_t limit;
        std::vector<std::string> expected;
    } rows[] = {
        {{}, Order::OldestFirst, "", 100, {"job_1", "job_2", "job_3", "job_4", "job_5"}},
        {{}, Order::NewestFirst, "", 2, {"job_5", "job_4"}},
        {{}, Order::NewestFirst, "job_4", 2, {"job_3", "job_2"}},
        {{}, Order::NewestFirst, "job_1", 2, {}},
        {{}, Order::OldestFirst, "job_4", 2, {"job_5"}},
        {"dead", Order::NewestFirst, "", 100, {"job_4", "job_2"}},
        {"dead", Order::OldestFirst, "job_2", 100, {"job_4"}},
        {"dead", Order::OldestFirst, "job_3", 100, {"job_4"}},
        {"nothing", Order::OldestFirst, "", 100, {}},
        {{}, Order::OldestFirst, "", 0, {}},
        {{}, Order::OldestFirst, "", static_cast<std::size_t>(-1), {"job_1", "job_2", "job_3", "job_4", "job_5"}},
    };
    for (const auto& row : rows) {
        EXPECT_EQ(ids({RecordKind::Job, row.state, row.order, RecordId(row.after), row.limit}), row.expected)
            << row.state.value_or("any state") << " behind " << row.after;
    }
}

TEST_P(MetadataStoreContract, GivesWhatIsDueTheMostOverdueFirst) {
    std::vector<ports::Write> writes;
    for (const auto& [id, due] : std::vector<std::pair<std::string, std::optional<Timestamp>>>{
             {"job_1", kStart + 1s}, {"job_2", kStart}, {"job_3", {}}, {"job_4", kStart + 1h}, {"job_5", kStart + 1ms}}) {
        auto put = job(id);
        put.record.due = due;
        writes.emplace_back(put);
    }
    ASSERT_TRUE(write(std::move(writes)));
    const auto due = [&](Timestamp now, std::size_t limit) {
        std::vector<std::string> result;
        const auto records = store().due(kAlice, RecordKind::Job, now, limit).value();
        for (const auto& record : records) result.push_back(record.id.str());
        return result;
    };
    EXPECT_THAT(due(kStart + 1s, 10), ElementsAre("job_2", "job_5", "job_1"));
    EXPECT_THAT(due(kStart + 1s, 2), ElementsAre("job_2", "job_5"));
    EXPECT_THAT(due(kStart - 1ms, 10), IsEmpty());
    EXPECT_THAT(store().due(kAlice, RecordKind::User, kStart + 1h, 10).value(), IsEmpty());
}

TEST_P(MetadataStoreContract, EventsAreNumberedWithoutGapsAndReadBehindANumber) {
    for (int i = 0; i < 3; ++i) {
        ASSERT_TRUE(
            store().commit(kAlice, {{}, {event("job.made", "job_" + std::to_string(i)), event("job.done", "job_0")}, {}}));
        ASSERT_FALSE(store().commit(kAlice, {{job("job_1", "x", Put::If::Matches, 9)}, {event("lost", "job_0")}, {}}));
    }
    const auto all = store().events(kAlice, 0, "", 100).value();
    ASSERT_EQ(all.size(), 6);
    std::set<std::string> names;
    for (std::size_t i = 0; i < all.size(); ++i) {
        EXPECT_EQ(all[i].sequence, i + 1);
        EXPECT_NE(all[i].type, "lost");
        EXPECT_NE(all[i].id, "mine");
        names.insert(all[i].id);
    }
    EXPECT_EQ(names.size(), 6);
    EXPECT_EQ(all[0].data, nlohmann::json({{"state", "job.made"}}));
    EXPECT_EQ(all[0].at, kStart);

    const auto of_job_0 = store().events(kAlice, 1, "job_0", 2).value();
    ASSERT_EQ(of_job_0.size(), 2);
    EXPECT_EQ(of_job_0[0].sequence, 2);
    EXPECT_EQ(of_job_0[1].sequence, 4);
    EXPECT_THAT(store().events(kAlice, 6, "", 100).value(), IsEmpty());
    EXPECT_THAT(store().events(kBob, 0, "", 100).value(), IsEmpty());
}

TEST_P(MetadataStoreContract, TheAuditChainHolds) {
    for (const char* action : {"createJob", "getJob", "deleteJob"})
        ASSERT_TRUE(store().commit(kAlice, {{}, {}, {audit(action), audit("again")}}));
    const auto entries = store().audit(kAlice, 0, 100).value();
    ASSERT_EQ(entries.size(), 6);
    std::string previous;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        EXPECT_EQ(entries[i].sequence, i + 1);
        EXPECT_EQ(entries[i].hash, ports::audit_hash(previous, entries[i]));
        previous = entries[i].hash;
    }
    EXPECT_EQ(entries[4].action, "deleteJob");
    EXPECT_EQ(entries[4].actor, "user_1");
    EXPECT_EQ(entries[4].trace, std::string(32, 'a'));
    const auto behind = store().audit(kAlice, 2, 1).value();
    ASSERT_EQ(behind.size(), 1);
    EXPECT_EQ(behind[0].sequence, 3);
}

TEST_P(MetadataStoreContract, WhatNamesNoTimeGetsTheTimeOfTheCommit) {
    rig_->clock().advance(7s);
    auto untimed_event = event("job.made", "job_1");
    auto untimed_entry = audit("createJob");
    untimed_event.at = untimed_entry.at = {};
    ASSERT_TRUE(store().commit(kAlice, {{}, {untimed_event}, {untimed_entry}}));
    EXPECT_EQ(store().events(kAlice, 0, "", 1).value().at(0).at, kStart + 7s);
    const auto entry = store().audit(kAlice, 0, 1).value().at(0);
    EXPECT_EQ(entry.at, kStart + 7s);
    EXPECT_EQ(entry.hash, ports::audit_hash("", entry));
}

TEST_P(MetadataStoreContract, TenantsDoNotSeeEachOther) {
    ASSERT_TRUE(store().commit(kAlice, {{job("job_1", "alices")}, {event("job.made", "job_1")}, {audit("createJob")}}));
    EXPECT_FALSE(get("job_1", kBob));
    EXPECT_THAT(store().audit(kBob, 0, 10).value(), IsEmpty());
    ASSERT_TRUE(write({job("job_1", "bobs", Put::If::Absent)}, kBob));
    EXPECT_EQ(get("job_1")->state, "alices");
    ASSERT_TRUE(write({ports::Remove{RecordKind::Job, RecordId("job_1")}}, kBob));
    EXPECT_TRUE(get("job_1"));
}

TEST_P(MetadataStoreContract, TenantsNeverMadeOrErasedAreNotFound) {
    ASSERT_TRUE(write({job("job_1")}));
    ASSERT_TRUE(rig_->registry().set_state(kAlice, ports::TenantState::Erased, kStart));
    for (const auto& tenant : {TenantId("nobody"), TenantId("../bob"), TenantId(""), kAlice}) {
        const auto written = write({job("job_1")}, tenant);
        ASSERT_FALSE(written) << tenant.str();
        EXPECT_EQ(written.error().reason, "no-tenant") << tenant.str();
        EXPECT_EQ(store().get(tenant, RecordKind::Job, RecordId("job_1")).error().reason, "no-tenant") << tenant.str();
        EXPECT_EQ(store().events(tenant, 0, "", 1).error().reason, "no-tenant") << tenant.str();
    }
    ASSERT_TRUE(rig_->registry().set_state(kBob, ports::TenantState::Suspended, kStart));
    EXPECT_TRUE(write({job("job_1")}, kBob)) << "suspended tenants keep their data";
}

TEST_P(MetadataStoreContract, RefusesARecordWithoutAnId) {
    const auto written = write({job("job_1"), job("")});
    ASSERT_FALSE(written);
    EXPECT_EQ(written.error().code, ErrorCode::InvalidInput);
    EXPECT_FALSE(get("job_1"));
}

TEST_P(MetadataStoreContract, OfManyThreadsThatChangeOneRecordEachVersionHasOneWinner) {
    constexpr int kThreads = 8;
    constexpr int kRounds = 25;
    ASSERT_TRUE(write({job("job_1")}));
    std::atomic<int> wins{0};
    std::vector<std::thread> threads;
    for (int thread = 0; thread < kThreads; ++thread) {
        threads.emplace_back([&] {
            for (int round = 0; round < kRounds; ++round) {
                const auto version = get("job_1")->version;
                ports::Batch batch{
                    {job("job_1", "x", Put::If::Matches, version)}, {event("job.changed", "job_1")}, {audit("change")}};
                if (store().commit(kAlice, batch)) ++wins;
            }
        });
    }
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(get("job_1")->version, 1 + static_cast<std::uint64_t>(wins));
    EXPECT_EQ(store().events(kAlice, 0, "", 1000).value().size(), static_cast<std::size_t>(wins));
    EXPECT_EQ(store().audit(kAlice, 0, 1000).value().size(), static_cast<std::size_t>(wins));
    EXPECT_GE(wins, kRounds) << "somebody wins each time";
}

TEST_P(MetadataStoreContract, AllOfItSurvivesARestart) {
    ASSERT_TRUE(store().commit(kAlice, {{job("job_1")}, {event("job.made", "job_1")}, {audit("createJob")}}));
    if (!rig_->reopen()) GTEST_SKIP() << "declared deviation: keeps nothing across restarts";
    EXPECT_EQ(get("job_1")->body, nlohmann::json({{"name", "job_1"}}));
    ASSERT_TRUE(store().commit(kAlice, {{}, {event("job.done", "job_1")}, {audit("getJob")}}));
    EXPECT_EQ(store().events(kAlice, 0, "", 10).value().back().sequence, 2);
    const auto entries = store().audit(kAlice, 0, 10).value();
    EXPECT_EQ(entries.at(1).hash, ports::audit_hash(entries.at(0).hash, entries.at(1)));
}

TEST_P(MetadataStoreContract, NoBodyOrDataStandsInTheStoreInClear) {
    const std::string canary = "Canary-Katharina-Mustermann";
    auto put = job("job_1");
    put.record.body = {{"name", canary}};
    auto told = event("job.made", "job_1");
    told.data = {{"name", canary}};
    ASSERT_TRUE(store().commit(kAlice, {{put}, {told}, {}}));
    const auto stored = rig_->all_stored();
    if (stored.empty()) GTEST_SKIP() << "declared deviation: nothing is stored outside the process";
    EXPECT_NE(stored.find("job.made"), std::string::npos) << "what was searched holds the event";
    EXPECT_EQ(stored.find(canary), std::string::npos);
}

TEST_P(MetadataStoreContract, BodiesMovedToAnotherRecordOrChangedDoNotOpen) {
    ASSERT_TRUE(
        store().commit(kAlice, {{job("job_1"), job("job_2")}, {event("job.made", "job_1"), event("job.made", "job_2")}, {}}));
    if (!rig_->give_the_first_ones_body_to_the_second()) {
        GTEST_SKIP() << "declared deviation: what is stored can't be reached from outside";
    }
    EXPECT_TRUE(get("job_1"));
    EXPECT_EQ(store().get(kAlice, RecordKind::Job, RecordId("job_2")).error().code, ErrorCode::Corrupt);
    EXPECT_EQ(store().events(kAlice, 1, "", 1).error().code, ErrorCode::Corrupt);
    ASSERT_TRUE(rig_->damage_the_first_ones_body());
    EXPECT_EQ(store().get(kAlice, RecordKind::Job, RecordId("job_1")).error().code, ErrorCode::Corrupt);
}

}  // namespace bespoke::metadata_store_contract
