// How the durable engine takes executions to their end.

#include "engine_rig.hpp"

namespace bespoke::engine {
namespace {

using nlohmann::json;
using ports::ExecutionStatus;
using std::chrono::seconds;
using Kind = ports::Transition::Kind;
using Types = std::vector<std::string>;

TEST(DurableEngine, TakesAnExecutionToItsEndAndCommitsEachEffectOnce) {
    EngineRig rig;
    auto engine = rig.make(sound_tasks());
    ASSERT_TRUE(engine->start(kAlice, {kJob, {{"n", 1}}, "trace"}));
    work_all(*engine);
    const auto execution = rig.described();
    EXPECT_EQ(execution.status, ExecutionStatus::Succeeded);
    EXPECT_EQ(execution.output, json({{"n", 1}}));
    EXPECT_EQ(rig.events(), (Types{"first", "second"}));
    EXPECT_EQ(rig.history(), (std::vector{Kind::Started, Kind::Entered, Kind::Succeeded, Kind::Entered, Kind::Succeeded,
                                          Kind::Entered, Kind::Succeeded, Kind::Finished}));
}

TEST(DurableEngine, EndsTheExecutionInTheStepOfItsLastTask) {
    EngineRig rig;
    bool ended_when_told = false;
    rig.effects.transition = [&](const TenantId&, const JobId&, const ports::Transition& line) -> ports::Batch {
        if (line.kind != Kind::Finished) return {};
        return {{}, {event_of(kJob, "finished")}, {}};
    };
    auto engine = rig.make(sound_tasks());
    ASSERT_TRUE(engine->start(kAlice, {kJob, json::object(), {}}));
    ASSERT_TRUE(engine->work_once());
    ended_when_told = rig.described().status == ExecutionStatus::Succeeded;
    EXPECT_TRUE(ended_when_told);
    EXPECT_EQ(rig.events(), (Types{"first", "second", "finished"}));
    EXPECT_NE(rig.store.events(kAlice, 0, {}, 1).value().at(0).at, Timestamp{}) << "the engine says when";
}

TEST(DurableEngine, GivesTheTaskItsContext) {
    EngineRig rig;
    auto tasks = sound_tasks();
    TaskContext seen{{}, {}, Deadline::after(seconds(0)), {}, {}};
    tasks["first"] = [&](const TaskContext& context, const json& input) -> Result<TaskOutput> {
        seen = context;
        EXPECT_TRUE(context.heartbeat());
        return TaskOutput{input, {}};
    };
    auto engine = rig.make(std::move(tasks));
    ASSERT_TRUE(engine->start(kAlice, {kJob, json::object(), "0af7651916cd43dd8448eb211c80319c"}));
    work_all(*engine);
    EXPECT_EQ(seen.tenant, kAlice);
    EXPECT_EQ(seen.job, kJob);
    EXPECT_EQ(seen.trace, "0af7651916cd43dd8448eb211c80319c");
    EXPECT_GT(seen.deadline.left(), seconds(18));
    EXPECT_LE(seen.deadline.left(), seconds(20));
}

TEST(DurableEngine, RetriesWithBackoffThenBuries) {
    EngineRig rig;
    int calls = 0;
    auto tasks = sound_tasks();
    tasks["first"] = [&](const TaskContext&, const json&) -> Result<TaskOutput> {
        ++calls;
        return fail(ErrorCode::Unavailable, "away", "It is away.");
    };
    auto engine = rig.make(std::move(tasks));
    ASSERT_TRUE(engine->start(kAlice, {kJob, {{"n", 1}}, {}}));
    work_all(*engine);
    EXPECT_EQ(calls, 1);
    EXPECT_EQ(rig.described().wake_at, rig.clock.now() + seconds(10));
    rig.clock.advance(seconds(10));
    work_all(*engine);
    EXPECT_EQ(rig.described().wake_at, rig.clock.now() + seconds(20));
    rig.clock.advance(seconds(20));
    work_all(*engine);
    EXPECT_EQ(calls, 3);
    const auto execution = rig.described();
    EXPECT_EQ(execution.status, ExecutionStatus::Failed);
    EXPECT_EQ(execution.error_name, "Dead");
    EXPECT_EQ(execution.failed_state, "First");
    EXPECT_EQ(execution.error->reason, "away");
    EXPECT_EQ(rig.events(), Types{"buried"});
}

TEST(DurableEngine, JitterIsDrawnFromTheSeed) {
    constexpr const char* kJittered = R"({"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "first", "End": true,
        "Retry": [{"ErrorEquals": ["States.ALL"], "IntervalSeconds": 100, "JitterStrategy": "FULL"}]}}})";
    const auto wake_with = [&](std::uint64_t seed) {
        EngineRig rig;
        rig.options.seed = seed;
        auto engine = rig.make({{"first", failing(ErrorCode::Unavailable)}}, kJittered);
        EXPECT_TRUE(engine->start(kAlice, {kJob, json::object(), {}}));
        work_all(*engine);
        return *rig.described().wake_at;
    };
    EXPECT_EQ(wake_with(1), wake_with(1));
    EXPECT_NE(wake_with(1), wake_with(2));
}

TEST(DurableEngine, RedrivesAFailedExecutionFromItsFailedState) {
    EngineRig rig;
    bool mended = false;
    auto tasks = sound_tasks();
    tasks["second"] = [&](const TaskContext& context, const json& input) {
        return mended ? telling("second")(context, input) : failing(ErrorCode::Corrupt)(context, input);
    };
    rig.effects.redriven = [](const TenantId&, const JobId& job) -> ports::Batch {
        return {{}, {event_of(job, "redriven")}, {}};
    };
    auto engine = rig.make(std::move(tasks));
    ASSERT_TRUE(engine->start(kAlice, {kJob, {{"n", 1}}, {}}));
    work_all(*engine);
    ASSERT_EQ(rig.described().status, ExecutionStatus::Failed);
    mended = true;
    ASSERT_TRUE(engine->redrive(kAlice, kJob));
    work_all(*engine);
    EXPECT_EQ(rig.described().status, ExecutionStatus::Succeeded);
    EXPECT_EQ(rig.described().output, json({{"n", 1}})) << "the failure is not in the data any more";
    EXPECT_EQ(rig.events(), (Types{"first", "buried", "redriven", "second"}));
    EXPECT_EQ(engine->redrive(kAlice, kJob).error().reason, "job-not-failed");
}

TEST(DurableEngine, CancelsAWaitingExecutionAtOnce) {
    EngineRig rig;
    rig.effects.cancelled = [](const TenantId&, const JobId& job) -> ports::Batch {
        return {{}, {event_of(job, "cancelled")}, {}};
    };
    auto tasks = sound_tasks();
    tasks["first"] = failing(ErrorCode::Unavailable);
    auto engine = rig.make(std::move(tasks));
    ASSERT_TRUE(engine->start(kAlice, {kJob, json::object(), {}}));
    work_all(*engine);
    ASSERT_TRUE(engine->cancel(kAlice, kJob));
    rig.clock.advance(std::chrono::hours(1));
    work_all(*engine);
    EXPECT_EQ(rig.described().status, ExecutionStatus::Cancelled);
    EXPECT_EQ(rig.events(), Types{"cancelled"});
}

TEST(DurableEngine, TellsATaskAtWorkThatItIsCancelledAndDropsItsResult) {
    EngineRig rig;
    rig.effects.cancelled = [](const TenantId&, const JobId& job) -> ports::Batch {
        return {{}, {event_of(job, "cancelled")}, {}};
    };
    auto tasks = sound_tasks();
    DurableOrchestrator* engine = nullptr;
    bool told = false;
    tasks["first"] = [&](const TaskContext& context, const json& input) {
        EXPECT_TRUE(engine->cancel(kAlice, kJob));
        told = !context.heartbeat();
        return telling("first")(context, input);
    };
    const auto owner = rig.make(std::move(tasks));
    engine = owner.get();
    ASSERT_TRUE(engine->start(kAlice, {kJob, json::object(), {}}));
    work_all(*engine);
    EXPECT_TRUE(told);
    EXPECT_EQ(rig.described().status, ExecutionStatus::Cancelled);
    EXPECT_EQ(rig.events(), Types{"cancelled"});
}

TEST(DurableEngine, ForgetsWhatHasEnded) {
    EngineRig rig;
    auto engine = rig.make(sound_tasks());
    ASSERT_TRUE(engine->start(kAlice, {kJob, json::object(), {}}));
    EXPECT_EQ(engine->forget(kAlice, kJob).error().reason, "job-running");
    work_all(*engine);
    ASSERT_TRUE(engine->forget(kAlice, kJob));
    EXPECT_FALSE(engine->describe(kAlice, kJob).value().has_value());
}

TEST(DurableEngine, RefusesTasksThatAreNotThere) {
    EngineRig rig;
    const auto made = DurableOrchestrator::create(definition_of(kTwoSteps), {{"first", telling("x")}, {"second", telling("x")}},
                                                  {}, {rig.journal, rig.clock, rig.metrics});
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().where, "/States/Bury/Resource");
}

TEST(DurableEngine, ResumesWhatADeadProcessLeft) {
    EngineRig rig;
    {
        auto engine = rig.make(sound_tasks());
        ASSERT_TRUE(engine->start(kAlice, {kJob, json::object(), {}}));
        ASSERT_TRUE(engine->start(kBob, {kJob, json::object(), {}}));
    }
    const auto dead = rig.memory.claim(kAlice, rig.clock.now(), rig.clock.now() + seconds(30)).value();
    ASSERT_TRUE(dead);
    auto engine = rig.make(sound_tasks());
    EXPECT_FALSE(engine->work_once()) << "it knows of nothing yet";
    ASSERT_TRUE(engine->recover({kAlice, kBob}));
    work_all(*engine);
    EXPECT_EQ(rig.described(kJob, kAlice).status, ExecutionStatus::Succeeded);
    EXPECT_EQ(rig.described(kJob, kBob).status, ExecutionStatus::Succeeded);
    EXPECT_EQ(rig.events(), (Types{"first", "second"}));
}

TEST(DurableEngine, TakesUpWhatADeadProcessLeftOfARestingTenantOnlyWhenToldTo) {
    EngineRig rig;
    {
        auto engine = rig.make(sound_tasks());
        ASSERT_TRUE(engine->start(kAlice, {kJob, json::object(), {}}));
    }
    ASSERT_TRUE(rig.memory.claim(kAlice, rig.clock.now(), rig.clock.now() + seconds(30)).value());
    auto engine = rig.make(sound_tasks());
    ASSERT_TRUE(engine->recover({}, std::nullopt, {kAlice}));
    EXPECT_FALSE(engine->work_once());
    ASSERT_TRUE(engine->take_up(kAlice));
    work_all(*engine);
    EXPECT_EQ(rig.described(kJob, kAlice).status, ExecutionStatus::Succeeded) << "though the lease has not run out";
}

TEST(DurableEngine, TakesNothingOfATenantThatIsDropped) {
    EngineRig rig;
    auto engine = rig.make(sound_tasks());
    ASSERT_TRUE(engine->start(kAlice, {kJob, json::object(), {}}));
    ASSERT_TRUE(engine->start(kBob, {kJob, json::object(), {}}));
    ASSERT_TRUE(engine->drop(kAlice, Deadline::after(seconds(1))));
    work_all(*engine);
    EXPECT_EQ(rig.described(kJob, kAlice).status, ExecutionStatus::Running);
    EXPECT_EQ(rig.described(kJob, kBob).status, ExecutionStatus::Succeeded);
}

TEST(DurableEngine, CountsWhatItDoes) {
    EngineRig rig;
    auto engine = rig.make(sound_tasks());
    ASSERT_TRUE(engine->start(kAlice, {kJob, json::object(), {}}));
    work_all(*engine);
    const auto text = rig.metrics.expose();
    EXPECT_NE(text.find("bespoke_executions_started_total 1"), std::string::npos) << text;
    EXPECT_NE(text.find("bespoke_executions_ended_total{status=\"succeeded\"} 1"), std::string::npos);
}

}  // namespace
}  // namespace bespoke::engine
