#include <gtest/gtest.h>

#include "lambda/cloud_event.hpp"
#include "lambda/queue_event.hpp"

namespace bespoke::lambda {
namespace {

TEST(QueueEvent, GivesEachMessageWithItsId) {
    const auto messages = queue_messages(R"({"Records":[{"messageId":"m1","body":"one"},{"messageId":"m2","body":"two"}]})");
    ASSERT_TRUE(messages);
    ASSERT_EQ(messages->size(), 2U);
    EXPECT_EQ((*messages)[1].id, "m2");
    EXPECT_EQ((*messages)[1].body, "two");
}

TEST(QueueEvent, IsRefusedWholeIfAMessageCouldNotBeNamedInTheReply) {
    for (const auto* text : {"", "[]", "{}", R"({"Records":{}})", R"({"Records":[{"body":"x"}]})", R"({"Records":[7]})"})
        EXPECT_EQ(queue_messages(text).error().reason, "bad-event") << text;
}

TEST(QueueEvent, RepliesWithTheFailedMessagesAlone) {
    EXPECT_EQ(batch_reply({}), R"({"batchItemFailures":[]})");
    EXPECT_EQ(batch_reply({"m2"}), R"({"batchItemFailures":[{"itemIdentifier":"m2"}]})");
}

constexpr const char* kCreated = R"({"version":"0","id":"e1","detail-type":"Object Created","source":"aws.s3",
    "detail":{"bucket":{"name":"quarantine"},"object":{"key":"tenants/acme/upl_1","size":12}}})";

TEST(CloudEvent, TellsWhichObjectWasStored) {
    const auto event = cloud_event(kCreated);
    ASSERT_TRUE(event);
    EXPECT_EQ(event->source, "aws.s3");
    const auto object = stored_object(*event);
    ASSERT_TRUE(object);
    EXPECT_EQ(object->bucket, "quarantine");
    EXPECT_EQ(object->key, "tenants/acme/upl_1");
    EXPECT_EQ(object->bytes, 12U);
}

TEST(CloudEvent, RefusesWhatIsNone) {
    for (const auto* text : {"", "7", "{}", R"({"source":"aws.s3"})", R"({"source":"aws.s3","detail":[]})"})
        EXPECT_EQ(cloud_event(text).error().reason, "bad-event") << text;
    EXPECT_FALSE(stored_object(*cloud_event(R"({"source":"aws.s3","detail":{"bucket":"x"}})")));
}

std::string alarm(const std::string& detail, const char* kind = "Job Alarm") {
    return fmt::format(R"({{"id":"job-1","source":"bespoke.alarms","detail-type":"{}","detail":{}}})", kind, detail);
}

TEST(CloudEvent, TellsWhichJobAnAlarmIsAbout) {
    const auto found = job_alarm(*cloud_event(alarm(R"({"tenantId":"acme","jobId":"job_1","run":3})")));
    ASSERT_TRUE(found);
    EXPECT_EQ(found->tenant, TenantId("acme"));
    EXPECT_EQ(found->job, JobId("job_1"));
    EXPECT_EQ(found->run, 3);
    for (const auto* detail : {"{}", R"({"tenantId":"../x","jobId":"j","run":1})", R"({"tenantId":"acme","jobId":"","run":1})",
                               R"({"tenantId":"acme","jobId":"j","run":0})", R"({"tenantId":"acme","jobId":"j","run":-1})",
                               R"({"tenantId":"acme","jobId":"j","run":"1"})", R"({"tenantId":"acme","jobId":"j"})"})
        EXPECT_EQ(job_alarm(*cloud_event(alarm(detail))).error().reason, "bad-event") << detail;
    EXPECT_FALSE(job_alarm(*cloud_event(alarm(R"({"tenantId":"acme","jobId":"j","run":1})", "Another"))));
}

}  // namespace
}  // namespace bespoke::lambda
