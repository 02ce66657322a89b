#include "service/scheduler.hpp"

#include <gtest/gtest.h>

#include "service/housekeeping_for_test.hpp"

namespace bespoke::service {
namespace {

using namespace std::chrono_literals;
using ports::RecordKind;

struct SchedulerRig : testing::HousekeepingRig {
    Chore chore(std::string name, std::chrono::milliseconds interval, Chore::Record record = Chore::Record::Always) {
        return {name, interval, record, [this, name](const TenantId& tenant, Deadline) -> Result<ChoreCounts> {
                    ++runs[name + "/" + tenant.str()];
                    if (name == failing) return fail(ErrorCode::Unavailable, "storage-full", "x");
                    if (name == slow) return fail(ErrorCode::Timeout, "deadline", "x");
                    return ChoreCounts{{"removed", found}};
                }};
    }
    std::vector<nlohmann::json> recorded() {
        std::vector<nlohmann::json> bodies;
        for (const auto& record : records(RecordKind::ChoreRun)) bodies.push_back(record.body);
        return bodies;
    }
    std::map<std::string, int> runs;
    std::string failing, slow;
    std::uint64_t found = 1;
};

TEST(Scheduler, RunsEachChoreForEachTenantWhenItsIntervalIsOver) {
    SchedulerRig rig;
    Scheduler scheduler(rig.ports, rig.metrics, {rig.chore("hourly", 1h), rig.chore("daily", 24h)});
    for (int hour = 0; hour < 24; ++hour, rig.clock.advance(1h)) {
        scheduler.tick(rig.clock.now());
        scheduler.tick(rig.clock.now());
    }
    EXPECT_EQ(rig.runs["hourly/alice"], 24);
    EXPECT_EQ(rig.runs["hourly/bob"], 24);
    EXPECT_EQ(rig.runs["daily/alice"], 1);
    scheduler.tick(rig.clock.now());
    EXPECT_EQ(rig.runs["daily/alice"], 2);
}

TEST(Scheduler, GoesOnSoonWithWhatRanOutOfTimeAlsoAfterARestart) {
    SchedulerRig rig;
    rig.slow = "daily";
    Scheduler scheduler(rig.ports, rig.metrics, {rig.chore("daily", 24h)});
    scheduler.tick(rig.clock.now());
    rig.clock.advance(9min);
    scheduler.tick(rig.clock.now());
    EXPECT_EQ(rig.runs["daily/alice"], 1);
    rig.clock.advance(1min);
    scheduler.tick(rig.clock.now());
    EXPECT_EQ(rig.runs["daily/alice"], 2);
    rig.clock.advance(10min);
    rig.slow.clear();
    Scheduler again(rig.ports, rig.metrics, {rig.chore("daily", 24h)});
    again.tick(rig.clock.now());
    EXPECT_EQ(rig.runs["daily/alice"], 3);
    rig.clock.advance(23h);
    again.tick(rig.clock.now());
    EXPECT_EQ(rig.runs["daily/alice"], 3) << "it was finished";
}

TEST(Scheduler, RecordsWhatARunDid) {
    SchedulerRig rig;
    rig.found = 3;
    Scheduler scheduler(rig.ports, rig.metrics, {rig.chore("tidy", 1h)});
    scheduler.tick(rig.clock.now());
    const auto recorded = rig.recorded();
    ASSERT_EQ(recorded.size(), 1U);
    EXPECT_EQ(recorded[0].at("chore"), "tidy");
    EXPECT_EQ(recorded[0].at("counts").at("removed"), 3);
    EXPECT_EQ(recorded[0].at("outcome"), "ok");
}

TEST(Scheduler, KeepsQuietAboutRunsThatFoundNothing) {
    SchedulerRig rig;
    rig.found = 0;
    Scheduler scheduler(rig.ports, rig.metrics, {rig.chore("tidy", 1h, Chore::Record::WhenItDidSomething)});
    scheduler.tick(rig.clock.now());
    EXPECT_TRUE(rig.recorded().empty());
    EXPECT_EQ(rig.runs["tidy/alice"], 1);
}

TEST(Scheduler, KnowsAfterARestartWhenAChoreLastRan) {
    SchedulerRig rig;
    { Scheduler(rig.ports, rig.metrics, {rig.chore("daily", 24h)}).tick(rig.clock.now()); }
    rig.clock.advance(23h);
    Scheduler again(rig.ports, rig.metrics, {rig.chore("daily", 24h)});
    again.tick(rig.clock.now());
    EXPECT_EQ(rig.runs["daily/alice"], 1);
    rig.clock.advance(1h);
    again.tick(rig.clock.now());
    EXPECT_EQ(rig.runs["daily/alice"], 2);
}

TEST(Scheduler, GoesOnPastAChoreThatFailsAndTriesItAgainLater) {
    SchedulerRig rig;
    rig.failing = "broken";
    Scheduler scheduler(rig.ports, rig.metrics, {rig.chore("broken", 1s), rig.chore("sound", 1s)});
    scheduler.tick(rig.clock.now());
    EXPECT_EQ(rig.runs["sound/alice"], 1);
    EXPECT_EQ(rig.recorded().size(), 2U);
    rig.clock.advance(1s);
    scheduler.tick(rig.clock.now());
    EXPECT_EQ(rig.runs["broken/alice"], 1) << "not every second";
    rig.clock.advance(10min);
    scheduler.tick(rig.clock.now());
    EXPECT_EQ(rig.runs["broken/alice"], 2);
}

TEST(Scheduler, DoesNotStandStillWhenTheClockIsSetBack) {
    SchedulerRig rig;
    Scheduler scheduler(rig.ports, rig.metrics, {rig.chore("hourly", 1h)});
    scheduler.tick(rig.clock.now());
    rig.clock.advance(-48h);
    scheduler.tick(rig.clock.now());
    EXPECT_EQ(rig.runs["hourly/alice"], 2);
}

TEST(Scheduler, LeavesErasedTenantsAlone) {
    SchedulerRig rig;
    ASSERT_TRUE(rig.tenants.set_state(rig.alice, ports::TenantState::Erased, rig.clock.now()));
    Scheduler scheduler(rig.ports, rig.metrics, {rig.chore("hourly", 1h)});
    EXPECT_EQ(scheduler.tick(rig.clock.now()), 1U) << "bob's";
    EXPECT_EQ(rig.runs["hourly/alice"], 0);
}

}  // namespace
}  // namespace bespoke::service
