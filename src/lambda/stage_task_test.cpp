#include "lambda/stage_task.hpp"

#include "lambda/outside_service_for_test.hpp"

namespace bespoke::lambda {
namespace {

using namespace lambda::testing;  // NOLINT: the rig of this test
using enum ErrorCode;
using ports::ExecutionStatus;
using Standing = ports::ExecutionRecord::Standing;

const json kInput = {{"request", {{"text", "Zoë"}}}};

struct Case {
    const char* name;
    Script script;
};
const Case kCases[] = {
    {"success", {}},
    {"a retry", {{"first", {Unavailable, std::nullopt}}}},
    {"attempts used up", {{"first", {Unavailable}}}},
    {"wrong input", {{"first", {InvalidInput}}}},
    {"a bug in the second task", {{"second", {Internal}}}},
    {"a late failure after going round", {{"first", {std::nullopt, Unavailable, Corrupt}}}},
};

class SameAsTheEngine : public ::testing::TestWithParam<Case> {};

TEST_P(SameAsTheEngine, InHistoryEventsAndEnd) {
    const auto local = on_the_engine(GetParam().script, kInput);
    OutsideService service(GetParam().script);
    service.record(kInput);
    service.run(kInput);
    const auto outside = service.course();
    ASSERT_GE(local.history.size(), 5U);
    EXPECT_EQ(outside.history, local.history);
    EXPECT_EQ(outside.events, local.events);
    EXPECT_EQ(outside.execution.status, local.execution.status);
    EXPECT_EQ(outside.execution.output, local.execution.output);
    EXPECT_EQ(outside.execution.error_name, local.execution.error_name);
    EXPECT_EQ(outside.execution.failed_state, local.execution.failed_state);
    EXPECT_EQ(outside.execution.state, local.execution.state);
}

INSTANTIATE_TEST_SUITE_P(Courses, SameAsTheEngine, ::testing::ValuesIn(kCases), [](const auto& it) {
    std::string name = it.param.name;
    std::ranges::replace(name, ' ', '_');
    return name;
});

TEST(StageTask, CommitsOnceThoughEveryTaskIsCalledTwice) {
    const auto local = on_the_engine({}, kInput);
    OutsideService service({});
    service.record(kInput);
    service.invoke = [](const StageTask& stage, const std::string&, const json& event) {
        const auto first = stage.run(event, OutsideService::soon());
        auto second = stage.run(event, OutsideService::soon());
        EXPECT_EQ(first.value(), second.value());
        return second;
    };
    service.run(kInput);
    EXPECT_EQ(service.course().events, local.events);
    EXPECT_EQ(service.course().history, local.history);
    EXPECT_EQ(service.tasks.calls["first"], 2) << "the second call gives the result at hand";
}

TEST(StageTask, GivesTheTaskTheStateWithoutTheTag) {
    OutsideService service({});
    service.record(kInput);
    service.run(kInput);
    EXPECT_EQ(service.tasks.inputs.front(), kInput);
}

TEST(StageTask, FailsByTheNameOfTheErrorAndSaysWhere) {
    OutsideService service({{"first", {Unavailable}}});
    service.record(kInput);
    const auto failed =
        service.stages.at("first").run(ports::tagged(kInput, {kAlice, kJob, "", 1, kSince}), OutsideService::soon());
    ASSERT_FALSE(failed);
    EXPECT_EQ(failed.error().type, "Unavailable");
    const auto body = json::parse(body_of(failed.error()));
    EXPECT_EQ(body.at("reason"), "broken");
    EXPECT_EQ(body.at("state"), "First");
}

TEST(StageTask, TakesNoEventWithoutATag) {
    OutsideService service({});
    for (const json& event : {json(nullptr), json::array(), kInput,
                              json{{"tenantId", "alice"}, {"jobId", "j"}, {"trace", ""}, {"run", "1"}, {"since", 0}},
                              json{{"tenantId", "../bob"}, {"jobId", "j"}, {"trace", ""}, {"run", 1}, {"since", 0}}}) {
        const auto refused = service.stages.at("first").run(event, OutsideService::soon());
        ASSERT_FALSE(refused) << event.dump();
        EXPECT_EQ(refused.error().type, "InvalidInput");
    }
    EXPECT_TRUE(service.tasks.calls.empty());
}

TEST(StageTask, DoesNothingForACancelledAnotherOrNoExecution) {
    for (const int run : {1, 2}) {
        OutsideService service({});
        service.record(kInput);
        if (run == 1) {  // cancelled
            auto record = *ports::get_execution(service.store, kAlice, kJob).value();
            record.standing = Standing::Cancelled;
            ASSERT_TRUE(service.store.commit(kAlice, {{ports::put_execution(record)}, {}, {}}));
        }
        const auto ending = service.run(kInput, run);
        EXPECT_EQ(ending.error_name, "Dead");
        EXPECT_TRUE(service.course().events.empty());
        EXPECT_TRUE(service.tasks.calls.empty());
        EXPECT_TRUE(service.letters.sent.empty());
    }
    OutsideService nothing({});
    EXPECT_EQ(nothing.run(kInput).error_name, "Dead");
    EXPECT_TRUE(nothing.tasks.calls.empty());
}

TEST(StageTask, CommitsNothingIfItIsCancelledWhileItWorks) {
    OutsideService service({});
    service.record(kInput);
    auto parts = StageParts{service.interpreter, "first", {}, listening(), service.store, service.clock};
    parts.task = [&](const engine::TaskContext& context, const json& input) -> Result<engine::TaskOutput> {
        auto record = *ports::get_execution(service.store, kAlice, kJob).value();
        record.standing = Standing::Cancelled;
        EXPECT_TRUE(service.store.commit(kAlice, {{ports::put_execution(record)}, {}, {}}));
        return engine::TaskOutput{input, {{}, {event_of(context.job, "late")}, {}}};
    };
    const auto stage = StageTask::create(parts).value();
    const auto late = stage.run(ports::tagged(kInput, {kAlice, kJob, "", 1, kSince}), OutsideService::soon());
    ASSERT_FALSE(late);
    EXPECT_EQ(late.error().type, "Conflict");
    EXPECT_TRUE(service.course().events.empty());
}

TEST(StageTask, RefusesAResultThatTheServiceCouldNotPassOn) {
    OutsideService service({});
    service.record(kInput);
    auto parts = StageParts{service.interpreter, "first", {}, {}, service.store, service.clock};
    std::size_t bytes = 0;
    parts.task = [&](const engine::TaskContext&, const json&) -> Result<engine::TaskOutput> {
        return engine::TaskOutput{{{"first", 2}, {"x", std::string(bytes, 'x')}}, {}};
    };
    const auto stage = StageTask::create(parts).value();
    const ports::ExecutionTag tag{kAlice, kJob, "", 1, kSince};
    const auto rest = ports::tagged({{"first", 2}, {"x", ""}}, tag).dump().size();
    bytes = ports::kMaxStateBytes - rest + 1;
    const auto refused = stage.run(ports::tagged(kInput, tag), OutsideService::soon());
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().type, "Internal");
    EXPECT_EQ(refused.error().more.at("reason"), "state-too-large");

    OutsideService fits({});
    fits.record(kInput);
    bytes = ports::kMaxStateBytes - rest;
    auto others = StageParts{fits.interpreter, "first", parts.task, {}, fits.store, fits.clock};
    const auto first = StageTask::create(others)->run(ports::tagged(kInput, tag), OutsideService::soon());
    ASSERT_TRUE(first);
    EXPECT_EQ(StageTask::create(others)->run(ports::tagged(kInput, tag), OutsideService::soon()).value(), *first)
        << "too large to be kept, so made again";
}

TEST(StageTask, TellsTheOperatorOfADeadJobBeforeItIsCommitted) {
    OutsideService service({{"second", {Corrupt}}});
    service.letters.refuse = 1;
    service.record(kInput);
    service.run(kInput);
    ASSERT_EQ(service.letters.sent.size(), 1U) << "the dead-letter task is tried again";
    const auto& dead = service.letters.sent.front();
    EXPECT_EQ(dead.tenant, kAlice);
    EXPECT_EQ(dead.job, kJob);
    EXPECT_EQ(dead.state, "Second");
    EXPECT_EQ(dead.error, "Corrupt");
    EXPECT_EQ(dead.reason, "broken");
    EXPECT_EQ(service.course().execution.error_name, "Dead");
}

TEST(StageTask, FollowsTheServiceWhereATaskCouldNotSpeakForItself) {
    OutsideService service({});
    service.record(kInput);
    service.invoke = [](const StageTask& stage, const std::string& resource, const json& event) -> Outcome<json> {
        if (resource == "second") return tl::unexpected(Failure{"Sandbox.Timedout", "Task timed out after 3.00 seconds", {}});
        return stage.run(event, OutsideService::soon());
    };
    service.run(kInput);
    const auto course = service.course();
    EXPECT_EQ(course.execution.status, ExecutionStatus::Failed);
    EXPECT_EQ(course.execution.failed_state, "Second");
    EXPECT_EQ(course.execution.error->reason, "stage-timeout");
    ASSERT_EQ(service.letters.sent.size(), 1U);
    EXPECT_EQ(service.letters.sent.front().error, "Sandbox.Timedout");
    EXPECT_EQ(json::parse(service.tasks.inputs.back().at("failure").at("Cause").get<std::string>()).at("state"), "Second");
}

TEST(StageTask, GivesWhatItHasWhenARedrivenExecutionComesByAgain) {
    OutsideService service({{"second", {Internal, std::nullopt}}});
    service.record(kInput);
    service.run(kInput);
    auto record = *ports::get_execution(service.store, kAlice, kJob).value();
    ASSERT_EQ(record.standing, Standing::Failed);
    record.standing = Standing::Running;
    record.run = 2;
    record.position = *record.ending->again;
    record.ending.reset();
    ports::forget_endings(record);
    ASSERT_TRUE(service.store.commit(kAlice, {{ports::put_execution(record)}, {}, {}}));
    const auto before = service.course().events.size();
    EXPECT_EQ(service.run(kInput, 2).status, ExecutionStatus::Succeeded);
    EXPECT_EQ(service.tasks.calls["first"], 2) << "twice in the first run, not in the second";
    EXPECT_EQ(service.course().events.size(), before + 2) << "the second task, and that Done was entered";
    EXPECT_EQ(service.course().execution.status, ExecutionStatus::Succeeded);
}

TEST(StageTask, BlamesNobodyButUsForWhatOurOwnServicesRefuse) {
    for (const auto& [code, reason] : {std::pair{Forbidden, "aws-denied"}, {NotFound, "aws-resource"}}) {
        OutsideService service({});
        service.record(kInput);
        const auto refused = [code = code, reason = reason](const engine::TaskContext&,
                                                            const json&) -> Result<engine::TaskOutput> {
            return fail(code, reason, "The server may not do this; its operator has to grant it the right.");
        };
        const auto stage = StageTask::create({service.interpreter, "first", refused, {}, service.store, service.clock}).value();
        const auto result = stage.run(ports::tagged(kInput, {kAlice, kJob, "trace", 1, kSince}), OutsideService::soon());
        ASSERT_FALSE(result);
        EXPECT_EQ(result.error().type, "Unavailable") << "the machine rejects the job for " << engine::error_name({code, "", ""});
        EXPECT_EQ(result.error().more.at("reason"), reason) << "and the operator still learns what it was";
    }
}

}  // namespace
}  // namespace bespoke::lambda
