#include "adapters/aws/step_functions/executions.hpp"

#include <gtest/gtest.h>

#include "adapters/aws/core/client_for_test.hpp"

namespace bespoke::adapters::aws {
namespace {

using nlohmann::json;

const std::string kMachine = "arn:aws:states:eu-west-1:123456789012:stateMachine:tailoring";
const ports::ExecutionTag kTag{TenantId("alice"), JobId("job_1"), "0af7651916cd43dd8448eb211c80319c", 1, from_millis(5)};
const Executions::Wish kWish{kTag, {{"b", 1}, {"a", "Zoë"}}};

Deadline soon() { return Deadline::after(std::chrono::seconds(10)); }

/// A service that knows one execution, if any.
struct States {
    json known;  ///< what DescribeExecution says; null: nothing
    std::string start_fault;
    json asked_to_start;

    testing::Script operator()(const testing::SeenRequest& request, int) {
        const auto body = json::parse(request.body);
        if (body.contains("name")) {
            asked_to_start = body;
            if (start_fault.empty()) return testing::answer(200, R"({"executionArn":"arn","startDate":1})");
            return testing::answer(400, json{{"__type", "x#" + start_fault}, {"message", "no"}}.dump());
        }
        if (known.is_null()) return testing::answer(400, R"({"__type":"ExecutionDoesNotExist","message":"no"})");
        return testing::answer(200, known.dump());
    }
};

struct StartingExecutions : ::testing::Test {
    States service;
    testing::Rig rig{[this](const testing::SeenRequest& request, int number) { return service(request, number); }};
    Executions executions{rig.client(), kMachine};
    static json running(const Executions::Wish& wish, const char* status = "RUNNING") {
        return {{"status", status}, {"input", ports::tagged(wish.data, wish.tag).dump()}, {"error", "E"}, {"cause", "C"}};
    }
};

TEST_F(StartingExecutions, GivesTheServiceTheSameBytesForTheSameWish) {
    ASSERT_TRUE(executions.start(kWish, soon()));
    const auto first = service.asked_to_start;
    ASSERT_TRUE(executions.start(kWish, soon()));
    EXPECT_EQ(service.asked_to_start, first);
    EXPECT_EQ(first.at("name"), "job_1");
    EXPECT_EQ(first.at("stateMachineArn"), kMachine);
    EXPECT_EQ(
        first.at("input"),
        R"({"a":"Zoë","b":1,"jobId":"job_1","run":1,"since":5,"tenantId":"alice","trace":"0af7651916cd43dd8448eb211c80319c"})");
    EXPECT_EQ(first.at("traceHeader"), "Root=1-0af76519-16cd43dd8448eb211c80319c;Sampled=1");
}

TEST_F(StartingExecutions, TellsItsOwnExecutionFromAnotherOfThatName) {
    service.start_fault = "ExecutionAlreadyExists";
    for (const char* status : {"RUNNING", "SUCCEEDED", "ABORTED"}) {
        service.known = running(kWish, status);
        EXPECT_EQ(executions.start(kWish, soon()).value(), Executions::Start::Begun) << status;
    }
    auto other = kWish;
    other.tag.since = from_millis(6);
    service.known = running(other);
    EXPECT_EQ(executions.start(kWish, soon()).value(), Executions::Start::Taken) << "forgotten, and begun anew";
    other = kWish;
    other.tag.tenant = TenantId("bob");
    service.known = running(other);
    EXPECT_EQ(executions.start(kWish, soon()).value(), Executions::Start::Taken);
}

TEST_F(StartingExecutions, NamesLaterRunsByTheirNumber) {
    auto wish = kWish;
    wish.tag.run = 12;
    ASSERT_TRUE(executions.start(wish, soon()));
    EXPECT_EQ(service.asked_to_start.at("name"), "job_1-12");
}

TEST_F(StartingExecutions, LetsAThrottleBeAThrottle) {
    service.start_fault = "ThrottlingException";
    const auto started = executions.start(kWish, soon());
    ASSERT_FALSE(started);
    EXPECT_EQ(started.error().code, ErrorCode::Unavailable);
    EXPECT_EQ(started.error().reason, "throttled");
}

TEST_F(StartingExecutions, PassesOnUpTo256KiB) {
    auto wish = kWish;
    wish.data = {{"x", ""}};
    const auto rest = ports::tagged(wish.data, wish.tag).dump().size();
    wish.data = {{"x", std::string(ports::kMaxStateBytes - rest, 'x')}};
    EXPECT_TRUE(executions.start(wish, soon()));
    wish.data = {{"x", std::string(ports::kMaxStateBytes - rest + 1, 'x')}};
    const auto refused = executions.start(wish, soon());
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().reason, "state-too-large");
}

TEST_F(StartingExecutions, SaysHowOneEnded) {
    using Outcome = ports::ExecutionEnd::Outcome;
    EXPECT_EQ(executions.describe(kWish, soon())->state, Executions::State::Unknown);
    EXPECT_TRUE(executions.stop(kTag, soon())) << "none of that name is success";
    const std::pair<const char*, Outcome> ends[] = {{"SUCCEEDED", Outcome::Succeeded},
                                                    {"FAILED", Outcome::Failed},
                                                    {"TIMED_OUT", Outcome::TimedOut},
                                                    {"ABORTED", Outcome::Aborted}};
    for (const auto& [status, outcome] : ends) {
        service.known = running(kWish, status);
        const auto told = executions.describe(kWish, soon());
        ASSERT_TRUE(told);
        EXPECT_EQ(told->state, Executions::State::Ended);
        EXPECT_EQ(told->end.outcome, outcome);
        EXPECT_EQ(told->end.error, "E");
    }
}

json entered(const char* state) { return {{"type", "TaskStateEntered"}, {"stateEnteredEventDetails", {{"name", state}}}}; }
json failed(const std::string& type, const std::string& member, const char* error, const char* cause) {
    return {{"type", type}, {member, {{"error", error}, {"cause", cause}}}};
}

TEST(FailuresOfAnExecution, AreReadBackwardsOverAllPagesWithTheStatesThatTheyBelongTo) {
    const std::vector<json> pages = {
        {failed("ExecutionFailed", "executionFailedEventDetails", "Lambda.Unknown", "gone"),
         failed("LambdaFunctionStartFailed", "lambdaFunctionStartFailedEventDetails", "Lambda.Unknown", "gone")},
        {{{"type", "LambdaFunctionScheduled"}, {"lambdaFunctionScheduledEventDetails", {{"resource", "arn"}}}},
         entered("DeadLetter"),
         {{"type", "TaskStateExited"}},
         failed("LambdaFunctionFailed", "lambdaFunctionFailedEventDetails", "Lambda.KMSAccessDeniedException", "no key")},
        {{{"type", "LambdaFunctionTimedOut"}, {"lambdaFunctionTimedOutEventDetails", json::object()}},
         {{"type", "TaskStateAborted"}},
         entered("Parse"),
         failed("TaskFailed", "taskFailedEventDetails", "E", "C"),
         entered("Ingest"),
         {{"type", "ExecutionStarted"}}}};
    std::vector<json> asked;
    testing::Rig rig([&](const testing::SeenRequest& request, int number) {
        asked.push_back(json::parse(request.body));
        const auto page = static_cast<std::size_t>(number);
        json answer = {{"events", pages.at(page)}};
        if (page + 1 < pages.size()) answer["nextToken"] = "t" + std::to_string(number);
        return testing::answer(200, answer.dump());
    });
    const auto found = Executions(rig.client(), kMachine).failures(kTag, soon());
    ASSERT_TRUE(found) << found.error().detail;
    std::vector<std::string> told;
    for (const auto& one : *found) told.push_back(one.state + " " + one.error + " " + one.cause);
    EXPECT_EQ(told, (std::vector<std::string>{"DeadLetter Lambda.Unknown gone", "DeadLetter Lambda.Unknown gone",
                                              "Parse Lambda.KMSAccessDeniedException no key", "Parse  ", "Ingest E C"}));
    ASSERT_EQ(asked.size(), 3U);
    EXPECT_EQ(asked[0].at("reverseOrder"), true);
    EXPECT_FALSE(asked[0].contains("nextToken"));
    EXPECT_EQ(asked[2].at("nextToken"), "t1");
}

TEST(FailuresOfAnExecution, AreNoneOfOneThatIsNotKnownAndEndWithAHistoryWithoutEnd) {
    testing::Rig gone([](const testing::SeenRequest&, int) {
        return testing::answer(400, R"({"__type":"ExecutionDoesNotExist","message":"no"})");
    });
    EXPECT_TRUE(Executions(gone.client(), kMachine).failures(kTag, soon())->empty());
    int pages = 0;
    testing::Rig endless([&](const testing::SeenRequest&, int) {
        ++pages;
        return testing::answer(200, R"({"events":[],"nextToken":"more"})");
    });
    EXPECT_TRUE(Executions(endless.client(), kMachine).failures(kTag, soon()));
    EXPECT_LE(pages, 10);
}

}  // namespace
}  // namespace bespoke::adapters::aws
