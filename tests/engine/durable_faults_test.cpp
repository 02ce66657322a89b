// What the durable engine does about workers that vanish, tasks that overrun or throw, and disks that fill up.

#include <new>
#include <stdexcept>

#include "engine_rig.hpp"

namespace bespoke::engine {
namespace {

using nlohmann::json;
using ports::ExecutionStatus;
using std::chrono::seconds;
using Kind = ports::Transition::Kind;
using Types = std::vector<std::string>;

TEST(DurableFaults, TasksThatThrowFailUnderTheirCode) {
    const std::vector<std::pair<std::function<void()>, std::string>> cases = {
        {[] { throw std::bad_alloc(); }, "Unavailable"},
        {[] { throw std::runtime_error("x"); }, "Internal"},
        {[] { throw 42; }, "Internal"},
    };
    for (const auto& [thrower, name] : cases) {
        EngineRig rig;
        auto tasks = sound_tasks();
        tasks["second"] = [&](const TaskContext&, const json&) -> Result<TaskOutput> {
            thrower();
            return TaskOutput{};
        };
        auto engine = rig.make(std::move(tasks));
        ASSERT_TRUE(engine->start(kAlice, {kJob, json::object(), {}}));
        work_all(*engine);
        const auto execution = rig.described();
        EXPECT_EQ(execution.status, ExecutionStatus::Failed);
        EXPECT_EQ(execution.output.at("failure").at("Error"), name);
    }
}

TEST(DurableFaults, AStateWhoseWorkersVanishThreeTimesIsBuried) {
    EngineRig rig;
    auto engine = rig.make(sound_tasks());
    ASSERT_TRUE(engine->start(kAlice, {kJob, json::object(), {}}));
    for (int i = 0; i < 3; ++i) {
        ASSERT_TRUE(rig.memory.claim(kAlice, rig.clock.now(), rig.clock.now() + seconds(30)).value()) << "a worker that vanishes";
        rig.clock.advance(seconds(31));
    }
    work_all(*engine);
    const auto execution = rig.described();
    EXPECT_EQ(execution.status, ExecutionStatus::Failed);
    EXPECT_EQ(execution.output.at("failure").at("Error"), "Bespoke.Crashed");
    EXPECT_EQ(json::parse(execution.output.at("failure").at("Cause").get<std::string>()).at("state"), "First");
    EXPECT_EQ(execution.error->reason, "stage-crashed");
    EXPECT_EQ(execution.failed_state, "First");
    EXPECT_EQ(rig.events(), Types{"buried"}) << "the task itself did not run again";
}

TEST(DurableFaults, AFullDiskAtATaskCostsNoAttempt) {
    EngineRig rig;
    int calls = 0;
    auto tasks = sound_tasks();
    tasks["second"] = [&](const TaskContext& context, const json& input) {
        return ++calls < 20 ? failing(ErrorCode::Unavailable, "storage-full")(context, input) : telling("second")(context, input);
    };
    auto engine = rig.make(std::move(tasks));
    ASSERT_TRUE(engine->start(kAlice, {kJob, json::object(), {}}));
    for (int i = 0; i < 20; ++i) {
        work_all(*engine);
        EXPECT_EQ(calls, i + 1);
        rig.clock.advance(rig.options.storage_pause);
    }
    EXPECT_EQ(rig.described().status, ExecutionStatus::Succeeded);
}

TEST(DurableFaults, AFullDiskAtACommitHoldsTheOutcomeUntilThereIsRoom) {
    EngineRig rig;
    int calls = 0;
    auto tasks = sound_tasks();
    tasks["first"] = [&](const TaskContext& context, const json& input) {
        ++calls;
        return telling("first")(context, input);
    };
    auto engine = rig.make(std::move(tasks));
    ASSERT_TRUE(engine->start(kAlice, {kJob, json::object(), {}}));
    rig.journal.refuse_commits = 10;
    work_all(*engine);
    for (int i = 0; i < 9; ++i) {  // three minutes and more: the lease is kept all the while
        rig.clock.advance(seconds(20));
        engine->tick();
        work_all(*engine);
    }
    EXPECT_TRUE(rig.events().empty());
    engine->tick();
    work_all(*engine);
    EXPECT_EQ(rig.described().status, ExecutionStatus::Succeeded);
    EXPECT_EQ(calls, 1) << "the work is not done again";
    EXPECT_EQ(rig.events(), (Types{"first", "second"}));
    EXPECT_EQ(std::ranges::count(rig.history(), Kind::Lost), 0);
}

TEST(DurableFaults, TakesNoMoreWorkThanItCanHoldWhileTheDiskIsFull) {
    EngineRig rig;
    rig.options.workers = 2;
    auto engine = rig.make(sound_tasks());
    for (int i = 0; i < 5; ++i) ASSERT_TRUE(engine->start(kAlice, {JobId(fmt::format("job-{}", i)), json::object(), {}}));
    rig.journal.refuse_commits = 1000;
    work_all(*engine);
    int leased = 0;
    for (int i = 0; i < 5; ++i) leased += rig.described(JobId(fmt::format("job-{}", i))).leased ? 1 : 0;
    EXPECT_EQ(leased, 2);
    rig.journal.refuse_commits = 0;
    engine->tick();
    work_all(*engine);
    for (int i = 0; i < 5; ++i) EXPECT_EQ(rig.described(JobId(fmt::format("job-{}", i))).status, ExecutionStatus::Succeeded);
}

TEST(DurableFaults, ATaskWhoseEffectsAreRefusedHasFailed) {
    EngineRig rig;
    auto tasks = sound_tasks();
    tasks["second"] = [](const TaskContext&, const json& input) -> Result<TaskOutput> {
        ports::Record record;
        record.kind = ports::RecordKind::Job;
        record.id = RecordId("job-1");
        return TaskOutput{input, {{ports::Put{record, ports::Put::If::Matches, 9}}, {}, {}}};
    };
    auto engine = rig.make(std::move(tasks));
    ASSERT_TRUE(engine->start(kAlice, {kJob, json::object(), {}}));
    work_all(*engine);
    EXPECT_EQ(rig.described().status, ExecutionStatus::Failed);
    EXPECT_EQ(rig.described().output.at("failure").at("Error"), "Conflict");
    EXPECT_EQ(rig.events(), (Types{"first", "buried"}));
}

TEST(DurableFaults, AResultThatCantBePlacedHasNoEffects) {
    EngineRig rig;
    auto engine = rig.make({{"work", telling("worked")}}, R"({"StartAt": "A", "States": {
        "A": {"Type": "Task", "Resource": "work", "ResultPath": "$.n.x", "End": true}}})");
    ASSERT_TRUE(engine->start(kAlice, {kJob, {{"n", 1}}, {}}));
    work_all(*engine);
    EXPECT_EQ(rig.described().error_name, "States.ResultPathMatchFailure");
    EXPECT_TRUE(rig.events().empty());
}

/// A first task in which time passes while the watcher looks.
class Overrun : public testing::Test {
protected:
    EngineRig rig;
    std::unique_ptr<DurableOrchestrator> engine;
    int calls = 0;

    void begin(std::function<void(const TaskContext&)> while_it_runs) {
        auto tasks = sound_tasks();
        tasks["first"] = [this, inside = std::move(while_it_runs)](const TaskContext& context, const json& input) {
            if (++calls == 1) inside(context);
            return telling("first")(context, input);
        };
        engine = rig.make(std::move(tasks));
        ASSERT_TRUE(engine->start(kAlice, {kJob, json::object(), {}}));
    }
    void pass(int count, const TaskContext* beating = nullptr) {
        for (int i = 0; i < count; ++i) {
            rig.clock.advance(seconds(1));
            if (beating != nullptr) (void)beating->heartbeat();
            engine->tick();
        }
    }
};

TEST_F(Overrun, ATaskWithinItsTimeKeepsItsLeaseHoweverSlow) {
    rig.options.lease = seconds(3);
    rig.options.heartbeat = seconds(1);
    begin([&](const TaskContext& context) {
        pass(19, &context);
        EXPECT_FALSE(rig.memory.claim(kAlice, rig.clock.now(), rig.clock.now()).value()) << "nobody else may have it";
    });
    work_all(*engine);
    EXPECT_EQ(rig.described().status, ExecutionStatus::Succeeded);
    EXPECT_EQ(std::ranges::count(rig.history(), Kind::Lost), 0);
    EXPECT_EQ(calls, 1);
}

TEST_F(Overrun, ATaskPastItsTimeOutLosesItsLeaseAndItsLateCommitIsStale) {
    begin([&](const TaskContext& context) {
        pass(26, &context);
        EXPECT_FALSE(context.heartbeat()) << "it is told to stop";
        EXPECT_FALSE(rig.described().leased);
        EXPECT_EQ(rig.described().wake_at, rig.clock.now() + seconds(10)) << "States.Timeout is retried";
    });
    work_all(*engine);
    EXPECT_EQ(rig.described().status, ExecutionStatus::Running);
    EXPECT_TRUE(rig.events().empty()) << "the late result is not committed";
    ASSERT_EQ(rig.store.audit(kAlice, 0, 10).value().size(), 1U);
    EXPECT_EQ(rig.store.audit(kAlice, 0, 10).value()[0].outcome, "stale-lease");
    rig.clock.advance(seconds(10));
    work_all(*engine);
    EXPECT_EQ(rig.described().status, ExecutionStatus::Succeeded);
    EXPECT_EQ(calls, 2);
    EXPECT_EQ(rig.events(), (Types{"first", "second"}));
}

TEST_F(Overrun, ATaskThatFallsSilentLosesItsLease) {
    begin([&](const TaskContext&) {
        pass(19);
        EXPECT_TRUE(rig.described().leased) << "15 s and 5 s of grace";
        pass(2);
        EXPECT_FALSE(rig.described().leased);
    });
    work_all(*engine);
    EXPECT_EQ(rig.described().history.at(2).error, "States.HeartbeatTimeout");
    EXPECT_EQ(rig.described().history.at(3).kind, Kind::Retried) << "States.Timeout takes it";
}

TEST_F(Overrun, AWorkerWhoseLeaseAnotherTookIsToldAndCommitsNothing) {
    begin([&](const TaskContext&) {
        rig.clock.advance(seconds(31));  // the watcher stood still too
        const auto other = rig.memory.claim(kAlice, rig.clock.now(), rig.clock.now() + seconds(30)).value();
        ASSERT_TRUE(other);
        ports::Step step{
            ports::Position{"Second", json::object(), json::object(), {}}, {}, {{}, {event_of(kJob, "other")}, {}}, {}};
        ASSERT_TRUE(rig.memory.commit(*other, step, {}, rig.clock.now()));
    });
    work_all(*engine);
    rig.clock.advance(seconds(1));
    ASSERT_TRUE(engine->recover({kAlice}));
    work_all(*engine);
    EXPECT_EQ(rig.described().status, ExecutionStatus::Succeeded);
    EXPECT_EQ(rig.events(), (Types{"other", "second"})) << "what the stalled one did is dropped";
}

/// A worker stalls in its first task past its lease; meanwhile somebody else does what `meanwhile` says; then it goes on.
class Stall {
public:
    /// The other finishes the job; or does the first state and gives its lease back; or holds the lease and commits after the
    /// stall.
    enum class Other { Finishes, MovesOn, Holds };
    Stall(Other other, int millis) : other_(other), millis_(millis) {}

    void run() {
        auto tasks = sound_tasks();
        tasks["first"] = [this](const TaskContext& context, const json& input) {
            if (++calls_ == 1) meanwhile();
            return telling("first")(context, input);
        };
        const auto engine = rig_.make(std::move(tasks));
        ASSERT_TRUE(engine->start(kAlice, {kJob, json::object(), {}}));
        work_all(*engine);
        EXPECT_TRUE(!held_ || commit_first(*held_)) << "whoever holds the newest token may commit";
        rig_.clock.advance(std::chrono::minutes(5));
        ASSERT_TRUE(engine->recover({kAlice}));
        work_all(*engine);
        ASSERT_EQ(rig_.described().status, ExecutionStatus::Succeeded);
        EXPECT_EQ(rig_.events(), (Types{"first", "second"}));
    }
    /// Commits that were refused as stale, as the audit chain has them.
    std::size_t refused() { return rig_.store.audit(kAlice, 0, 10).value().size(); }

private:
    void meanwhile() {
        rig_.clock.advance(std::chrono::milliseconds(30'000 + millis_));
        if (other_ == Other::Holds) {
            held_ = rig_.memory.claim(kAlice, rig_.clock.now(), rig_.clock.now() + seconds(30)).value();
            ASSERT_TRUE(held_);
            return;
        }
        auto tasks = sound_tasks();
        if (other_ == Other::MovesOn) tasks["second"] = failing(ErrorCode::Unavailable, "storage-full");
        const auto engine = rig_.make(std::move(tasks));
        ASSERT_TRUE(engine->start(kAlice, {kJob, json::object(), {}})) << "again: tells it of the tenant";
        work_all(*engine);
    }
    Status commit_first(const ports::Claim& claim) {
        ports::Step step;
        step.next = ports::Position{"Second", json::object(), json::object(), std::nullopt};
        step.batch.events.push_back(event_of(kJob, "first"));
        return rig_.memory.commit(claim, step, {}, rig_.clock.now());
    }

    EngineRig rig_;
    const Other other_;
    const int millis_;
    int calls_ = 0;
    std::optional<ports::Claim> held_;
};

TEST(DurableFaults, ThreeHundredStalledWorkersCommitNothingStale) {
    std::size_t refused = 0;
    for (int round = 0; round < 300; ++round) {
        Stall stall(static_cast<Stall::Other>(round % 3), round);
        ASSERT_NO_FATAL_FAILURE(stall.run()) << round;
        refused += stall.refused();
    }
    EXPECT_EQ(refused, 300U) << "each was noticed";
}

}  // namespace
}  // namespace bespoke::engine
