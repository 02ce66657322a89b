#include "service/chores.hpp"

#include <gtest/gtest.h>

#include "service/housekeeping_for_test.hpp"
#include "webhooks/delivery.hpp"

namespace bespoke::service {
namespace {

using namespace std::chrono_literals;
using ports::RecordKind;
using testing::HousekeepingRig;
using testing::soon;

struct ChoreRig : HousekeepingRig {
    Scheduler scheduler() { return {ports, metrics, standard_chores(ports, {storage, checkpoints, signer, metrics, {}})}; }
    void delivery(const std::string& event, webhooks::Delivery::State state) {
        ports::Event about;
        about.id = event;
        about.type = "job.succeeded";
        auto one = webhooks::delivery_of(about, RecordId("whk_1"), clock.now());
        one.state = state;
        if (state != webhooks::Delivery::State::Pending) one.due.reset();
        ASSERT_TRUE(store.commit(alice, {.writes = {webhooks::to_put(one)}}));
    }
};

TEST(Chores, ForgetWhatIsOverAndKeepWhatIsNot) {
    ChoreRig rig;
    const auto now = rig.clock.now();
    for (const auto kind : {RecordKind::IdempotencyKey, RecordKind::RevokedToken, RecordKind::ChoreRun}) {
        rig.put(kind, "old", {}, "", now);
        rig.put(kind, "young", {}, "", now + 1ms);
        rig.put(kind, "endless", {});
        EXPECT_EQ(remove_due(rig.ports, rig.alice, kind, soon()), 1U);
        EXPECT_EQ(rig.records(kind).size(), 2U);
        EXPECT_EQ(remove_due(rig.ports, rig.alice, kind, soon()), 0U) << "again is harmless";
    }
}

TEST(Chores, ForgetAThousandAtOnce) {
    ChoreRig rig;
    for (int at = 0; at < 1'000; ++at) rig.put(RecordKind::IdempotencyKey, fmt::format("idk_{:04}", at), {}, "", rig.clock.now());
    EXPECT_EQ(remove_due(rig.ports, rig.alice, RecordKind::IdempotencyKey, soon()), 1'000U);
}

TEST(Chores, ForgetDeliveriesThatEndedAMonthAgo) {
    ChoreRig rig;
    rig.delivery("evt_1", webhooks::Delivery::State::Delivered);
    rig.delivery("evt_2", webhooks::Delivery::State::Dead);
    rig.delivery("evt_3", webhooks::Delivery::State::Pending);
    rig.clock.advance(kDeliveriesKept);
    EXPECT_EQ(remove_old_deliveries(rig.ports, rig.alice, soon()), 0U) << "not a moment early";
    rig.clock.advance(1ms);
    EXPECT_EQ(remove_old_deliveries(rig.ports, rig.alice, soon()), 2U);
    ASSERT_EQ(rig.records(RecordKind::Delivery).size(), 1U);
    EXPECT_EQ(rig.records(RecordKind::Delivery)[0].state, "pending");
}

TEST(Chores, RestUnderALegalHold) {
    ChoreRig rig;
    rig.hold();
    rig.put(RecordKind::IdempotencyKey, "old", {}, "", rig.clock.now());
    auto scheduler = standard_chores(rig.ports, {rig.storage, rig.checkpoints, rig.signer, rig.metrics, {}});
    for (const auto& chore : scheduler) {
        const auto done = chore.run(rig.alice, soon());
        EXPECT_TRUE(done) << chore.name;
    }
    EXPECT_EQ(rig.records(RecordKind::IdempotencyKey).size(), 1U);
    rig.hold("no");
    for (const auto& chore : scheduler) (void)chore.run(rig.alice, soon());
    EXPECT_TRUE(rig.records(RecordKind::IdempotencyKey).empty());
}

TEST(Chores, TellOfDeadJobsOnceForEach) {
    ChoreRig rig;
    std::size_t dead = 0;
    const auto look = [&] { return watch_dead_jobs(rig.ports, rig.alice, dead).value(); };
    EXPECT_EQ(look(), 0U);
    rig.put(RecordKind::Job, "job_1", {}, "dead");
    rig.put(RecordKind::Job, "job_2", {}, "dead");
    EXPECT_EQ(look(), 2U);
    EXPECT_EQ(look(), 0U) << "the same ones are no news";
    rig.put(RecordKind::Job, "job_3", {}, "dead");
    EXPECT_EQ(look(), 1U);
    EXPECT_EQ(dead, 3U);
    for (const auto* id : {"job_1", "job_2", "job_3"}) rig.put(RecordKind::Job, id, {}, "discarded");
    EXPECT_EQ(look(), 0U);
    rig.put(RecordKind::Job, "job_4", {}, "dead");
    EXPECT_EQ(look(), 1U);
    const auto events = rig.store.events(rig.alice, 0, {}, 100).value();
    EXPECT_EQ(std::ranges::count(events, "chore.dead-letters", &ports::Event::type), 3);
}

TEST(Chores, BeginJobsThatWereRecordedButNotBegun) {
    ChoreRig rig;
    rig.orchestrator.away = true;
    (void)submit_job(rig.ports, rig.alice, rig.wish());
    rig.orchestrator.away = false;
    const auto jobs = rig.records(RecordKind::Job);
    ASSERT_EQ(jobs.size(), 1U);
    EXPECT_FALSE(rig.orchestrator.describe(rig.alice, JobId(jobs[0].id.str())).value());
    rig.clock.advance(10min);
    rig.scheduler().tick(rig.clock.now());
    EXPECT_TRUE(rig.orchestrator.describe(rig.alice, JobId(jobs[0].id.str())).value());
}

TEST(Chores, AllRunOnAnEmptyTenantAndWriteNoErrors) {
    ChoreRig rig;
    auto scheduler = rig.scheduler();
    EXPECT_GT(scheduler.tick(rig.clock.now()), 20U) << "two tenants";
    for (const auto& run : rig.records(RecordKind::ChoreRun)) EXPECT_EQ(run.state, "ok") << run.body.dump();
}

TEST(Chores, CheckpointTheAuditChain) {
    ChoreRig rig;
    ASSERT_TRUE(
        rig.store.commit(rig.alice, {.audit = {{.at = rig.clock.now(), .actor = "system", .action = "test", .outcome = "ok"}}}));
    rig.scheduler().tick(rig.clock.now());
    EXPECT_EQ(rig.checkpoints.lines()->size(), 1U);
    EXPECT_EQ(verify_stored_audit(rig.store, rig.checkpoints, rig.alice, keys_of(rig.signer))->covered, 1U);
}

}  // namespace
}  // namespace bespoke::service
