#include "engine/definition.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

namespace bespoke::engine {
namespace {

using nlohmann::json;

TEST(Definition, ReadsThePipelineOfTheProduct) {
    std::ifstream file(BESPOKE_SOURCE_DIR "/pipeline/tailoring.asl.json");
    const auto definition = parse_definition(json::parse(file));
    ASSERT_TRUE(definition) << definition.error().public_text;
    EXPECT_EQ(definition->start_at, "Ingest");
    const std::vector<std::string> order = {"Ingest",   "Parse",  "Embed",   "Retrieve", "Generate",
                                            "Validate", "Render", "Persist", "Notify"};
    std::string at = definition->start_at;
    for (const auto& expected : order) {
        EXPECT_EQ(at, expected);
        at = std::get<TaskState>(definition->states.at(at)).next;
        if (const auto* choice = std::get_if<ChoiceState>(&definition->states.at(at))) at = choice->otherwise;
    }
    EXPECT_TRUE(std::holds_alternative<SucceedState>(definition->states.at(at)));
}

TEST(Definition, EveryStageOfTheProductRetriesRejectsAndDies) {
    std::ifstream file(BESPOKE_SOURCE_DIR "/pipeline/tailoring.asl.json");
    const auto definition = parse_definition(json::parse(file)).value();
    for (const auto& [name, state] : definition.states) {
        const auto* task = std::get_if<TaskState>(&state);
        if (task == nullptr || name == "Reject" || name == "DeadLetter") continue;
        // One a class: the function's service, throttles, functions that died, and what our own tasks say.
        ASSERT_EQ(task->retriers.size(), 4U) << name;
        EXPECT_EQ(task->retriers[0].errors.back(), "Lambda.TooManyRequestsException") << name;
        EXPECT_EQ(task->retriers[1].errors, std::vector<std::string>{"ThrottlingException"}) << name;
        EXPECT_EQ(task->retriers[2].max_attempts, 2) << name;
        EXPECT_EQ(task->retriers[3].errors.front(), "Unavailable") << name;
        EXPECT_EQ(task->retriers[3].max_attempts, 5) << name;
        std::set<std::string> errors;
        for (const auto& retrier : task->retriers) {
            EXPECT_EQ(retrier.jitter, Retrier::Jitter::Full) << name;
            for (const auto& error : retrier.errors) EXPECT_TRUE(errors.insert(error).second) << name << " names twice " << error;
        }
        ASSERT_EQ(task->catchers.size(), 2U) << name;
        EXPECT_EQ(task->catchers[0].next, "Reject") << name;
        EXPECT_EQ(task->catchers[1].next, "DeadLetter") << name;
    }
}

/// A task state with these fields more, and an end.
std::string task_with(const std::string& fields) {
    return R"({"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "r", "End": true, )" + fields + "}}}";
}
std::string choice_with(const std::string& rule) {
    return R"({"StartAt": "A", "States": {"A": {"Type": "Choice", "Choices": [)" + rule + R"(]}, "B": {"Type": "Succeed"}}})";
}

struct BadDefinition {
    const char* what;
    std::string source;
    std::string pointer;
};

const std::vector<BadDefinition> kBadDefinitions = {
    BadDefinition{"unknown top field", R"({"StartAt": "A", "States": {"A": {"Type": "Succeed"}}, "Speed": 1})", "/Speed"},
    BadDefinition{"unknown state field", task_with(R"("Retries": [])"), "/States/A/Retries"},
    BadDefinition{"a field of another type of state", task_with(R"("Seconds": 3)"), "/States/A/Seconds"},
    BadDefinition{"jitter of another kind", task_with(R"("Retry": [{"ErrorEquals": ["E"], "JitterStrategy": "SOME"}])"),
                  "/States/A/Retry/0/JitterStrategy"},
    BadDefinition{"States.ALL beside others", task_with(R"("Retry": [{"ErrorEquals": ["States.ALL", "E"]}])"),
                  "/States/A/Retry/0/ErrorEquals"},
    BadDefinition{"States.ALL before others", task_with(R"("Retry": [{"ErrorEquals": ["States.ALL"]}, {"ErrorEquals": ["E"]}])"),
                  "/States/A/Retry/0/ErrorEquals"},
    BadDefinition{"backoff that shrinks", task_with(R"("Retry": [{"ErrorEquals": ["E"], "BackoffRate": 0.5}])"),
                  "/States/A/Retry/0/BackoffRate"},
    BadDefinition{"longest delay below the first",
                  task_with(R"("Retry": [{"ErrorEquals": ["E"], "IntervalSeconds": 5, "MaxDelaySeconds": 5}])"),
                  "/States/A/Retry/0/MaxDelaySeconds"},
    BadDefinition{"heartbeat slower than the time-out", task_with(R"("TimeoutSeconds": 5, "HeartbeatSeconds": 5)"),
                  "/States/A/HeartbeatSeconds"},
    BadDefinition{"catcher to nowhere", task_with(R"("Catch": [{"ErrorEquals": ["E"], "Next": "B"}])"), "/States/A/Catch/0/Next"},
    BadDefinition{"path with a wildcard", task_with(R"("InputPath": "$.a[*]")"), "/States/A/InputPath"},
    BadDefinition{"path of an unknown context", task_with(R"("Parameters": {"x.$": "$$.Map.Item"})"), "/States/A/Parameters/x.$"},
    BadDefinition{"intrinsic function", task_with(R"j("Parameters": {"a": [{"x.$": "States.UUID()"}]})j"),
                  "/States/A/Parameters/a/0/x.$"},
    BadDefinition{"result into the context", task_with(R"("ResultPath": "$$.a")"), "/States/A/ResultPath"},
    BadDefinition{"rule without a variable", choice_with(R"({"IsNull": true, "Next": "B"})"), "/States/A/Choices/0/Variable"},
    BadDefinition{"rule that leads nowhere", choice_with(R"({"Variable": "$.a", "IsNull": true})"), "/States/A/Choices/0/Next"},
    BadDefinition{"number for a string", choice_with(R"({"Variable": "$.a", "StringEquals": 1, "Next": "B"})"),
                  "/States/A/Choices/0/StringEquals"},
    BadDefinition{"two comparisons", choice_with(R"({"Variable": "$.a", "IsNull": true, "IsString": true, "Next": "B"})"),
                  "/States/A/Choices/0/IsString"},
    BadDefinition{"unknown comparison", choice_with(R"({"Variable": "$.a", "StringStarts": "x", "Next": "B"})"),
                  "/States/A/Choices/0/StringStarts"},
    BadDefinition{"next within a connective",
                  choice_with(R"({"And": [{"Variable": "$.a", "IsNull": true, "Next": "B"}], "Next": "B"})"),
                  "/States/A/Choices/0/And/0/Next"},
    BadDefinition{
        "wait for two things",
        R"({"StartAt": "A", "States": {"A": {"Type": "Wait", "Seconds": 1, "Timestamp": "2026-01-01T00:00:00Z", "End": true}}})",
        "/States/A"},
    BadDefinition{"wait for no time",
                  R"({"StartAt": "A", "States": {"A": {"Type": "Wait", "Timestamp": "tomorrow", "End": true}}})",
                  "/States/A/Timestamp"},
    BadDefinition{"a state that nothing leads to",
                  R"({"StartAt": "A", "States": {"A": {"Type": "Succeed"}, "B/C": {"Type": "Succeed"}}})", "/States/B~1C"},
    BadDefinition{"no end", R"({"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "A"}}})", "/States"},
    BadDefinition{"unknown type", R"({"StartAt": "A", "States": {"A": {"Type": "Map"}}})", "/States/A/Type"},
    BadDefinition{"start nowhere", R"({"StartAt": "B", "States": {"A": {"Type": "Succeed"}}})", "/StartAt"},
    BadDefinition{"next nowhere", R"({"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "r", "Next": "B"}}})",
                  "/States/A/Next"},
    BadDefinition{"no way on", R"({"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "r"}}})", "/States/A"},
    BadDefinition{"time-out of nothing",
                  R"({"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "r", "End": true, "TimeoutSeconds": 0}}})",
                  "/States/A/TimeoutSeconds"},
    BadDefinition{"not an object", R"([1])", ""}};

class RefusedDefinition : public testing::TestWithParam<BadDefinition> {};

TEST_P(RefusedDefinition, NamesThePlace) {
    const auto definition = parse_definition(json::parse(GetParam().source));
    ASSERT_FALSE(definition) << GetParam().what;
    EXPECT_EQ(definition.error().where, GetParam().pointer);
}

INSTANTIATE_TEST_SUITE_P(Cases, RefusedDefinition, testing::ValuesIn(kBadDefinitions));

}  // namespace
}  // namespace bespoke::engine
