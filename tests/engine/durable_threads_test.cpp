// The durable engine with its threads. Nobody sleeps: the tests wait for what tasks and effects tell them.

#include <condition_variable>
#include <thread>

#include "engine_rig.hpp"

namespace bespoke::engine {
namespace {

using nlohmann::json;
using ports::ExecutionStatus;
using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr const char* kOneStep = R"({"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "work", "TimeoutSeconds": 20,
    "Next": "B", "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "B"}]}, "B": {"Type": "Succeed"}}})";
constexpr seconds kPatience{60};

/// Counts, and lets others wait for a number.
class Counter {
public:
    void add() {
        {
            const std::lock_guard lock(mutex_);
            ++count_;
        }
        changed_.notify_all();
    }
    bool reaches(int count) {
        std::unique_lock lock(mutex_);
        return changed_.wait_for(lock, kPatience, [&] { return count_ >= count; });
    }
    int count() {
        const std::lock_guard lock(mutex_);
        return count_;
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    int count_ = 0;
};

class DurableThreads : public testing::Test {
protected:
    EngineRig rig;
    Counter finished;

    void SetUp() override {
        rig.options.poll = milliseconds(5);
        rig.options.watch = milliseconds(2);
        rig.effects.transition = [this](const TenantId&, const JobId&, const ports::Transition& line) -> ports::Batch {
            if (line.kind == ports::Transition::Kind::Finished) finished.add();
            return {};
        };
    }
    static Task counting(Counter& counter) {
        return [&counter](const TaskContext& context, const json& input) {
            counter.add();
            return telling("worked")(context, input);
        };
    }
    /// Waits until the journal shows it, which is a moment after the effects were asked for.
    bool ended(const JobId& job) {
        for (const auto deadline = Deadline::after(kPatience); !deadline.passed(); std::this_thread::yield()) {
            if (rig.described(job).status != ExecutionStatus::Running) return true;
        }
        return false;
    }
};

TEST_F(DurableThreads, ManyWorkersRunManyJobsOnceEach) {
    constexpr int kJobs = 300;
    rig.options.workers = 4;
    Counter worked;
    auto engine = rig.make({{"work", counting(worked)}}, kOneStep);
    engine->run();
    for (int i = 0; i < kJobs; ++i) {
        ASSERT_TRUE(engine->start(i % 2 == 0 ? kAlice : kBob, {JobId(fmt::format("job-{}", i)), json::object(), {}}));
    }
    ASSERT_TRUE(finished.reaches(kJobs));
    ASSERT_TRUE(engine->stop());
    EXPECT_EQ(worked.count(), kJobs);
    for (int i = 0; i < kJobs; ++i) {
        const auto& tenant = i % 2 == 0 ? kAlice : kBob;
        EXPECT_EQ(rig.events(tenant, JobId(fmt::format("job-{}", i))).size(), 1U) << i;
    }
}

TEST_F(DurableThreads, StopLetsTheTaskAtWorkFinishAndGivesItsLeaseBack) {
    constexpr const char* kThree = R"({"StartAt": "A", "States": {
        "A": {"Type": "Task", "Resource": "block", "Next": "B"}, "B": {"Type": "Task", "Resource": "work", "End": true}}})";
    Counter entered, released, worked;
    rig.options.workers = 1;
    auto engine = rig.make({{"work", counting(worked)},
                            {"block",
                             [&](const TaskContext& context, const json& input) {
                                 entered.add();
                                 released.reaches(1);
                                 return telling("blocked")(context, input);
                             }}},
                           kThree);
    engine->run();
    ASSERT_TRUE(engine->start(kAlice, {kJob, json::object(), {}}));
    ASSERT_TRUE(entered.reaches(1));
    std::thread stopper([&] { EXPECT_TRUE(engine->stop()); });
    released.add();
    stopper.join();
    const auto execution = rig.described();
    EXPECT_FALSE(execution.leased);
    if (execution.status == ExecutionStatus::Running) {
        EXPECT_EQ(execution.state, "B") << "where the next process goes on";
    }
    EXPECT_EQ(rig.events().front(), "blocked");
}

TEST_F(DurableThreads, AWorkerStuckInAnOverrunTaskIsReplacedWithinABound) {
    rig.options.workers = 1;
    rig.options.replacements = 2;
    Counter stuck, released, worked;
    auto engine = rig.make({{"work",
                             [&](const TaskContext& context, const json& input) {
                                 if (input.contains("stuck")) {
                                     stuck.add();
                                     released.reaches(1);
                                 } else {
                                     worked.add();
                                 }
                                 return telling("worked")(context, input);
                             }}},
                           kOneStep);
    engine->run();
    for (int i = 1; i <= 2; ++i) {
        const JobId job(fmt::format("stuck-{}", i));
        ASSERT_TRUE(engine->start(kAlice, {job, {{"stuck", true}}, {}}));
        ASSERT_TRUE(stuck.reaches(i));
        rig.clock.advance(seconds(26));
        ASSERT_TRUE(ended(job)) << "States.Timeout was caught";
    }
    ASSERT_TRUE(engine->start(kAlice, {kJob, json::object(), {}}));
    ASSERT_TRUE(worked.reaches(1)) << "the second replacement works";
    ASSERT_TRUE(ended(kJob));
    released.add();
    ASSERT_TRUE(engine->stop());
    EXPECT_TRUE(rig.events(kAlice, JobId("stuck-1")).empty()) << "late results are dropped";
    EXPECT_NE(rig.metrics.expose().find("bespoke_workers_replaced_total 2"), std::string::npos);
    EXPECT_NE(rig.metrics.expose().find("bespoke_workers_abandoned 0"), std::string::npos) << "both came back";
}

TEST_F(DurableThreads, DropWaitsForTheTenantsTasks) {
    Counter entered;
    auto engine = rig.make({{"work",
                             [&](const TaskContext& context, const json& input) {
                                 entered.add();
                                 while (context.heartbeat()) std::this_thread::yield();
                                 return telling("worked")(context, input);
                             }}},
                           kOneStep);
    engine->run();
    ASSERT_TRUE(engine->start(kAlice, {kJob, json::object(), {}}));
    ASSERT_TRUE(entered.reaches(1));
    ASSERT_TRUE(engine->drop(kAlice, Deadline::after(kPatience)));
    ASSERT_TRUE(engine->stop());
}

TEST_F(DurableThreads, StopSaysSoIfATaskDoesNotEnd) {
    Counter entered, released;
    rig.options.workers = 1;
    rig.options.drain = milliseconds(20);
    auto engine = rig.make({{"work",
                             [&](const TaskContext&, const json& input) -> Result<TaskOutput> {
                                 entered.add();
                                 released.reaches(1);
                                 return TaskOutput{input, {}};
                             }}},
                           kOneStep);
    engine->run();
    ASSERT_TRUE(engine->start(kAlice, {kJob, json::object(), {}}));
    ASSERT_TRUE(entered.reaches(1));
    const auto stopped = engine->stop();
    ASSERT_FALSE(stopped);
    EXPECT_EQ(stopped.error().reason, "stage-busy");
    released.add();
    while (!engine->stop()) std::this_thread::yield();  // the thread must be gone before what it uses is
}

}  // namespace
}  // namespace bespoke::engine
