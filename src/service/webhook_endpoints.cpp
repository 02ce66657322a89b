#include "service/webhook_endpoints.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/rfc3339.hpp"
#include "crypto/random.hpp"
#include "service/records.hpp"
#include "webhooks/event_types.hpp"
#include "webhooks/signature.hpp"

namespace bespoke::service {
namespace {

using ports::RecordKind;

constexpr int kWriteTries = 4;
constexpr std::size_t kScanStep = 200, kScanMost = 2'000;

tl::unexpected<Error> disabled() {
    return fail(ErrorCode::Conflict, "webhook-disabled", "The webhook is disabled; enable it first.");
}

Result<std::vector<webhooks::Subscription>> subscriptions(const std::vector<std::string>& events, Timestamp now) {
    std::vector<webhooks::Subscription> result;
    for (const auto& type : events) {
        if (!webhooks::is_subscription(type)) {
            return fail(ErrorCode::InvalidInput, "event-type",
                        "There is no such type of event; choose from the list in the documentation.", type);
        }
        result.push_back({type, now});
    }
    if (result.empty()) result.push_back({"*", now});
    return result;
}

/// Subscriptions that stay keep their moment, so that a change loses no event that is on its way.
std::vector<webhooks::Subscription> merged(std::vector<webhooks::Subscription> wanted,
                                           const std::vector<webhooks::Subscription>& before) {
    for (auto& one : wanted) {
        const auto old = std::ranges::find(before, one.type, &webhooks::Subscription::type);
        if (old != before.end()) one.since = old->since;
    }
    return wanted;
}

void set_webhook_state(Webhook& webhook, WebhookState state, Timestamp now) {
    const bool was_enabled = webhook.state == Webhook::State::Enabled;
    if (state == WebhookState::Disabled) {
        webhook.state = Webhook::State::Disabled;
        if (was_enabled) webhook.disabled_reason = "owner";
        return;
    }
    webhook.state = Webhook::State::Enabled;
    webhook.disabled_reason.clear();
    webhook.failing_since.reset();
    if (was_enabled) return;
    for (auto& one : webhook.subscriptions) one.since = now;
}

Status apply(Webhook& webhook, const WebhookChange& change, const EgressPolicy& policy, Timestamp now) {
    if (change.url) {
        if (auto fits = webhooks::check_url(*change.url, policy); !fits) return fits;
        webhook.url = *change.url;
    }
    if (change.events) {
        auto wanted = subscriptions(*change.events, now);
        if (!wanted) return tl::unexpected(wanted.error());
        webhook.subscriptions = merged(std::move(*wanted), webhook.subscriptions);
    }
    if (change.description) webhook.description = *change.description;
    if (change.state) set_webhook_state(webhook, *change.state, now);
    return {};
}

/// Read, change, write; again if somebody else was faster, unless the caller insists on a version.
Result<Webhook> change_webhook(const ServicePorts& ports, const TenantId& tenant, const RecordId& id,
                               const std::function<Status(Webhook&)>& change,
                               std::optional<std::uint64_t> expected_version = {}) {
    for (int tries = 0;; ++tries) {
        auto webhook = get_webhook(ports, tenant, id);
        if (!webhook) return webhook;
        if (expected_version && webhook->version != *expected_version) {
            return fail(ErrorCode::Conflict, "version", "The webhook has changed meanwhile; read it again.");
        }
        if (auto changed = change(*webhook); !changed) return tl::unexpected(changed.error());
        const auto stored = commit_one(ports, tenant, webhooks::to_put(*webhook));
        if (stored) return get_webhook(ports, tenant, id);
        if (!lost_race(stored) || tries >= kWriteTries) return tl::unexpected(stored.error());
    }
}

Result<WebhookDelivery> delivery_of(const ServicePorts& ports, const TenantId& tenant, const RecordId& webhook,
                                    const RecordId& id) {
    const auto record = ports.store.get(tenant, RecordKind::Delivery, id);
    if (!record) return tl::unexpected(record.error());
    if (!*record) return not_found();
    auto delivery = webhooks::delivery_from(**record);
    if (delivery && delivery->endpoint != webhook) return not_found();
    return delivery;
}

std::string time_text(Timestamp at) { return to_rfc3339(at); }

nlohmann::json attempt_json(const webhooks::Attempt& attempt) {
    nlohmann::json body{
        {"at", time_text(attempt.at)}, {"status", nullptr}, {"error", nullptr}, {"milliseconds", attempt.took_ms}};
    if (attempt.status != 0) body["status"] = attempt.status;
    if (!attempt.error.empty()) body["error"] = attempt.error;
    return body;
}

}  // namespace

nlohmann::json to_json(const Webhook& webhook) {
    auto events = nlohmann::json::array();
    for (const auto& one : webhook.subscriptions) events.push_back(one.type);
    nlohmann::json body{{"id", webhook.id.str()},
                        {"url", webhook.url},
                        {"events", std::move(events)},
                        {"description", webhook.description},
                        {"enabled", webhook.state == Webhook::State::Enabled},
                        {"disabledReason", nullptr},
                        {"createdAt", time_text(webhook.created_at)},
                        {"updatedAt", time_text(webhook.updated_at)}};
    if (!webhook.disabled_reason.empty()) body["disabledReason"] = webhook.disabled_reason;
    return body;
}

nlohmann::json to_json(const WebhookWithSecret& made) {
    auto body = to_json(made.webhook);
    body["secret"] = made.secret;
    return body;
}

nlohmann::json to_json(const RotatedSecret& rotated) {
    return {{"secret", rotated.secret}, {"previousValidUntil", time_text(rotated.previous_valid_until)}};
}

nlohmann::json to_json(const WebhookDelivery& delivery) {
    auto attempts = nlohmann::json::array();
    for (const auto& one : delivery.attempts) attempts.push_back(attempt_json(one));
    nlohmann::json body{
        {"id", delivery.id.str()},          {"webhookId", delivery.endpoint.str()},         {"eventId", delivery.event_id},
        {"eventType", delivery.event_type}, {"state", webhooks::to_string(delivery.state)}, {"attempts", std::move(attempts)},
        {"nextAttemptAt", nullptr},         {"createdAt", time_text(delivery.created_at)}};
    if (delivery.due) body["nextAttemptAt"] = time_text(*delivery.due);
    return body;
}

Result<WebhookWithSecret> create_webhook(const ServicePorts& ports, const TenantId& tenant, const EgressPolicy& policy,
                                         const NewWebhook& wanted) {
    const auto now = ports.clock.now();
    if (auto fits = webhooks::check_url(wanted.url, policy); !fits) return tl::unexpected(fits.error());
    auto types = subscriptions(wanted.events, now);
    if (!types) return tl::unexpected(types.error());
    const auto there = ports.store.list(tenant, {.kind = RecordKind::Webhook, .limit = kMostWebhooks});
    if (!there) return tl::unexpected(there.error());
    if (there->size() >= kMostWebhooks) {
        return fail(ErrorCode::LimitExceeded, "too-many-webhooks",
                    fmt::format("A tenant can have {} webhooks; remove one that is not needed.", kMostWebhooks));
    }
    WebhookWithSecret made{.secret = webhooks::new_secret()};
    made.webhook = {
        .id = RecordId(crypto::random_id("whk", now)), .created_at = now, .url = wanted.url, .description = wanted.description};
    made.webhook.subscriptions = std::move(*types);
    made.webhook.secrets.push_back({made.secret, std::nullopt});
    set_webhook_state(made.webhook, wanted.state, now);
    if (auto stored = commit_one(ports, tenant, webhooks::to_put(made.webhook)); !stored) return tl::unexpected(stored.error());
    auto stored = get_webhook(ports, tenant, made.webhook.id);
    if (!stored) return tl::unexpected(stored.error());
    made.webhook = std::move(*stored);
    return made;
}

Result<Webhook> get_webhook(const ServicePorts& ports, const TenantId& tenant, const RecordId& id) {
    const auto record = ports.store.get(tenant, RecordKind::Webhook, id);
    if (!record) return tl::unexpected(record.error());
    if (!*record) return not_found();
    return webhooks::endpoint_from(**record);
}

Result<Page<Webhook>> list_webhooks(const ServicePorts& ports, const TenantId& tenant, const PageQuery& query) {
    const auto records = list_page(ports, tenant, RecordKind::Webhook, std::nullopt, query);
    if (!records) return tl::unexpected(records.error());
    Page<Webhook> page{.next = records->next};
    for (const auto& record : records->records) {
        auto webhook = webhooks::endpoint_from(record);
        if (!webhook) return tl::unexpected(webhook.error());
        page.items.push_back(std::move(*webhook));
    }
    return page;
}

Result<Webhook> update_webhook(const ServicePorts& ports, const TenantId& tenant, const EgressPolicy& policy, const RecordId& id,
                               const WebhookChange& change) {
    const auto now = ports.clock.now();
    return change_webhook(
        ports, tenant, id, [&](Webhook& webhook) { return apply(webhook, change, policy, now); }, change.expected_version);
}

Status remove_webhook(const ServicePorts& ports, const TenantId& tenant, const RecordId& id) {
    if (auto there = get_webhook(ports, tenant, id); !there && there.error().code == ErrorCode::NotFound)
        return tl::unexpected(there.error());
    return commit_one(ports, tenant, ports::Remove{RecordKind::Webhook, id});
}

Result<RotatedSecret> rotate_webhook_secret(const ServicePorts& ports, const TenantId& tenant, const RecordId& id) {
    const auto until = ports.clock.now() + kSecretOverlap;
    const RotatedSecret rotated{webhooks::new_secret(), until};
    const auto changed = change_webhook(ports, tenant, id, [&](Webhook& webhook) {
        webhook.secrets = {{rotated.secret, std::nullopt}, {webhook.secrets.at(0).value, until}};
        return Status{};
    });
    if (!changed) return tl::unexpected(changed.error());
    return rotated;
}

Result<WebhookDelivery> test_webhook(const ServicePorts& ports, const TenantId& tenant, const RecordId& id) {
    const auto webhook = get_webhook(ports, tenant, id);
    if (!webhook) return tl::unexpected(webhook.error());
    if (webhook->state != Webhook::State::Enabled) return disabled();
    const auto now = ports.clock.now();
    ports::Event event;
    event.id = crypto::random_id("evt", now);
    event.type = std::string(webhooks::kTestEvent);
    event.subject = id.str();
    event.at = now;
    event.data = {{"webhook", id.str()}};
    const auto delivery = webhooks::delivery_of(event, id, now);
    if (auto stored = commit_one(ports, tenant, webhooks::to_put(delivery)); !stored) return tl::unexpected(stored.error());
    return delivery;
}

Result<Page<WebhookDelivery>> list_deliveries(const ServicePorts& ports, const TenantId& tenant, const RecordId& webhook,
                                              std::optional<webhooks::Delivery::State> state, const PageQuery& query) {
    if (auto there = get_webhook(ports, tenant, webhook); !there) return tl::unexpected(there.error());
    const auto wanted = state ? std::optional(std::string(webhooks::to_string(*state))) : std::nullopt;
    Page<WebhookDelivery> page{.next = query.after};
    for (std::size_t scanned = 0; scanned < kScanMost; scanned += kScanStep) {
        const auto records = list_page(ports, tenant, RecordKind::Delivery, wanted, {page.next, kScanStep});
        if (!records) return tl::unexpected(records.error());
        for (const auto& record : records->records) {
            auto delivery = webhooks::delivery_from(record);
            if (!delivery) return tl::unexpected(delivery.error());
            if (delivery->endpoint != webhook) continue;
            page.items.push_back(std::move(*delivery));
            page.next = record.id;
            if (page.items.size() >= query.limit) return page;
        }
        page.next = records->next;
        if (page.next.empty()) return page;
    }
    return page;
}

Result<WebhookDelivery> replay_delivery(const ServicePorts& ports, const TenantId& tenant, const RecordId& webhook,
                                        const RecordId& id) {
    const auto receiver = get_webhook(ports, tenant, webhook);
    if (!receiver) return tl::unexpected(receiver.error());
    auto delivery = delivery_of(ports, tenant, webhook, id);
    if (!delivery) return delivery;
    if (receiver->state != Webhook::State::Enabled) return disabled();
    if (delivery->state == WebhookDelivery::State::Pending) {
        return fail(ErrorCode::Conflict, "delivery-pending", "The delivery is under way already; wait for its next attempt.");
    }
    delivery->state = WebhookDelivery::State::Pending;
    delivery->due = ports.clock.now();
    delivery->made = 0;
    delivery->dead_reason.clear();
    if (auto stored = commit_one(ports, tenant, webhooks::to_put(*delivery)); !stored) return tl::unexpected(stored.error());
    return delivery;
}

}  // namespace bespoke::service
