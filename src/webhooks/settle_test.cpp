#include "webhooks/settle.hpp"

#include <gtest/gtest.h>

#include "webhooks/event_types.hpp"
#include "webhooks/schedule.hpp"

namespace bespoke::webhooks {
namespace {

using namespace std::chrono_literals;

const Timestamp kNow = from_millis(1'800'000'000'000);

Endpoint endpoint() {
    return {.id = RecordId("whk_1"), .version = 1, .url = "https://example.org/", .secrets = {{"whsec_x", {}}}};
}

Delivery delivery(int made = 0, std::string type = "job.succeeded") {
    return {.id = RecordId("dlv_1"),
            .version = 1,
            .endpoint = RecordId("whk_1"),
            .event_id = "evt_1",
            .event_type = std::move(type),
            .due = kNow,
            .made = made};
}

Outcome outcome(Outcome::Kind kind, int status, std::optional<std::chrono::milliseconds> retry_after = {}) {
    return {kind, {kNow, status, kind == Outcome::Kind::Delivered ? "" : "status", 12}, retry_after};
}
const Outcome kSuccess = outcome(Outcome::Kind::Delivered, 200), kFailure = outcome(Outcome::Kind::Failed, 500),
              kGone = outcome(Outcome::Kind::Gone, 410);

TEST(WebhookSettle, SuccessEndsTheDelivery) {
    const auto settled = settle(endpoint(), delivery(), kSuccess, kNow);
    EXPECT_EQ(settled.delivery.state, Delivery::State::Delivered);
    EXPECT_FALSE(settled.delivery.due);
    EXPECT_EQ(settled.delivery.attempts.size(), 1U);
    EXPECT_FALSE(settled.endpoint) << "nothing changes that was sound";
}

TEST(WebhookSettle, SuccessEndsTheEndpointsFailing) {
    auto failing = endpoint();
    failing.failing_since = kNow - 4 * 24h;
    const auto settled = settle(failing, delivery(3), kSuccess, kNow);
    ASSERT_TRUE(settled.endpoint);
    EXPECT_FALSE(settled.endpoint->failing_since);
}

TEST(WebhookSettle, FailureWaitsAsTheScheduleSays) {
    for (int made = 0; made < kMostAttempts - 1; ++made) {
        const auto settled = settle(endpoint(), delivery(made), kFailure, kNow);
        EXPECT_EQ(settled.delivery.state, Delivery::State::Pending);
        EXPECT_EQ(settled.delivery.due, kNow + *pause_after(made + 1, "dlv_1"));
        EXPECT_EQ(settled.endpoint.value().failing_since, kNow);
        EXPECT_TRUE(settled.events.empty());
    }
}

TEST(WebhookSettle, LongerRetryAfterIsHonouredAndShorterIsNot) {
    EXPECT_EQ(settle(endpoint(), delivery(), outcome(Outcome::Kind::Failed, 429, 10min), kNow).delivery.due, kNow + 10min);
    EXPECT_GE(settle(endpoint(), delivery(3), outcome(Outcome::Kind::Failed, 503, 1s), kNow).delivery.due, kNow + 100min);
}

TEST(WebhookSettle, TenthFailureIsDeadAndSaysSo) {
    const auto settled = settle(endpoint(), delivery(kMostAttempts - 1), kFailure, kNow);
    EXPECT_EQ(settled.delivery.state, Delivery::State::Dead);
    EXPECT_FALSE(settled.delivery.due);
    ASSERT_EQ(settled.events.size(), 1U);
    EXPECT_EQ(settled.events[0].type, kDeadEvent);
    EXPECT_EQ(settled.events[0].data.at("event"), "evt_1");
}

TEST(WebhookSettle, DeadNoticesAboutDeadNoticesAreNotMade) {
    EXPECT_TRUE(settle(endpoint(), delivery(kMostAttempts - 1, std::string(kDeadEvent)), kFailure, kNow).events.empty());
}

TEST(WebhookSettle, GoneDisablesTheEndpoint) {
    const auto settled = settle(endpoint(), delivery(), kGone, kNow);
    EXPECT_EQ(settled.delivery.state, Delivery::State::Dead);
    EXPECT_EQ(settled.endpoint.value().state, Endpoint::State::Disabled);
    EXPECT_EQ(settled.endpoint->disabled_reason, "gone");
    EXPECT_EQ(settled.events.at(0).type, kDisabledEvent);
}

TEST(WebhookSettle, FiveDaysOfFailureDisableTheEndpoint) {
    auto failing = endpoint();
    failing.failing_since = kNow - kPatience + 1ms;
    EXPECT_FALSE(settle(failing, delivery(2), kFailure, kNow).endpoint) << "a moment too early";
    failing.failing_since = kNow - kPatience;
    const auto settled = settle(failing, delivery(2), kFailure, kNow);
    EXPECT_EQ(settled.endpoint.value().state, Endpoint::State::Disabled);
    EXPECT_EQ(settled.endpoint->disabled_reason, "failing");
    EXPECT_EQ(settled.events.at(0).type, kDisabledEvent);
}

TEST(WebhookEndpoint, SurvivesItsRecord) {
    Endpoint original = endpoint();
    original.description = "the HR system";
    original.subscriptions = {{"job.*", kNow}};
    original.secrets = {{"whsec_new", {}}, {"whsec_old", kNow}};
    original.failing_since = kNow - 1h;
    original.state = Endpoint::State::Disabled;
    original.disabled_reason = "gone";
    auto record = to_put(original).record;
    record.version = 1;
    const auto back = endpoint_from(record).value();
    EXPECT_EQ(to_put(back).record.body, record.body);
    EXPECT_EQ(back.state, Endpoint::State::Disabled);
    EXPECT_EQ(back.failing_since, original.failing_since);
    record.body.erase("url");
    EXPECT_EQ(endpoint_from(record).error().code, ErrorCode::Corrupt);
}

TEST(WebhookEndpoint, SignsWithTheOldSecretUntilItEnds) {
    Endpoint rotating = endpoint();
    rotating.secrets = {{"whsec_new", {}}, {"whsec_old", kNow + 24h}};
    EXPECT_EQ(secrets_at(rotating, kNow + 24h - 1ms), (std::vector<std::string>{"whsec_new", "whsec_old"}));
    EXPECT_EQ(secrets_at(rotating, kNow + 24h), std::vector<std::string>{"whsec_new"});
}

TEST(WebhookDelivery, HasAnIdThatFollowsFromEventAndEndpoint) {
    const std::string event = "evt_01kapv5m4r8x2t6w0y3z7c9d1f";
    const auto id = delivery_id(event, RecordId("whk_1")).str();
    EXPECT_EQ(id.size(), 30U);
    EXPECT_TRUE(id.starts_with("dlv_01kapv5m4r")) << id << " sorts with its event";
    EXPECT_EQ(id.find_first_not_of("0123456789abcdefghjkmnpqrstvwxyz", 4), std::string::npos);
    EXPECT_EQ(delivery_id(event, RecordId("whk_1")).str(), id);
    EXPECT_NE(delivery_id(event, RecordId("whk_2")).str(), id);
}

TEST(WebhookEvents, MatchTypesFamiliesAndAll) {
    EXPECT_TRUE(matches("job.succeeded", "job.succeeded"));
    EXPECT_TRUE(matches("job.*", "job.succeeded"));
    EXPECT_TRUE(matches("*", "job.succeeded"));
    EXPECT_FALSE(matches("job.*", "jobs.succeeded"));
    EXPECT_FALSE(matches("job.succeeded", "job.succeeded.x"));
    for (const auto* good : {"*", "job.*", "webhook.dead", "document.created"}) EXPECT_TRUE(is_subscription(good)) << good;
    for (const auto* bad : {"", "**", "job", "job.", ".*", "cat.*", "job.succeded", "job.*.x"})
        EXPECT_FALSE(is_subscription(bad)) << bad;
}

}  // namespace
}  // namespace bespoke::webhooks
