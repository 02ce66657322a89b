#include "engine/interpreter.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "engine/retry.hpp"
#include "engine/testing.hpp"

namespace bespoke::engine {
namespace {

using nlohmann::json;
using ports::ExecutionStatus;
using std::chrono::milliseconds;
using testing::Script;
using testing::walk;

Definition machine(const std::string& states, const std::string& start = "A") {
    auto definition = parse_definition(json::parse(R"({"StartAt": ")" + start + R"(", "States": {)" + states + "}}"));
    EXPECT_TRUE(definition) << definition.error().where << " " << definition.error().public_text;
    return std::move(*definition);
}

/// One task state with these fields; "B" is there to be led to.
Definition task(const std::string& fields) { return machine(R"("A": {"Type": "Task", "Resource": "work", )" + fields + "}"); }

tl::unexpected<Failure> failing(const std::string& name) { return tl::unexpected(engine_failure(name, "because")); }

struct DataCase {
    const char* what;
    const char* fields;  ///< of the task, beside Resource and End
    const char* input;
    const char* task_input;
    const char* output;
};

class DataFlow : public ::testing::TestWithParam<DataCase> {};

TEST_P(DataFlow, GivesTheTaskItsInputAndPassesOnItsOutput) {
    const auto& param = GetParam();
    const auto walked = walk(task(std::string(R"("End": true)") + param.fields), json::parse(param.input),
                             {{"work", {json::parse(R"({"r": 1, "s": {"t": 2}})")}}});
    ASSERT_EQ(walked.ending.status, ExecutionStatus::Succeeded) << param.what;
    EXPECT_EQ(walked.inputs.at(0), json::parse(param.task_input)) << param.what;
    EXPECT_EQ(walked.ending.output, json::parse(param.output)) << param.what;
}

const std::vector<DataCase> kDataCases = {
    {"all defaults", "", R"({"a": 1})", R"({"a": 1})", R"({"r": 1, "s": {"t": 2}})"},
    {"a part as input", R"(, "InputPath": "$.a.b")", R"({"a": {"b": [7]}})", "[7]", R"({"r": 1, "s": {"t": 2}})"},
    {"no input", R"(, "InputPath": null)", R"({"a": 1})", "{}", R"({"r": 1, "s": {"t": 2}})"},
    {"result beside the input", R"(, "ResultPath": "$.got")", R"({"a": 1})", R"({"a": 1})",
     R"({"a": 1, "got": {"r": 1, "s": {"t": 2}}})"},
    {"result deep in the input", R"(, "ResultPath": "$.x.y")", R"({"x": {"z": 1}})", R"({"x": {"z": 1}})",
     R"({"x": {"z": 1, "y": {"r": 1, "s": {"t": 2}}}})"},
    {"result thrown away", R"(, "ResultPath": null)", R"({"a": 1})", R"({"a": 1})", R"({"a": 1})"},
    {"result into an element", R"(, "ResultPath": "$.list[1]")", R"({"list": [1, 2]})", R"({"list": [1, 2]})",
     R"({"list": [1, {"r": 1, "s": {"t": 2}}]})"},
    {"a part as output", R"(, "OutputPath": "$.s")", R"({"a": 1})", R"({"a": 1})", R"({"t": 2})"},
    {"no output", R"(, "OutputPath": null)", R"({"a": 1})", R"({"a": 1})", "{}"},
    {"a selected result", R"(, "ResultSelector": {"only.$": "$.s.t", "fixed": 3})", R"({"a": 1})", R"({"a": 1})",
     R"({"only": 2, "fixed": 3})"},
    {"parameters of the input and the context",
     R"(, "Parameters": {"x.$": "$.a", "deep": [{"y.$": "$['b c']"}], "id.$": "$$.Execution.Id", "in.$": "$$.State.Name"})",
     R"({"a": 1, "b c": 2})", R"({"x": 1, "deep": [{"y": 2}], "id": "job-1", "in": "A"})", R"({"r": 1, "s": {"t": 2}})"},
    {"when it was entered", R"(, "Parameters": {"t.$": "$$.State.EnteredTime", "n.$": "$$.State.RetryCount"})", "{}",
     R"({"t": "2026-01-01T00:00:00.000Z", "n": 0})", R"({"r": 1, "s": {"t": 2}})"},
    {"the context as input", R"(, "InputPath": "$$.Execution.Id")", "{}", R"("job-1")", R"({"r": 1, "s": {"t": 2}})"},
};
INSTANTIATE_TEST_SUITE_P(Cases, DataFlow, ::testing::ValuesIn(kDataCases));

struct FailureCase {
    const char* what;
    const char* fields;
    const char* name;
};

class BrokenDataFlow : public ::testing::TestWithParam<FailureCase> {};

TEST_P(BrokenDataFlow, FailsUnderItsName) {
    const auto walked = walk(task(std::string(R"("End": true)") + GetParam().fields), {{"a", 1}}, {{"work", {json(1)}}});
    EXPECT_EQ(walked.ending.status, ExecutionStatus::Failed) << GetParam().what;
    EXPECT_EQ(walked.ending.error_name, GetParam().name) << GetParam().what;
    EXPECT_EQ(walked.ending.failed_state, "A");
}

const std::vector<FailureCase> kFailureCases = {
    {"input that isn't there", R"(, "InputPath": "$.b")", "States.Runtime"},
    {"input that isn't there, caught in vain", R"(, "InputPath": "$.b", "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "A"}])",
     "States.Runtime"},
    {"parameter that isn't there", R"(, "Parameters": {"x.$": "$.b"})", "States.ParameterPathFailure"},
    {"result that can't be put there", R"(, "ResultPath": "$.a.b")", "States.ResultPathMatchFailure"},
    {"output that isn't there", R"(, "OutputPath": "$.b")", "States.Runtime"},
    {"selector that finds nothing", R"(, "ResultSelector": {"x.$": "$.b"})", "States.ParameterPathFailure"},
};
INSTANTIATE_TEST_SUITE_P(Cases, BrokenDataFlow, ::testing::ValuesIn(kFailureCases));

struct RuleCase {
    const char* rule;
    bool holds;
};

class ChoiceRule : public ::testing::TestWithParam<RuleCase> {};

TEST_P(ChoiceRule, Decides) {
    const auto definition = machine(std::string(R"("A": {"Type": "Choice", "Choices": [)") + GetParam().rule +
                                    R"(], "Default": "No"}, "Yes": {"Type": "Succeed"}, "No": {"Type": "Succeed"})");
    const auto input = json::parse(
        R"({"s": "abc", "t": "b*", "n": 5, "m": 5.0, "yes": true, "no": false, "nil": null, "at": "2026-01-01T01:00:00+01:00",
            "same": "2026-01-01T00:00:00Z", "later": "2026-01-01T00:00:00.001Z", "list": [{"x": 1}]})");
    EXPECT_EQ(walk(definition, input, {}).states.back(), GetParam().holds ? "Yes" : "No") << GetParam().rule;
}

const std::vector<RuleCase> kRuleCases = {
    {R"({"Variable": "$.s", "StringEquals": "abc", "Next": "Yes"})", true},
    {R"({"Variable": "$.s", "StringEquals": "ab", "Next": "Yes"})", false},
    {R"({"Variable": "$.n", "StringEquals": "5", "Next": "Yes"})", false},
    {R"({"Variable": "$.s", "StringLessThan": "abd", "Next": "Yes"})", true},
    {R"({"Variable": "$.s", "StringGreaterThanEquals": "abc", "Next": "Yes"})", true},
    {R"({"Variable": "$.s", "StringMatches": "a*c", "Next": "Yes"})", true},
    {R"({"Variable": "$.s", "StringMatches": "*", "Next": "Yes"})", true},
    {R"({"Variable": "$.s", "StringMatches": "a*b", "Next": "Yes"})", false},
    {R"({"Variable": "$.t", "StringMatches": "b\\*", "Next": "Yes"})", true},
    {R"({"Variable": "$.s", "StringMatches": "a\\*", "Next": "Yes"})", false},
    {R"({"Variable": "$.s", "StringEqualsPath": "$.t", "Next": "Yes"})", false},
    {R"({"Variable": "$$.State.Name", "StringEquals": "A", "Next": "Yes"})", true},
    {R"({"Variable": "$.n", "NumericEquals": 5.0, "Next": "Yes"})", true},
    {R"({"Variable": "$.n", "NumericEqualsPath": "$.m", "Next": "Yes"})", true},
    {R"({"Variable": "$.n", "NumericLessThan": 5, "Next": "Yes"})", false},
    {R"({"Variable": "$.n", "NumericLessThanEquals": 5, "Next": "Yes"})", true},
    {R"({"Variable": "$.n", "NumericGreaterThan": -1, "Next": "Yes"})", true},
    {R"({"Variable": "$.s", "NumericGreaterThan": -1, "Next": "Yes"})", false},
    {R"({"Variable": "$.list[0].x", "NumericEquals": 1, "Next": "Yes"})", true},
    {R"({"Variable": "$.yes", "BooleanEquals": true, "Next": "Yes"})", true},
    {R"({"Variable": "$.no", "BooleanEqualsPath": "$.yes", "Next": "Yes"})", false},
    {R"({"Variable": "$.at", "TimestampEqualsPath": "$.same", "Next": "Yes"})", true},
    {R"({"Variable": "$.at", "TimestampLessThan": "2026-01-01T00:00:00.001Z", "Next": "Yes"})", true},
    {R"({"Variable": "$.later", "TimestampGreaterThanPath": "$.at", "Next": "Yes"})", true},
    {R"({"Variable": "$.s", "TimestampEqualsPath": "$.at", "Next": "Yes"})", false},
    {R"({"Variable": "$.nil", "IsNull": true, "Next": "Yes"})", true},
    {R"({"Variable": "$.n", "IsNull": false, "Next": "Yes"})", true},
    {R"({"Variable": "$.gone", "IsPresent": false, "Next": "Yes"})", true},
    {R"({"Variable": "$.nil", "IsPresent": true, "Next": "Yes"})", true},
    {R"({"Variable": "$.at", "IsTimestamp": true, "Next": "Yes"})", true},
    {R"({"Variable": "$.s", "IsTimestamp": true, "Next": "Yes"})", false},
    {R"({"Variable": "$.n", "IsNumeric": true, "Next": "Yes"})", true},
    {R"({"Variable": "$.n", "IsString": true, "Next": "Yes"})", false},
    {R"({"Variable": "$.no", "IsBoolean": true, "Next": "Yes"})", true},
    {R"({"Not": {"Variable": "$.yes", "BooleanEquals": true}, "Next": "Yes"})", false},
    {R"({"And": [{"Variable": "$.gone", "IsPresent": true}, {"Variable": "$.gone", "NumericEquals": 1}], "Next": "Yes"})", false},
    {R"({"Or": [{"Variable": "$.yes", "BooleanEquals": true}, {"Variable": "$.gone", "NumericEquals": 1}], "Next": "Yes"})",
     true},
    {R"({"Or": [{"Not": {"Variable": "$.n", "IsNumeric": true}}, {"Variable": "$.no", "BooleanEquals": true}], "Next": "Yes"})",
     false},
};
INSTANTIATE_TEST_SUITE_P(Cases, ChoiceRule, ::testing::ValuesIn(kRuleCases));

TEST(Interpreter, FailsWhereNoRuleHoldsAndThereIsNoDefault) {
    const auto definition = machine(
        R"("A": {"Type": "Choice", "Choices": [{"Variable": "$.x", "IsNull": true, "Next": "B"}]}, "B": {"Type": "Succeed"})");
    EXPECT_EQ(walk(definition, {{"x", 1}}, {}).ending.error_name, "States.NoChoiceMatched");
    EXPECT_EQ(walk(definition, json::object(), {}).ending.error_name, "States.Runtime");
}

struct TakesCase {
    std::vector<std::string> names;
    const char* error;
    bool takes;
};

TEST(Retry, TakesErrorsAsTheStatesLanguageSays) {
    const std::vector<TakesCase> cases = {
        {{"Unavailable"}, "Unavailable", true},
        {{"Unavailable"}, "Timeout", false},
        {{"A", "B"}, "B", true},
        {{"States.ALL"}, "Anything", true},
        {{"States.ALL"}, "States.Timeout", true},
        {{"States.ALL"}, "Bespoke.Crashed", true},
        {{"States.ALL"}, "States.Runtime", false},
        {{"States.TaskFailed"}, "Anything", true},
        {{"States.TaskFailed"}, "States.HeartbeatTimeout", true},
        {{"States.TaskFailed"}, "States.Timeout", false},
        {{"States.Timeout"}, "States.Timeout", true},
        {{"States.Timeout"}, "States.HeartbeatTimeout", true},
        {{"States.HeartbeatTimeout"}, "States.Timeout", false},
    };
    for (const auto& [names, error, taken] : cases) EXPECT_EQ(takes(names, error), taken) << names[0] << " " << error;
}

TEST(Retry, WaitsLongerEachTimeUpToItsBound) {
    Retrier retrier;
    retrier.interval = std::chrono::seconds(1);
    retrier.backoff_rate = 4;
    retrier.max_delay = std::chrono::seconds(30);
    const std::vector<std::int64_t> expected = {1'000, 4'000, 16'000, 30'000, 30'000};
    for (int i = 0; i < 5; ++i) EXPECT_EQ(delay_before(retrier, i, 0.25).count(), expected[static_cast<std::size_t>(i)]);
    retrier.jitter = Retrier::Jitter::Full;
    EXPECT_EQ(delay_before(retrier, 1, 0.25).count(), 1'000);
    EXPECT_EQ(delay_before(retrier, 1, 0.0).count(), 0);
    retrier.max_delay.reset();
    EXPECT_GT(delay_before(retrier, 100'000, 0.5).count(), 0) << "no overflow";
}

TEST(Interpreter, RetriesAsOftenAsTheRetrierSaysThenCatches) {
    const auto definition = machine(R"(
        "A": {"Type": "Task", "Resource": "work", "End": true,
              "Retry": [{"ErrorEquals": ["Away"], "MaxAttempts": 2, "IntervalSeconds": 3, "BackoffRate": 2}],
              "Catch": [{"ErrorEquals": ["Away"], "ResultPath": "$.failure", "Next": "B"}]},
        "B": {"Type": "Succeed"})");
    const auto walked = walk(definition, {{"in", 1}}, {{"work", {failing("Away")}}});
    EXPECT_EQ(walked.waits, (std::vector<milliseconds>{milliseconds(3'000), milliseconds(6'000)}));
    EXPECT_EQ(walked.inputs.size(), 3U);
    EXPECT_EQ(walked.states, (std::vector<std::string>{"A", "B"}));
    EXPECT_EQ(walked.ending.status, ExecutionStatus::Succeeded);
    EXPECT_EQ(walked.ending.output, json::parse(R"({"in": 1, "failure": {"Error": "Away", "Cause": "because"}})"));
}

TEST(Interpreter, CountsTheAttemptsOfEachRetrierApart) {
    const auto definition =
        task(R"("End": true, "Retry": [{"ErrorEquals": ["X"], "MaxAttempts": 1}, {"ErrorEquals": ["Y"], "MaxAttempts": 2}],
        "Parameters": {"n.$": "$$.State.RetryCount"})");
    const auto walked = walk(definition, {}, {{"work", {failing("Y"), failing("X"), failing("Y"), json("done")}}});
    EXPECT_EQ(walked.ending.status, ExecutionStatus::Succeeded);
    EXPECT_EQ(walked.inputs.at(3), json({{"n", 3}}));
    EXPECT_EQ(walk(definition, {}, {{"work", {failing("X"), failing("Y"), failing("X")}}}).ending.error_name, "X");
}

TEST(Interpreter, RetriesNothingThatIsToBeTriedNoTimes) {
    const auto definition =
        task(R"("End": true, "Retry": [{"ErrorEquals": ["X"], "MaxAttempts": 0}, {"ErrorEquals": ["States.ALL"]}])");
    EXPECT_EQ(walk(definition, {}, {{"work", {failing("X")}}}).inputs.size(), 1U) << "the first retrier that takes it decides";
    EXPECT_EQ(walk(definition, {}, {{"work", {failing("Y")}}}).inputs.size(), 4U) << "three by default";
}

TEST(Interpreter, BeginsToCountAnewWhenTheStateIsEnteredAgain) {
    const auto definition = machine(R"(
        "A": {"Type": "Task", "Resource": "work", "Next": "Again?", "Retry": [{"ErrorEquals": ["X"], "MaxAttempts": 1}]},
        "Again?": {"Type": "Choice", "Choices": [{"Variable": "$", "NumericEquals": 1, "Next": "A"}], "Default": "B"},
        "B": {"Type": "Succeed"})");
    const auto walked = walk(definition, {}, {{"work", {failing("X"), json(1), failing("X"), json(2)}}});
    EXPECT_EQ(walked.ending.status, ExecutionStatus::Succeeded);
}

TEST(Interpreter, SaysOfAFailStateWhatLedThere) {
    const auto definition = machine(R"(
        "A": {"Type": "Task", "Resource": "work", "End": true, "Catch": [{"ErrorEquals": ["States.ALL"], "ResultPath": "$.f", "Next": "Bury"}]},
        "Bury": {"Type": "Task", "Resource": "bury", "Next": "Dead"},
        "Dead": {"Type": "Fail", "Error": "Dead", "Cause": "It died."})");
    const Error away{ErrorCode::Unavailable, "away", "It is away.", "detail", "where"};
    const auto walked =
        walk(definition, {{"in", 1}}, {{"work", {tl::unexpected(failure_of(away, "A"))}}, {"bury", {json("buried")}}});
    EXPECT_EQ(walked.ending.status, ExecutionStatus::Failed);
    EXPECT_EQ(walked.ending.state, "Dead");
    EXPECT_EQ(walked.ending.error_name, "Dead");
    EXPECT_EQ(walked.ending.failed_state, "A");
    ASSERT_TRUE(walked.ending.error);
    EXPECT_EQ(walked.ending.error->code, ErrorCode::Unavailable);
    EXPECT_EQ(walked.ending.error->reason, "away");
    EXPECT_EQ(walked.ending.error->detail, "detail");
    ASSERT_TRUE(walked.ending.again) << "a redrive goes on where it failed";
    EXPECT_EQ(walked.ending.again->state, "A");
    EXPECT_EQ(walked.ending.again->data, json({{"in", 1}}));
    EXPECT_EQ(json::parse(walked.inputs.at(1).at("f").at("Cause").get<std::string>()),
              json::parse(R"({"errorMessage": "It is away.", "reason": "away", "state": "A"})"));
}

TEST(Interpreter, WaitsForSecondsAndForAMoment) {
    const std::vector<std::pair<const char*, milliseconds>> cases = {
        {R"("Seconds": 90)", milliseconds(90'000)},
        {R"("SecondsPath": "$.s")", milliseconds(7'000)},
        {R"("Timestamp": "2026-01-01T00:01:00Z")", milliseconds(60'000)},
        {R"("TimestampPath": "$.at")", milliseconds(1'500)},
    };
    for (const auto& [field, expected] : cases) {
        const auto definition = machine(std::string(R"("A": {"Type": "Wait", "End": true, )") + field + "}");
        const auto walked = walk(definition, {{"s", 7}, {"at", "2026-01-01T00:00:01.5Z"}}, {});
        EXPECT_EQ(walked.waits, std::vector<milliseconds>{expected}) << field;
        EXPECT_EQ(walked.ending.status, ExecutionStatus::Succeeded);
    }
    const auto past = machine(R"("A": {"Type": "Wait", "End": true, "Timestamp": "2020-01-01T00:00:00Z"})");
    EXPECT_TRUE(walk(past, {}, {}).waits.empty());
    const auto lost = machine(R"("A": {"Type": "Wait", "End": true, "SecondsPath": "$.at"})");
    EXPECT_EQ(walk(lost, {{"at", "x"}}, {}).ending.error_name, "States.Runtime");
}

TEST(Interpreter, PassesDataThroughPassStates) {
    const std::vector<std::pair<const char*, const char*>> cases = {
        {R"("End": true)", R"({"a": 1})"},
        {R"("End": true, "Result": [1])", "[1]"},
        {R"("End": true, "Result": {"x.$": "kept"}, "ResultPath": "$.b")", R"({"a": 1, "b": {"x.$": "kept"}})"},
        {R"("End": true, "Parameters": {"x.$": "$.a"}, "ResultPath": "$.b")", R"({"a": 1, "b": {"x": 1}})"},
        {R"("End": true, "InputPath": "$.a", "ResultPath": "$.b", "OutputPath": "$.b")", "1"},
    };
    for (const auto& [fields, output] : cases) {
        const auto definition = machine(std::string(R"("A": {"Type": "Pass", )") + fields + "}");
        EXPECT_EQ(walk(definition, {{"a", 1}}, {}).ending.output, json::parse(output)) << fields;
    }
}

TEST(Interpreter, AsksAgainForAProposalAsOftenAsTheProductAllows) {
    std::ifstream file(BESPOKE_SOURCE_DIR "/pipeline/tailoring.asl.json");
    const auto definition = parse_definition(json::parse(file)).value();
    Script script;
    for (const auto* name : {"ingest", "parse", "embed", "retrieve", "render", "persist", "notify"}) {
        script[name] = {json{{"generate", {{"attempt", 0}}}}};
    }
    for (int attempt = 1; attempt < 5; ++attempt) script["generate"].push_back(json{{"generate", {{"attempt", attempt}}}});
    for (int attempt = 1; attempt < 5; ++attempt) {
        script["validate"].push_back(json{{"generate", {{"attempt", attempt}}}, {"validate", {{"regenerate", true}}}});
    }
    const auto walked = walk(definition, json::object(), script);
    EXPECT_EQ(walked.ending.status, ExecutionStatus::Succeeded);
    EXPECT_EQ(std::ranges::count(walked.states, "Generate"), 3);
}

TEST(Interpreter, FollowsAMachineThatRunsElsewhere) {
    const Moment moment{JobId("job-1"), from_millis(testing::kWalkStart)};
    const ports::Position at{"A", {{"in", 1}}, json::object(), std::nullopt};
    const auto moved = Interpreter::follow(moment, at, {{"in", 2}}, "B", std::nullopt);
    ASSERT_EQ(moved.history.size(), 1U);
    EXPECT_EQ(moved.history[0].kind, ports::Transition::Kind::Entered);
    EXPECT_EQ(std::get<ports::Position>(moved.next).state, "B");
    EXPECT_EQ(std::get<ports::Position>(moved.next).data, json({{"in", 2}}));

    const auto caught = Interpreter::follow(moment, at, {{"in", 2}}, "B", engine_failure("Lambda.Unknown", "because"));
    ASSERT_EQ(caught.history.size(), 3U);
    EXPECT_EQ(caught.history[0].error, "Lambda.Unknown");
    const Interpreter interpreter(machine(R"("B": {"Type": "Fail", "Error": "Dead", "Cause": "why"})", "B"));
    const auto end = std::get<Advance>(interpreter.look(moment, std::get<ports::Position>(caught.next)));
    EXPECT_EQ(std::get<ports::Ending>(end.next).failed_state, "A") << "the Fail state knows what led to it";
    EXPECT_EQ(std::get<ports::Ending>(end.next).again->data, at.data);
}

}  // namespace
}  // namespace bespoke::engine
