#include "engine/run_to_end.hpp"

#include "engine_rig.hpp"

namespace bespoke::engine {
namespace {

using nlohmann::json;
using ports::ExecutionStatus;
using ports::Transition;

struct Ran {
    Result<ports::Execution> execution;
    std::vector<std::string> entered;
};

Ran run(const Tasks& tasks, const char* definition = kTwoSteps) {
    adapters::memory::Clock clock;
    adapters::memory::Journal journal;
    std::vector<std::string> entered;
    auto execution =
        run_to_end(definition_of(definition), tasks, journal, clock, kAlice, {kJob, {{"n", 1}}, {}}, [&](const Transition& line) {
            if (line.kind == Transition::Kind::Entered) entered.push_back(line.state);
        });
    return {std::move(execution), std::move(entered)};
}

TEST(RunToEnd, ShowsEachStateAndGivesTheOutput) {
    const auto ran = run(sound_tasks());
    ASSERT_TRUE(ran.execution);
    EXPECT_EQ(ran.execution->status, ExecutionStatus::Succeeded);
    EXPECT_EQ(ran.execution->output, json({{"n", 1}}));
    EXPECT_EQ(ran.entered, (std::vector<std::string>{"First", "Second", "Done"}));
}

TEST(RunToEnd, DoesNotWaitForRetriesButKeepsTheError) {
    auto tasks = sound_tasks();
    tasks["first"] = failing(ErrorCode::Unavailable, "away");
    const auto ran = run(tasks);
    ASSERT_TRUE(ran.execution);
    EXPECT_EQ(ran.execution->status, ExecutionStatus::Failed);
    EXPECT_EQ(ran.execution->error->reason, "away");
    EXPECT_EQ(ran.execution->failed_state, "First");
    EXPECT_EQ(ran.entered, (std::vector<std::string>{"First", "Bury", "Dead"}));
}

TEST(RunToEnd, SaysSoWhereItWouldHaveToWait) {
    const auto ran = run({}, R"({"StartAt": "A", "States": {"A": {"Type": "Wait", "Seconds": 5, "End": true}}})");
    ASSERT_FALSE(ran.execution);
    EXPECT_EQ(ran.execution.error().reason, "would-wait");
}

TEST(RunToEnd, RefusesTasksThatAreNotThere) {
    EXPECT_EQ(run({{"first", telling("x")}}).execution.error().reason, "bad-definition");
}

}  // namespace
}  // namespace bespoke::engine
