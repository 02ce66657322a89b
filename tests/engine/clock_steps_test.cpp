// What a clock that steps by a day, or stands still, does to executions: nothing but that waits end early or late by as much.

#include <chrono>

#include "engine_rig.hpp"

namespace bespoke::engine {
namespace {

using ports::ExecutionStatus;
using namespace std::chrono_literals;
using Kind = ports::Transition::Kind;

constexpr auto kDay = 24h;

ports::NewExecution job() { return {kJob, {{"n", 1}}, {}}; }

/// Fails as often as it is told, then works.
Task away(int times) {
    return [left = times](const TaskContext& context, const nlohmann::json& input) mutable -> Result<TaskOutput> {
        if (left-- > 0) return fail(ErrorCode::Unavailable, "away", "It is away.");
        return telling("first")(context, input);
    };
}

Tasks with_first(Task first) {
    auto tasks = sound_tasks();
    tasks["first"] = std::move(first);
    return tasks;
}

TEST(ClockSteps, ARetryWaitsAsLongAsItWasToThoughTheClockIsSetBackADay) {
    EngineRig rig;
    const auto engine = rig.make(with_first(away(1)));
    ASSERT_TRUE(engine->start(kAlice, job()));
    work_all(*engine);
    rig.step(-kDay);
    engine->tick();
    EXPECT_EQ(rig.described().wake_at, rig.clock.now() + 10s);
    rig.clock.advance(9s);
    work_all(*engine);
    EXPECT_EQ(rig.described().status, ExecutionStatus::Running) << "not sooner either";
    rig.clock.advance(1s);
    work_all(*engine);
    EXPECT_EQ(rig.described().status, ExecutionStatus::Succeeded);
}

TEST(ClockSteps, AJobThatWasAcceptedBeforeTheClockWasSetBackIsDoneAtOnce) {
    EngineRig rig;
    const auto engine = rig.make(sound_tasks());
    ASSERT_TRUE(engine->start(kAlice, job()));
    rig.step(-kDay);
    engine->tick();
    work_all(*engine);
    EXPECT_EQ(rig.described().status, ExecutionStatus::Succeeded);
}

TEST(ClockSteps, AVanishedWorkersLeaseEndsInItsTimeThoughTheClockIsSetBackADay) {
    EngineRig rig;
    const auto engine = rig.make(sound_tasks());
    ASSERT_TRUE(engine->start(kAlice, job()));
    ASSERT_TRUE(rig.memory.claim(kAlice, rig.clock.now(), rig.clock.now() + rig.options.lease).value());
    rig.step(-kDay);
    engine->tick();
    rig.clock.advance(rig.options.lease);
    work_all(*engine);
    EXPECT_EQ(rig.described().status, ExecutionStatus::Succeeded);
    EXPECT_EQ(rig.history()[2], Kind::Lost);
}

TEST(ClockSteps, AProcessThatStartsAfterTheClockWasSetBackTakesUpWhatWaits) {
    EngineRig rig;
    {
        const auto before = rig.make(with_first(away(1)));
        ASSERT_TRUE(before->start(kAlice, job()));
        work_all(*before);
    }
    rig.step(-kDay);
    const auto engine = rig.make(sound_tasks());
    ASSERT_TRUE(engine->recover({kAlice}));
    rig.clock.advance(10s);
    work_all(*engine);
    EXPECT_EQ(rig.described().status, ExecutionStatus::Succeeded);
}

TEST(ClockSteps, AWaitOfSecondsEndsAfterThemAndOneForAMomentAtThatMoment) {
    constexpr const char* kWaits = R"({"StartAt": "Pause", "States": {
        "Pause": {"Type": "Wait", "Seconds": 60, "Next": "Moment"},
        "Moment": {"Type": "Wait", "Timestamp": "2026-01-01T12:00:00Z", "End": true}}})";
    EngineRig rig;  // at midnight
    const auto engine = rig.make({}, kWaits);
    ASSERT_TRUE(engine->start(kAlice, job()));
    work_all(*engine);
    rig.step(-kDay);
    engine->tick();
    rig.clock.advance(60s);
    work_all(*engine);
    EXPECT_EQ(rig.described().state, "Moment");
    rig.clock.advance(kDay);
    work_all(*engine);
    EXPECT_EQ(rig.described().status, ExecutionStatus::Running) << "it is a minute past midnight";
    rig.clock.advance(12h);
    work_all(*engine);
    EXPECT_EQ(rig.described().status, ExecutionStatus::Succeeded);
}

TEST(ClockSteps, NoTaskAtWorkOverrunsBecauseTheClockIsSetForward) {
    EngineRig rig;
    DurableOrchestrator* watched = nullptr;
    const auto engine = rig.make(with_first([&](const TaskContext& context, const nlohmann::json& input) {
        rig.step(kDay);
        watched->tick();
        EXPECT_TRUE(context.heartbeat()) << "it still has its lease";
        rig.step(-kDay);
        watched->tick();
        return telling("first")(context, input);
    }));
    watched = engine.get();
    ASSERT_TRUE(engine->start(kAlice, job()));
    work_all(*engine);
    EXPECT_EQ(rig.described().status, ExecutionStatus::Succeeded);
    EXPECT_EQ(rig.events(), (std::vector<std::string>{"first", "second"}));
}

TEST(ClockSteps, ATaskOverrunsThoughTheClockStandsStill) {
    EngineRig rig;
    DurableOrchestrator* watched = nullptr;
    const auto engine = rig.make(with_first([&](const TaskContext& context, const nlohmann::json& input) {
        rig.stepped -= 26'000;  // 20 s that it may take, 5 s of grace, and one
        watched->tick();
        EXPECT_FALSE(context.heartbeat());
        return telling("first")(context, input);
    }));
    watched = engine.get();
    ASSERT_TRUE(engine->start(kAlice, job()));
    ASSERT_TRUE(engine->work_once());
    EXPECT_EQ(rig.history(), (std::vector{Kind::Started, Kind::Entered, Kind::Failed, Kind::Retried}));
    EXPECT_TRUE(rig.events().empty()) << "what came of it is dropped";
}

TEST(ClockSteps, AClockThatStandsStillHoldsUpNoJobThatNeedNotWait) {
    EngineRig rig;
    const auto engine = rig.make(sound_tasks());
    for (int i = 0; i < 20; ++i) {
        ASSERT_TRUE(engine->start(kAlice, {JobId(fmt::format("job-{}", i)), {{"n", i}}, {}}));
        engine->tick();
    }
    work_all(*engine);
    for (int i = 0; i < 20; ++i) EXPECT_EQ(rig.described(JobId(fmt::format("job-{}", i))).status, ExecutionStatus::Succeeded);
}

}  // namespace
}  // namespace bespoke::engine
