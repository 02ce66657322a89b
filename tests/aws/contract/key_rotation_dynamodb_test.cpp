// A tenant's data key gets its successor, all that it sealed is sealed anew, and then it goes; wherever that is broken off.

#include "adapters/aws/dynamodb/key_rotation.hpp"

#include <gtest/gtest.h>

#include <thread>

#include "control.hpp"
#include "crypto/sealed.hpp"
#include "dynamodb_rig.hpp"

namespace bespoke {
namespace {

using namespace std::chrono_literals;
using metadata_store_contract::kAlice;
using metadata_store_contract::kStart;
using nlohmann::json;
using ports::RecordKind;
namespace dynamodb = adapters::aws::dynamodb;

constexpr int kRecords = 230;  // more than one step takes
constexpr int kEvents = 20;    // each stands there twice

ports::Put record(const std::string& id) {
    return {{RecordKind::Job, RecordId(id), 0, "active", {}, kStart, {}, {{"name", id}}}};
}
std::string job(int number) { return fmt::format("job_{:03}", number); }

struct KeyRotation : ::testing::Test {
    DynamoDbRig rig;
    dynamodb::Resealer resealer{emulated_client(), rig.table.name, rig.keys(), rig.clock()};
    dynamodb::RotationPolicy policy;

    void SetUp() override {
        ASSERT_TRUE(rig.registry().create(kAlice, kStart));
        for (int i = 0; i < kRecords; i += 46) {
            ports::Batch batch;
            for (int j = i; j < i + 46; ++j) batch.writes.emplace_back(record(job(j)));
            ASSERT_TRUE(rig.store().commit(kAlice, batch));
        }
        ports::Batch batch;
        for (int i = 0; i < kEvents; ++i) batch.events.push_back({0, {}, "job.made", job(i), kStart, {{"n", i}}});
        batch.audit.push_back({.at = kStart, .actor = "system", .action = "test", .outcome = "ok"});
        ASSERT_TRUE(rig.store().commit(kAlice, batch));
    }
    Result<dynamodb::RotationReport> run(Deadline deadline = Deadline::after(2min)) {
        return dynamodb::keep_keys_fresh(resealer, rig.keys(), kAlice, policy, rig.clock().now(), deadline);
    }
    dynamodb::RotationReport report() {
        auto done = run();
        EXPECT_TRUE(done) << (done ? "" : done.error().detail);
        return done.value_or(dynamodb::RotationReport{});
    }
    /// By which keys the table's values are sealed.
    std::map<std::string, int> sealers() {
        std::map<std::string, int> found;
        for (const auto& item : rig.items()) {
            for (const char* name : {"body", "data"}) {
                if (!item.contains(name)) continue;
                const auto bytes = crypto::from_base64(item.at(name).at("B").get<std::string>()).value();
                ++found[crypto::key_id_of(bytes).value_or("none")];
            }
        }
        return found;
    }
    std::size_t keys() { return rig.keys().keys(kAlice)->size(); }
    std::string current() { return rig.keys().current(kAlice)->id; }
    void expect_all_readable() {
        const auto store = rig.another();
        EXPECT_EQ(store->list(kAlice, {.kind = RecordKind::Job, .limit = 1'000})->size(), kRecords);
        EXPECT_EQ(store->events(kAlice, 0, "", 1'000)->size(), kEvents);
        EXPECT_EQ(store->events(kAlice, 0, job(7), 1'000)->size(), 1U);
    }
};

TEST_F(KeyRotation, AfterwardsNothingNeedsTheOldKeyAndItIsGone) {
    const auto old = current();
    EXPECT_EQ(report().rotated, 0) << "the key is young";
    const auto before = rig.store().get(kAlice, RecordKind::Job, RecordId(job(1))).value();
    rig.clock().advance(24h * 90);
    const auto first = report();
    EXPECT_EQ(first.rotated, 1);
    EXPECT_EQ(first.resealed, kRecords + 2 * kEvents);
    EXPECT_EQ(first.retired, 0U);
    EXPECT_EQ(sealers(), (std::map<std::string, int>{{current(), kRecords + 2 * kEvents}}));
    EXPECT_TRUE(rig.keys().find(kAlice, old)) << "somebody may be under way with it";
    rig.clock().advance(24h - 1ms);
    const auto idle = report();
    EXPECT_EQ(idle.resealed + idle.retired, 0U) << "no walk without need";
    rig.clock().advance(1ms);
    const auto second = report();
    EXPECT_EQ(second.resealed, 0U);
    EXPECT_EQ(second.retired, 1U);
    EXPECT_EQ(rig.keys().find(kAlice, old).error().reason, "no-key");
    expect_all_readable();
    const auto after = rig.store().get(kAlice, RecordKind::Job, RecordId(job(1))).value();
    EXPECT_EQ(after->version, before->version) << "nobody's read is outdated";
    EXPECT_EQ(after->updated_at, before->updated_at);
    EXPECT_EQ(report().retired, 0U);
}

TEST_F(KeyRotation, GoesOnWhereTheLastRunGotTo) {
    rig.clock().advance(24h * 90);
    int broken = 0;
    for (bool through = false; !through && broken < 10; broken += through ? 0 : 1) {
        // Each life reads one page.
        const Disturbed death("faults",
                              json::array({{{"service", "dynamodb"}, {"operation", "Query"}, {"skip", 1}, {"kind", "denied"}}}));
        through = run().has_value();
    }
    EXPECT_EQ(broken, 3) << "events, two pages of records, events by subject";
    EXPECT_EQ(resealer.last(kAlice).value()->resealed, kRecords + 2 * kEvents);
    EXPECT_EQ(sealers().size(), 1U);
}

TEST_F(KeyRotation, GoesOnWhereverItWasBrokenOff) {
    rig.clock().advance(24h * 90);
    int broken = 0;
    bool through = false;
    while (!through && broken < 60) {
        // Each life seals fifteen values.
        const Disturbed death(
            "faults", json::array({{{"service", "dynamodb"}, {"operation", "PutItem"}, {"skip", 15}, {"kind", "denied"}}}));
        through = run().has_value();
        if (!through) ++broken;
    }
    EXPECT_TRUE(through);
    EXPECT_GE(broken, (kRecords + 2 * kEvents) / 16 - 2);
    EXPECT_EQ(sealers().size(), 1U);
    expect_all_readable();
    rig.clock().advance(24h);
    EXPECT_EQ(report().retired, 1U);
    expect_all_readable();
}

TEST_F(KeyRotation, SaysWhenThereWasNoTime) {
    rig.clock().advance(24h * 90);
    const auto done = run(Deadline::after(0ms));
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().code, ErrorCode::Timeout) << "what the scheduler goes on with soon";
    EXPECT_EQ(keys(), 2U);
    EXPECT_EQ(report().resealed, kRecords + 2 * kEvents);
}

TEST_F(KeyRotation, AWriterThatWasUnderWayKeepsItsKeyAlive) {
    const auto late = rig.item("RECORD#job#job_200");
    rig.clock().advance(24h * 90);
    (void)report();
    rig.put(late);  // a commit that had read the value before
    rig.clock().advance(24h);
    auto second = report();
    EXPECT_EQ(second.resealed, 1U);
    EXPECT_EQ(second.retired, 0U) << "where there was one late writer, there may be another";
    EXPECT_EQ(keys(), 2U);
    rig.clock().advance(24h);
    EXPECT_EQ(report().retired, 1U);
    expect_all_readable();
}

TEST_F(KeyRotation, KeepsTheKeysWhileAValueDoesNotOpen) {
    rig.change("RECORD#job#job_003", {{"body", {{"B", "AA=="}}}});
    rig.clock().advance(24h * 90);
    EXPECT_EQ(report().damaged, 1U);
    rig.clock().advance(24h);
    const auto second = report();
    EXPECT_EQ(second.damaged, 1U);
    EXPECT_EQ(second.retired, 0U);
    ASSERT_TRUE(rig.store().commit(kAlice, {{ports::Remove{RecordKind::Job, RecordId("job_003")}}, {}, {}}));
    rig.clock().advance(24h);
    EXPECT_EQ(report().retired, 1U);
}

TEST_F(KeyRotation, WorksBesideWritersAndBringsNothingBack) {
    rig.clock().advance(24h * 90);
    std::thread writer([&] {
        for (int i = 0; i < kRecords; i += 10) {
            ASSERT_TRUE(rig.store().commit(kAlice, {{ports::Remove{RecordKind::Job, RecordId(job(i))}}, {}, {}}));
            ASSERT_TRUE(
                rig.store().commit(kAlice, {{ports::SetState{RecordKind::Job, RecordId(job(i + 1)), "done", {}}}, {}, {}}));
        }
    });
    (void)report();
    writer.join();
    for (int i = 0; i < kRecords; i += 10) {
        EXPECT_FALSE(rig.store().get(kAlice, RecordKind::Job, RecordId(job(i)))->has_value()) << i;
        EXPECT_EQ(rig.store().get(kAlice, RecordKind::Job, RecordId(job(i + 1))).value()->state, "done") << i;
    }
    for (int day = 0; day < 4 && keys() > 1; ++day) {
        rig.clock().advance(24h);
        (void)report();
    }
    EXPECT_EQ(keys(), 1U);
    EXPECT_EQ(rig.another()->list(kAlice, {.kind = RecordKind::Job, .limit = 1'000})->size(), kRecords - kRecords / 10);
}

/// Calls back when a key is first asked for to open something: the page is read then, and nothing of it sealed anew yet.
class WatchedKeys final : public ports::KeyService {
public:
    WatchedKeys(ports::KeyService& keys, std::function<void()> opening) : keys_(keys), opening_(std::move(opening)) {}
    Result<crypto::DataKey> current(const TenantId& tenant) override { return keys_.current(tenant); }
    Result<crypto::DataKey> find(const TenantId& tenant, const std::string& id) override {
        if (opening_) std::exchange(opening_, nullptr)();
        return keys_.find(tenant, id);
    }
    Status rotate(const TenantId& tenant) override { return keys_.rotate(tenant); }
    Result<std::vector<KeyInfo>> keys(const TenantId& tenant) override { return keys_.keys(tenant); }
    Status retire(const TenantId& tenant, const std::string& id) override { return keys_.retire(tenant, id); }
    Status destroy(const TenantId& tenant) override { return keys_.destroy(tenant); }

private:
    ports::KeyService& keys_;
    std::function<void()> opening_;
};

TEST_F(KeyRotation, WhatWasWrittenSinceAPageWasReadStays) {
    WatchedKeys keys(rig.keys(), [&] {
        const ports::Remove gone{RecordKind::Job, RecordId(job(0))};
        const ports::SetState changed{RecordKind::Job, RecordId(job(1)), "done", {}};
        ASSERT_TRUE(rig.store().commit(kAlice, {{gone, changed}, {}, {}}));
    });
    ASSERT_TRUE(rig.keys().rotate(kAlice));
    dynamodb::Resealer watched(emulated_client(), rig.table.name, keys, rig.clock());
    auto pass = watched.begin(kAlice).value();
    pass.after = "RECORD#";  // the events are done
    ASSERT_TRUE(watched.go_on(kAlice, pass, Deadline::after(2min)));
    EXPECT_FALSE(rig.store().get(kAlice, RecordKind::Job, RecordId(job(0)))->has_value()) << "nothing comes back";
    EXPECT_EQ(rig.store().get(kAlice, RecordKind::Job, RecordId(job(1))).value()->state, "done");
}

TEST_F(KeyRotation, OfSeveralOldKeysAllGo) {
    ASSERT_TRUE(rig.keys().rotate(kAlice));
    ASSERT_TRUE(rig.store().commit(kAlice, {{record(job(1))}, {}, {}}));
    ASSERT_TRUE(rig.keys().rotate(kAlice));
    EXPECT_EQ(report().resealed, kRecords + 2 * kEvents) << "a rotation by hand, too";
    rig.clock().advance(24h);
    EXPECT_EQ(report().retired, 2U);
    expect_all_readable();
}

}  // namespace
}  // namespace bespoke
