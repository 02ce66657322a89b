// Alarms of jobs on a strict stub of EventBridge Scheduler, whose requests are checked against the service's own model.

#include "adapters/aws/messaging/job_alarms.hpp"

#include "control.hpp"

namespace bespoke {
namespace {

using adapters::aws::JobAlarm;
using adapters::aws::JobAlarms;

Deadline soon() { return Deadline::after(std::chrono::seconds(20)); }
Timestamp later() { return EmulatedClock().now() + std::chrono::hours(2); }

struct AlarmsOfJobs : testing::Test {
    JobAlarms::Options options{"bespoke-jobs", "arn:aws:iam::123456789012:role/alarms",
                               "arn:aws:lambda:eu-central-1:123456789012:function:events",
                               "arn:aws:sqs:eu-central-1:123456789012:failed"};
    const JobAlarm alarm{TenantId("alice"), JobId(testing::UnitTest::GetInstance()->current_test_info()->name()), 1};
    /// What waits for this test's job.
    nlohmann::json waiting() {
        auto found = nlohmann::json::array();
        const auto all = control("GET", "scheduler").at("waiting");
        for (const auto& one : all)
            if (one.at("input").at("detail").at("jobId") == alarm.job.str()) found.push_back(one);
        return found;
    }
    void TearDown() override { EXPECT_EQ(control("GET", "violations"), nlohmann::json::array()); }
};

TEST_F(AlarmsOfJobs, AreThereOnceHoweverOftenTheyAreSet) {
    JobAlarms alarms(emulated_client(), options);
    ASSERT_TRUE(alarms.set(alarm, later(), soon()));
    ASSERT_TRUE(alarms.set(alarm, later() + std::chrono::hours(1), soon()));
    ASSERT_EQ(waiting().size(), 1U);
    EXPECT_EQ(waiting()[0].at("target"), options.target);
    ASSERT_TRUE(alarms.set({alarm.tenant, alarm.job, 2}, later(), soon())) << "another run's is another one";
    EXPECT_EQ(waiting().size(), 2U);
    EXPECT_TRUE(alarms.cancel(alarm, soon()));
    EXPECT_TRUE(alarms.cancel(alarm, soon())) << "gone is success";
    EXPECT_EQ(waiting().size(), 1U);
    EXPECT_TRUE(alarms.cancel({alarm.tenant, alarm.job, 2}, soon()));
}

TEST_F(AlarmsOfJobs, AreSetForTheNextMinuteIfTheirTimeIsOver) {
    JobAlarms alarms(emulated_client(), options);
    ASSERT_TRUE(alarms.set(alarm, from_millis(0), soon()));
    EXPECT_EQ(waiting().size(), 1U);
    EXPECT_TRUE(alarms.cancel(alarm, soon()));
}

TEST_F(AlarmsOfJobs, SayWhatIsWrongWithADeploymentThatHasNoGroup) {
    options.group = "nobodys";
    JobAlarms alarms(emulated_client(), options);
    EXPECT_EQ(alarms.set(alarm, later(), soon()).error().reason, "aws-resource");
    EXPECT_TRUE(alarms.cancel(alarm, soon()));
}

TEST_F(AlarmsOfJobs, SurviveLostAnswersAndTellAThrottle) {
    JobAlarms alarms(emulated_client(), options);
    {
        const Disturbed lost("faults", {{{"service", "scheduler"}, {"kind", "server-error"}, {"when", "after"}, {"times", 1}}});
        ASSERT_TRUE(alarms.set(alarm, later(), soon())) << "the attempt that is made again is known by its token";
        EXPECT_EQ(lost.struck(), 1);
    }
    EXPECT_EQ(waiting().size(), 1U);
    {
        const Disturbed lost("faults", {{{"service", "scheduler"}, {"kind", "server-error"}, {"when", "after"}, {"times", 1}}});
        ASSERT_TRUE(alarms.cancel(alarm, soon()));
        EXPECT_EQ(lost.struck(), 1);
    }
    EXPECT_TRUE(waiting().empty());
    const Disturbed busy("faults", {{{"service", "scheduler"}, {"kind", "throttle"}}});
    EXPECT_EQ(alarms.set(alarm, later(), Deadline::after(std::chrono::seconds(3))).error().reason, "throttled");
}

}  // namespace
}  // namespace bespoke
