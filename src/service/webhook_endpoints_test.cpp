#include "service/webhook_endpoints.hpp"

#include <gtest/gtest.h>

#include "service/housekeeping_for_test.hpp"
#include "webhooks/event_types.hpp"
#include "webhooks/signature.hpp"

namespace bespoke::service {
namespace {

using namespace std::chrono_literals;
using ports::RecordKind;
using testing::HousekeepingRig;
using State = webhooks::Delivery::State;

const std::string kUrl = "https://example.org/hook";

Webhook made(HousekeepingRig& rig, std::vector<std::string> events = {}) {
    return create_webhook(rig.ports, rig.alice, {}, {.url = kUrl, .events = std::move(events)}).value().webhook;
}

WebhookDelivery settle_as(HousekeepingRig& rig, WebhookDelivery delivery, State state) {
    delivery = webhooks::delivery_from(*rig.store.get(rig.alice, RecordKind::Delivery, delivery.id).value()).value();
    delivery.state = state;
    delivery.due.reset();
    delivery.made = 10;
    EXPECT_TRUE(rig.store.commit(rig.alice, {.writes = {webhooks::to_put(delivery)}}));
    return delivery;
}

TEST(Webhooks, AreShownWithTheirSecretOnce) {
    HousekeepingRig rig;
    const auto created =
        create_webhook(rig.ports, rig.alice, {}, {.url = kUrl, .events = {"job.*"}, .description = "HR"}).value();
    EXPECT_TRUE(webhooks::secret_bytes(created.secret));
    EXPECT_EQ(to_json(created).at("secret"), created.secret);
    const auto shown = to_json(get_webhook(rig.ports, rig.alice, created.webhook.id).value());
    EXPECT_EQ(shown.dump().find("whsec_"), std::string::npos);
    EXPECT_EQ(shown.at("events"), nlohmann::json({"job.*"}));
    EXPECT_EQ(shown.at("enabled"), true);
    EXPECT_TRUE(shown.at("disabledReason").is_null());
}

TEST(Webhooks, AreRefusedWithBadUrlsAndUnknownEvents) {
    HousekeepingRig rig;
    EXPECT_EQ(create_webhook(rig.ports, rig.alice, {}, {.url = "https://127.1/"}).error().reason, "webhook-url");
    EXPECT_EQ(create_webhook(rig.ports, rig.alice, {}, {.url = kUrl, .events = {"job.succeded"}}).error().reason, "event-type");
    const auto webhook = made(rig);
    EXPECT_EQ(update_webhook(rig.ports, rig.alice, {}, webhook.id, {.url = "http://example.org/"}).error().reason, "webhook-url");
    EXPECT_EQ(get_webhook(rig.ports, rig.alice, webhook.id)->url, kUrl);
}

TEST(Webhooks, AreBoundedInNumber) {
    HousekeepingRig rig;
    for (std::size_t at = 0; at < kMostWebhooks; ++at) (void)made(rig);
    EXPECT_EQ(create_webhook(rig.ports, rig.alice, {}, {.url = kUrl}).error().reason, "too-many-webhooks");
    EXPECT_TRUE(create_webhook(rig.ports, rig.bob, {}, {.url = kUrl}));
}

TEST(Webhooks, OfAnotherTenantAreNotThere) {
    HousekeepingRig rig;
    const auto webhook = made(rig);
    const auto& id = webhook.id;
    EXPECT_EQ(get_webhook(rig.ports, rig.bob, id).error().code, ErrorCode::NotFound);
    EXPECT_EQ(update_webhook(rig.ports, rig.bob, {}, id, {.description = "x"}).error().code, ErrorCode::NotFound);
    EXPECT_EQ(remove_webhook(rig.ports, rig.bob, id).error().code, ErrorCode::NotFound);
    EXPECT_EQ(rotate_webhook_secret(rig.ports, rig.bob, id).error().code, ErrorCode::NotFound);
    EXPECT_EQ(test_webhook(rig.ports, rig.bob, id).error().code, ErrorCode::NotFound);
    EXPECT_EQ(list_deliveries(rig.ports, rig.bob, id, {}, {}).error().code, ErrorCode::NotFound);
    EXPECT_TRUE(list_webhooks(rig.ports, rig.bob, {})->items.empty());
}

TEST(Webhooks, ChangeOnlyAtTheVersionThatWasSeen) {
    HousekeepingRig rig;
    const auto webhook = made(rig);
    const auto changed =
        update_webhook(rig.ports, rig.alice, {}, webhook.id, {.description = "new", .expected_version = webhook.version}).value();
    EXPECT_EQ(changed.description, "new");
    EXPECT_EQ(update_webhook(rig.ports, rig.alice, {}, webhook.id, {.description = "x", .expected_version = webhook.version})
                  .error()
                  .reason,
              "version");
}

TEST(Webhooks, KeepTheMomentOfSubscriptionsThatStay) {
    HousekeepingRig rig;
    const auto webhook = made(rig, {"job.dead"});
    rig.clock.advance(1h);
    const auto changed =
        update_webhook(rig.ports, rig.alice, {}, webhook.id, {.events = {{"job.dead", "job.succeeded"}}}).value();
    EXPECT_EQ(changed.subscriptions[0].since, webhook.subscriptions[0].since);
    EXPECT_EQ(changed.subscriptions[1].since, rig.clock.now());
}

TEST(Webhooks, EnabledAgainHearOnlyOfWhatComes) {
    HousekeepingRig rig;
    const auto webhook = made(rig);
    const auto off = update_webhook(rig.ports, rig.alice, {}, webhook.id, {.state = WebhookState::Disabled}).value();
    EXPECT_EQ(off.disabled_reason, "owner");
    rig.clock.advance(1h);
    const auto on = update_webhook(rig.ports, rig.alice, {}, webhook.id, {.state = WebhookState::Enabled}).value();
    EXPECT_EQ(on.disabled_reason, "");
    EXPECT_EQ(on.subscriptions[0].since, rig.clock.now());
}

TEST(Webhooks, SignWithBothSecretsForADayAfterRotation) {
    HousekeepingRig rig;
    const auto created = create_webhook(rig.ports, rig.alice, {}, {.url = kUrl}).value();
    const auto rotated = rotate_webhook_secret(rig.ports, rig.alice, created.webhook.id).value();
    EXPECT_EQ(rotated.previous_valid_until, rig.clock.now() + 24h);
    const auto webhook = get_webhook(rig.ports, rig.alice, created.webhook.id).value();
    EXPECT_EQ(webhooks::secrets_at(webhook, rig.clock.now()), (std::vector{rotated.secret, created.secret}));
    EXPECT_EQ(webhooks::secrets_at(webhook, rig.clock.now() + 24h), std::vector{rotated.secret});
}

TEST(WebhookDeliveries, BeginWithATestAndAreListedByWebhookAndState) {
    HousekeepingRig rig;
    const auto webhook = made(rig), other = made(rig);
    std::vector<WebhookDelivery> sent;
    for (int at = 0; at < 5; ++at, rig.clock.advance(1ms)) {
        sent.push_back(test_webhook(rig.ports, rig.alice, webhook.id).value());
        (void)test_webhook(rig.ports, rig.alice, other.id);
    }
    EXPECT_EQ(sent[0].event_type, webhooks::kTestEvent);
    (void)settle_as(rig, sent[0], State::Dead);
    EXPECT_EQ(list_deliveries(rig.ports, rig.alice, webhook.id, State::Dead, {})->items.size(), 1U);
    std::vector<std::string> seen;
    PageQuery query{.limit = 2};
    do {
        const auto page = list_deliveries(rig.ports, rig.alice, webhook.id, {}, query).value();
        for (const auto& one : page.items) seen.push_back(one.id.str());
        query.after = page.next;
    } while (!query.after.empty());
    std::vector<std::string> wanted;
    for (const auto& one : sent) wanted.push_back(one.id.str());
    std::ranges::sort(wanted, std::greater{});
    EXPECT_EQ(seen, wanted) << "each once, in the order of ids";
}

TEST(WebhookDeliveries, AreReplayedUnderTheSameIdUnlessUnderWay) {
    HousekeepingRig rig;
    const auto webhook = made(rig);
    const auto sent = test_webhook(rig.ports, rig.alice, webhook.id).value();
    EXPECT_EQ(replay_delivery(rig.ports, rig.alice, webhook.id, sent.id).error().reason, "delivery-pending");
    for (const auto state : {State::Dead, State::Delivered}) {
        (void)settle_as(rig, sent, state);
        const auto again = replay_delivery(rig.ports, rig.alice, webhook.id, sent.id).value();
        EXPECT_EQ(again.event_id, sent.event_id);
        EXPECT_EQ(again.state, State::Pending);
        EXPECT_EQ(again.made, 0);
        EXPECT_EQ(again.due, rig.clock.now());
    }
    EXPECT_EQ(replay_delivery(rig.ports, rig.alice, made(rig).id, sent.id).error().code, ErrorCode::NotFound)
        << "another webhook's";
}

TEST(WebhookDeliveries, AreNotMadeForADisabledWebhook) {
    HousekeepingRig rig;
    const auto webhook = made(rig);
    const auto sent = test_webhook(rig.ports, rig.alice, webhook.id).value();
    (void)settle_as(rig, sent, State::Dead);
    ASSERT_TRUE(update_webhook(rig.ports, rig.alice, {}, webhook.id, {.state = WebhookState::Disabled}));
    EXPECT_EQ(test_webhook(rig.ports, rig.alice, webhook.id).error().reason, "webhook-disabled");
    EXPECT_EQ(replay_delivery(rig.ports, rig.alice, webhook.id, sent.id).error().reason, "webhook-disabled");
}

}  // namespace
}  // namespace bespoke::service
