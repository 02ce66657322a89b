// One tenant's queue does not delay another's first job.

#include "engine/fair_queue.hpp"
#include "engine_rig.hpp"

namespace bespoke::engine {
namespace {

using nlohmann::json;
using ports::ExecutionStatus;

constexpr const char* kOneStep = R"({"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "work", "End": true}}})";

TEST(Fairness, ALateComersJobStartsWithinOneJobAWorker) {
    constexpr int kJobs = 10'000;
    EngineRig rig;
    rig.options.workers = 4;
    int bobs_turn = 0, turns = 0;
    auto engine = rig.make({{"work",
                             [&](const TaskContext& context, const json& input) -> Result<TaskOutput> {
                                 ++turns;
                                 if (context.tenant == kBob) bobs_turn = turns;
                                 return TaskOutput{input, {}};
                             }}},
                           kOneStep);
    for (int i = 0; i < kJobs; ++i) ASSERT_TRUE(engine->start(kAlice, {JobId(fmt::format("job-{}", i)), json::object(), {}}));
    for (int i = 0; i < 100; ++i) ASSERT_TRUE(engine->work_once());
    ASSERT_TRUE(engine->start(kBob, {kJob, json::object(), {}}));
    const int before = turns;
    work_all(*engine);
    EXPECT_GT(bobs_turn, 0);
    EXPECT_LE(bobs_turn - before, rig.options.workers + 1);
    EXPECT_EQ(turns, kJobs + 1);
}

TEST(Fairness, TenantsTakeTurnsEvenly) {
    FairQueue queue(8);
    const auto now = from_millis(1'000);
    const std::vector<TenantId> tenants = {TenantId("a"), TenantId("b"), TenantId("c")};
    for (const auto& tenant : tenants) queue.note(tenant, now);
    std::map<TenantId, int> turns;
    for (int i = 0; i < 9; ++i) {
        const auto turn = queue.take(now);
        ASSERT_TRUE(turn);
        ++turns[turn->tenant];
    }
    for (const auto& tenant : tenants) EXPECT_EQ(turns[tenant], 3);
}

TEST(Fairness, ATenantHasNoMoreJobsAtWorkThanItMay) {
    FairQueue queue(2);
    const auto now = from_millis(1'000);
    queue.note(kAlice, now);
    const auto first = queue.take(now);
    ASSERT_TRUE(first && queue.take(now));
    EXPECT_FALSE(queue.take(now));
    EXPECT_EQ(queue.waiting(now), 0U);
    queue.done(*first);
    EXPECT_TRUE(queue.take(now));
}

TEST(Fairness, WorkThatCameMeanwhileIsNotForgotten) {
    FairQueue queue(1);
    const auto now = from_millis(1'000);
    queue.note(kAlice, now);
    const auto turn = *queue.take(now);
    queue.note(kAlice, now);  // while the journal was asked
    queue.settle(turn, std::nullopt);
    queue.done(turn);
    const auto again = queue.take(now);
    ASSERT_TRUE(again);
    queue.settle(*again, now + std::chrono::seconds(5));
    queue.done(*again);
    EXPECT_FALSE(queue.take(now));
    EXPECT_TRUE(queue.take(now + std::chrono::seconds(5)));
}

}  // namespace
}  // namespace bespoke::engine
