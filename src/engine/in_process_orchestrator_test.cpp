#include "engine/in_process_orchestrator.hpp"

#include <gtest/gtest.h>

namespace bespoke::engine {
namespace {

using nlohmann::json;
using ports::ExecutionStatus;

const TenantId kAlice("alice");
const TenantId kBob("bob");
const JobId kJob("job-1");

Deadline soon() { return Deadline::after(std::chrono::seconds(10)); }

Definition two_steps() {
    return parse_definition(json::parse(R"({
        "StartAt": "First",
        "States": {
            "First": {"Type": "Task", "Resource": "first", "Next": "Second"},
            "Second": {"Type": "Task", "Resource": "second", "Next": "Done", "Catch": [{"ErrorEquals": ["unavailable"], "Next": "Given up"}]},
            "Done": {"Type": "Succeed"},
            "Given up": {"Type": "Fail", "Error": "GivenUp"}
        }})"))
        .value();
}

Task append(const std::string& word) {
    return [word](const TaskContext&, const json& state) -> Result<json> {
        auto next = state;
        next["trail"].push_back(word);
        return next;
    };
}

Task failing(ErrorCode code) {
    return [code](const TaskContext&, const json&) -> Result<json> { return fail(code, "broken", "It is broken."); };
}

ports::Execution run(Tasks tasks, const json& input) {
    auto orchestrator = InProcessOrchestrator::create(two_steps(), std::move(tasks)).value();
    EXPECT_TRUE(orchestrator->start(kAlice, kJob, input, soon()));
    return *orchestrator->describe(kAlice, kJob).value();
}

TEST(InProcessOrchestrator, PassesStateDataFromTaskToTask) {
    const auto execution = run({{"first", append("a")}, {"second", append("b")}}, json::object());
    EXPECT_EQ(execution.status, ExecutionStatus::Succeeded);
    EXPECT_EQ(execution.output, json::parse(R"({"trail": ["a", "b"]})"));
    ASSERT_EQ(execution.history.size(), 3U);
    EXPECT_EQ(execution.history[0].state, "First");
    EXPECT_EQ(execution.history[2].state, "Done");
}

TEST(InProcessOrchestrator, KeepsTheErrorOfTheStateThatFailed) {
    const auto execution = run({{"first", failing(ErrorCode::InvalidInput)}, {"second", append("b")}}, json::object());
    EXPECT_EQ(execution.status, ExecutionStatus::Failed);
    EXPECT_EQ(execution.failed_state, "First");
    EXPECT_EQ(execution.error->public_text, "It is broken.");
    EXPECT_EQ(execution.history.size(), 1U);
}

TEST(InProcessOrchestrator, GoesWhereTheCatcherSays) {
    const auto execution = run({{"first", append("a")}, {"second", failing(ErrorCode::Unavailable)}}, json::object());
    EXPECT_EQ(execution.status, ExecutionStatus::Failed);
    EXPECT_EQ(execution.history.back().state, "Given up");
    EXPECT_EQ(execution.error->code, ErrorCode::Unavailable);
}

TEST(InProcessOrchestrator, RunsAJobOnceHoweverOftenItIsStarted) {
    int runs = 0;
    const Task counting = [&](const TaskContext&, const json& state) -> Result<json> {
        ++runs;
        return state;
    };
    auto orchestrator = InProcessOrchestrator::create(two_steps(), {{"first", counting}, {"second", append("b")}}).value();
    EXPECT_TRUE(orchestrator->start(kAlice, kJob, {{"x", 1}}, soon()));
    EXPECT_TRUE(orchestrator->start(kAlice, kJob, {{"x", 1}}, soon()));
    EXPECT_EQ(runs, 1);
    const auto other_input = orchestrator->start(kAlice, kJob, {{"x", 2}}, soon());
    ASSERT_FALSE(other_input);
    EXPECT_EQ(other_input.error().code, ErrorCode::Conflict);
}

TEST(InProcessOrchestrator, ShowsNoJobToAnotherTenant) {
    auto orchestrator = InProcessOrchestrator::create(two_steps(), {{"first", append("a")}, {"second", append("b")}}).value();
    ASSERT_TRUE(orchestrator->start(kAlice, kJob, json::object(), soon()));
    EXPECT_FALSE(orchestrator->describe(kBob, kJob).value().has_value());
}

TEST(InProcessOrchestrator, RefusesADefinitionThatNamesAnUnknownTask) {
    const auto orchestrator = InProcessOrchestrator::create(two_steps(), {{"first", append("a")}});
    ASSERT_FALSE(orchestrator);
    EXPECT_EQ(orchestrator.error().where, "/States/Second/Resource");
}

}  // namespace
}  // namespace bespoke::engine
