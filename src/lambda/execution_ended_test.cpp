#include "lambda/execution_ended.hpp"

#include "lambda/outside_service_for_test.hpp"

namespace bespoke::lambda {
namespace {

using namespace lambda::testing;  // NOLINT: the rig of this test
using Standing = ports::ExecutionRecord::Standing;
using Outcome = ports::ExecutionEnd::Outcome;

const json kInput = {{"n", 1}};
const ports::ExecutionTag kTag{kAlice, kJob, "trace", 1, kSince};

std::string event(const std::string& status, const json& input = ports::tagged(kInput, kTag)) {
    return json{{"id", "e-1"},
                {"source", "aws.states"},
                {"detail-type", "Step Functions Execution Status Change"},
                {"detail", {{"status", status}, {"input", input.dump()}, {"error", nullptr}, {"cause", "why"}}}}
        .dump();
}

TEST(ExecutionEnd, IsReadFromTheServicesEvent) {
    const std::pair<const char*, Outcome> statuses[] = {{"SUCCEEDED", Outcome::Succeeded},
                                                        {"FAILED", Outcome::Failed},
                                                        {"TIMED_OUT", Outcome::TimedOut},
                                                        {"ABORTED", Outcome::Aborted}};
    for (const auto& [status, outcome] : statuses) {
        const auto end = execution_end(cloud_event(event(status)).value());
        ASSERT_TRUE(end) << status;
        EXPECT_EQ(end->outcome, outcome);
        EXPECT_EQ(end->tag.tenant, kAlice);
        EXPECT_EQ(end->tag.job, kJob);
        EXPECT_EQ(end->tag.run, 1);
        EXPECT_EQ(end->cause, "why");
    }
}

TEST(ExecutionEnd, IsNothingElse) {
    EXPECT_FALSE(execution_end(cloud_event(event("RUNNING")).value()));
    EXPECT_FALSE(execution_end(cloud_event(event("FAILED", kInput)).value())) << "no tag";
    auto other = json::parse(event("FAILED"));
    other["source"] = "aws.s3";
    EXPECT_FALSE(execution_end(cloud_event(other.dump()).value()));
}

struct Closing : ::testing::Test {
    OutsideService service{Script{}};
    Result<std::vector<ports::NotedFailure>> history{};
    int asked = 0;
    Status close(Outcome outcome, int run = 1) {
        const auto ask = [this](const ports::ExecutionTag&, Deadline) {
            ++asked;
            return history;
        };
        return close_ended(service.stages.at("dead-letter"), service.store, ask,
                           {{kAlice, kJob, "trace", run, kSince}, outcome, "", ""}, OutsideService::soon());
    }
};

TEST_F(Closing, NamesWhatTheServiceNotedInTheStateThatItWasAt) {
    service.record(kInput);
    history = {{"DeadLetter", "Lambda.TooManyRequestsException", "busy"},
               {"First", "Lambda.KMSAccessDeniedException", "arn:aws:kms:eu-west-1:1:key/k is denied"},
               {"First", "Unavailable", "earlier"}};
    ASSERT_TRUE(close(Outcome::Failed));
    ASSERT_EQ(service.letters.sent.size(), 1U);
    EXPECT_EQ(service.letters.sent.front().state, "First");
    EXPECT_EQ(service.letters.sent.front().error, "Lambda.KMSAccessDeniedException");
    const auto course = service.course();
    EXPECT_EQ(course.execution.failed_state, "First");
    EXPECT_EQ(course.execution.error->public_text.find("arn:"), std::string::npos) << "people read a sentence of ours";
}

TEST_F(Closing, NamesTheFailureOfTheStateBeforeIfThatIsWhereItEnded) {
    service.record(kInput);
    history = {{"DeadLetter", "Lambda.Unknown", ""}, {"Earlier", "States.DataLimitExceeded", "too long"}};
    ASSERT_TRUE(close(Outcome::Failed));
    EXPECT_EQ(service.letters.sent.front().error, "States.DataLimitExceeded");
}

TEST_F(Closing, AsksForNoHistoryWhereTheRecordKnows) {
    service.record(kInput);
    service.run(kInput);
    ASSERT_TRUE(close(Outcome::Succeeded));
    ASSERT_TRUE(close(Outcome::Failed, 7));
    EXPECT_EQ(asked, 0);
}

TEST_F(Closing, IsTriedAgainIfTheHistoryIsThrottledAndGoesOnWithoutOneThatCanNotBeHad) {
    service.record(kInput);
    history = fail(ErrorCode::Unavailable, "throttled", "Busy; try again.");
    EXPECT_FALSE(close(Outcome::TimedOut));
    EXPECT_TRUE(service.letters.sent.empty());
    history = fail(ErrorCode::Unavailable, "aws-denied", "Not allowed.");
    ASSERT_TRUE(close(Outcome::TimedOut));
    EXPECT_EQ(service.letters.sent.front().error, "States.Timeout");
}

TEST_F(Closing, MakesAJobDeadThatEndedPastEveryCatch) {
    service.record(kInput);
    ASSERT_TRUE(close(Outcome::TimedOut));
    const auto course = service.course();
    EXPECT_EQ(course.execution.status, ports::ExecutionStatus::Failed);
    EXPECT_EQ(course.execution.error_name, "Dead");
    EXPECT_EQ(course.execution.failed_state, "First");
    EXPECT_EQ(course.execution.error->reason, "stage-timeout");
    ASSERT_EQ(service.letters.sent.size(), 1U);
    EXPECT_EQ(service.letters.sent.front().error, "States.Timeout");
    EXPECT_EQ(std::ranges::count(course.events, "dead-letter {}"), 1);
}

TEST_F(Closing, ChangesNothingWhenItIsToldAgainOrOfAnotherRun) {
    service.record(kInput);
    ASSERT_TRUE(close(Outcome::Aborted, 2));
    EXPECT_EQ(service.course().execution.status, ports::ExecutionStatus::Running);
    ASSERT_TRUE(close(Outcome::Aborted));
    const auto once = service.course();
    ASSERT_TRUE(close(Outcome::Aborted));
    EXPECT_EQ(service.course().events, once.events);
    EXPECT_EQ(service.letters.sent.size(), 1U);
    EXPECT_EQ(once.execution.failed_state, "First");
}

TEST_F(Closing, LeavesASucceededJobAlone) {
    service.record(kInput);
    service.run(kInput);
    ASSERT_TRUE(close(Outcome::Succeeded));
    EXPECT_EQ(service.course().execution.status, ports::ExecutionStatus::Succeeded);
    EXPECT_TRUE(service.letters.sent.empty());
}

TEST_F(Closing, IsTriedAgainIfTheOperatorCanNotBeTold) {
    service.record(kInput);
    service.letters.refuse = 1;
    const auto refused = close(Outcome::Failed);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::Unavailable);
    EXPECT_EQ(service.course().execution.status, ports::ExecutionStatus::Running);
    ASSERT_TRUE(close(Outcome::Failed));
    EXPECT_EQ(service.letters.sent.size(), 1U);
}

}  // namespace
}  // namespace bespoke::lambda
