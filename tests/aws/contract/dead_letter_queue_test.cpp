// The jobs' dead-letter queue on an SQS emulator.

#include "adapters/aws/messaging/dead_letter_queue.hpp"

#include <gmock/gmock.h>

#include "emulated.hpp"

namespace bespoke {
namespace {

using testing::UnorderedElementsAre;

Deadline soon() { return Deadline::after(std::chrono::seconds(20)); }

ports::DeadJob dead(const char* tenant, const char* job, int run = 1) {
    return {TenantId(tenant), JobId(job), run, "Generate", "Unavailable", "throttled", "0af7651916cd43dd8448eb211c80319c"};
}

std::vector<std::string> names(const std::vector<ports::DeadLetterQueue::Letter>& letters) {
    std::vector<std::string> found;
    for (const auto& letter : letters)
        found.push_back(fmt::format("{}/{} {}", letter.dead.tenant.str(), letter.dead.job.str(), letter.dead.run));
    return found;
}

nlohmann::json sqs(const char* operation, const nlohmann::json& input) {
    return emulated_client()
        .call(adapters::aws::Service::Sqs, operation, input, adapters::aws::Caller::service(), soon())
        .value();
}

/// A queue of its own for each test.
struct DeadLetters : testing::Test {
    const std::string url =
        sqs("CreateQueue", {{"QueueName", testing::UnitTest::GetInstance()->current_test_info()->name()}}).at("QueueUrl");
    adapters::aws::DeadLetterQueue queue{emulated_client(), url};
    void TearDown() override { sqs("DeleteQueue", {{"QueueUrl", url}}); }
};

TEST_F(DeadLetters, StayForEverybodyUntilTheyAreRemoved) {
    for (const auto& one : {dead("alice", "job_1"), dead("bob", "job_2", 3)}) ASSERT_TRUE(queue.send(one, soon()));
    for (int looks = 0; looks < 2; ++looks) {
        const auto letters = queue.look(10, soon());
        ASSERT_TRUE(letters);
        EXPECT_THAT(names(*letters), UnorderedElementsAre("alice/job_1 1", "bob/job_2 3"));
        EXPECT_EQ(letters->front().dead.reason, "throttled");
    }
    const auto letters = queue.look(10, soon());
    for (const auto& letter : *letters) EXPECT_TRUE(queue.remove(letter, soon()));
    EXPECT_TRUE(queue.look(10, soon())->empty());
}

TEST_F(DeadLetters, NoMoreComeThanWereAskedFor) {
    for (const auto* job : {"job_1", "job_2", "job_3"}) ASSERT_TRUE(queue.send(dead("alice", job), soon()));
    EXPECT_EQ(queue.look(2, soon())->size(), 2U);
    EXPECT_EQ(queue.look(100, soon())->size(), 3U);
}

TEST_F(DeadLetters, WhatIsNoneIsPassedOver) {
    for (const auto* text : {"hello", "[]", R"({"tenantId":"../x","jobId":"job_1","run":1})", R"({"tenantId":"alice","run":1})",
                             R"({"tenantId":"alice","jobId":"job_1"})"})
        sqs("SendMessage", {{"QueueUrl", url}, {"MessageBody", text}});
    ASSERT_TRUE(queue.send(dead("alice", "job_9"), soon()));
    EXPECT_THAT(names(*queue.look(10, soon())), UnorderedElementsAre("alice/job_9 1"));
}

TEST(DeadJobMessage, ComesBackAsItWas) {
    for (const auto& one :
         {dead("alice", "job_1"), ports::DeadJob{TenantId("b"), JobId("j"), 2, "Pa\"rse\n", "\xC3\xA4", "", ""}}) {
        const auto back = adapters::aws::dead_job_from(adapters::aws::to_message(one));
        ASSERT_TRUE(back);
        EXPECT_EQ(adapters::aws::to_message(*back), adapters::aws::to_message(one));
        EXPECT_EQ(back->state, one.state);
    }
}

}  // namespace
}  // namespace bespoke
