#include "adapters/aws/messaging/job_alarms.hpp"

#include <gtest/gtest.h>

#include <regex>
#include <set>

#include "adapters/aws/core/client_for_test.hpp"

namespace bespoke::adapters::aws {
namespace {

using nlohmann::json;
using testing::answer;
using testing::Rig;
using testing::SeenRequest;

const JobAlarm kAlarm{TenantId("alice"), JobId("job_1"), 2};
const JobAlarms::Options kOptions{"jobs", "arn:aws:iam::123456789012:role/ring",
                                  "arn:aws:lambda:eu-west-1:123456789012:function:events",
                                  "arn:aws:sqs:eu-west-1:123456789012:failed"};
Deadline soon() { return Deadline::after(std::chrono::seconds(10)); }

testing::Script refuse(int status, const char* code) { return answer(status, json{{"__type", code}, {"message", "no"}}.dump()); }

TEST(JobAlarms, AreOneTimeSchedulesThatAskForTheirFunctionAndGo) {
    Rig rig([](const SeenRequest&, int) { return answer(200, R"({"ScheduleArn":"arn"})"); });
    JobAlarms alarms(rig.client(), kOptions);
    ASSERT_TRUE(alarms.set(kAlarm, from_millis(1'767'330'000'999), soon()));
    const auto sent = rig.server().seen().front();
    EXPECT_EQ(sent.method, "POST");
    EXPECT_EQ(sent.target, "/schedules/" + schedule_name(kAlarm));
    const auto body = json::parse(sent.body);
    EXPECT_EQ(body.at("GroupName"), "jobs");
    EXPECT_EQ(body.at("ScheduleExpression"), "at(2026-01-02T05:00:00)");
    EXPECT_EQ(body.at("ActionAfterCompletion"), "DELETE");
    EXPECT_EQ(body.at("FlexibleTimeWindow").at("Mode"), "FLEXIBLE");
    const auto& target = body.at("Target");
    EXPECT_EQ(target.at("DeadLetterConfig").at("Arn"), kOptions.dead_letters);
    const auto event = json::parse(target.at("Input").get<std::string>());
    EXPECT_EQ(event.at("source"), "bespoke.alarms");
    EXPECT_EQ(event.at("detail"), (json{{"tenantId", "alice"}, {"jobId", "job_1"}, {"run", 2}}));
}

TEST(JobAlarms, LieInTheFutureWhateverTimeIsAskedFor) {
    Rig rig([](const SeenRequest&, int) { return answer(200, R"({"ScheduleArn":"arn"})"); });
    ASSERT_TRUE(JobAlarms(rig.client(), kOptions).set(kAlarm, from_millis(0), soon()));
    EXPECT_EQ(json::parse(rig.server().seen().front().body).at("ScheduleExpression"), "at(2026-01-02T03:05:05)");
}

TEST(JobAlarms, AreSetOnceHoweverOftenTheyAreAskedFor) {
    Rig rig([](const SeenRequest&, int number) {
        return number == 0 ? answer(200, R"({"ScheduleArn":"arn"})") : refuse(409, "ConflictException");
    });
    JobAlarms alarms(rig.client(), kOptions);
    EXPECT_TRUE(alarms.set(kAlarm, from_millis(0), soon()));
    EXPECT_TRUE(alarms.set(kAlarm, from_millis(0), soon()));
    const auto seen = rig.server().seen();
    EXPECT_EQ(json::parse(seen[0].body).at("ClientToken"), json::parse(seen[1].body).at("ClientToken"));
}

TEST(JobAlarms, AreCancelledAlsoIfTheyAreGone) {
    Rig rig([](const SeenRequest&, int number) {
        return number == 0 ? answer(200, "{}") : refuse(404, "ResourceNotFoundException");
    });
    JobAlarms alarms(rig.client(), kOptions);
    EXPECT_TRUE(alarms.cancel(kAlarm, soon()));
    EXPECT_TRUE(alarms.cancel(kAlarm, soon()));
    const auto sent = rig.server().seen().front();
    EXPECT_EQ(sent.method, "DELETE");
    EXPECT_NE(sent.target.find("groupName=jobs"), std::string::npos);
}

TEST(JobAlarms, TellAThrottleAsAThrottleAndAMissingGroupAsWhatItIs) {
    std::string code;
    Rig rig([&](const SeenRequest&, int) { return refuse(code == "ThrottlingException" ? 429 : 404, code.c_str()); });
    JobAlarms alarms(rig.client(), kOptions);
    code = "ThrottlingException";
    EXPECT_EQ(alarms.set(kAlarm, from_millis(0), soon()).error().reason, "throttled");
    EXPECT_EQ(alarms.cancel(kAlarm, soon()).error().reason, "throttled");
    code = "ResourceNotFoundException";
    EXPECT_EQ(alarms.set(kAlarm, from_millis(0), soon()).error().reason, "aws-resource");
}

TEST(JobAlarms, HaveNamesOfTheirOwnThatTheServiceTakes) {
    const std::regex wanted("[0-9a-zA-Z-_.]{1,64}");
    std::set<std::string> names;
    for (const char* tenant : {"alice", "alice\n"}) {
        for (const char* job : {"job_1", "1\njob", ""}) {
            for (int run = 1; run < 4; ++run) {
                names.insert(schedule_name({TenantId(tenant), JobId(job), run}));
                EXPECT_TRUE(std::regex_match(*names.rbegin(), wanted));
            }
        }
    }
    EXPECT_EQ(names.size(), 18U);
}

}  // namespace
}  // namespace bespoke::adapters::aws
