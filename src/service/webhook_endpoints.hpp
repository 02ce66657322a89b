#pragma once

#include <optional>
#include <string>
#include <vector>

#include "service/page.hpp"
#include "service/service_ports.hpp"
#include "webhooks/delivery.hpp"
#include "webhooks/endpoint.hpp"
#include "webhooks/url_policy.hpp"

namespace bespoke::service {

/// A receiver of events, as its owner sees it; secrets are shown once, when they are made.
using Webhook = webhooks::Endpoint;
using WebhookDelivery = webhooks::Delivery;

enum class WebhookState { Enabled, Disabled };

struct NewWebhook {
    std::string url;
    std::vector<std::string> events;  ///< types, families "job.*" or "*"; empty for all
    std::string description;
    WebhookState state = WebhookState::Enabled;
};
/// What is absent stays.
struct WebhookChange {
    std::optional<std::string> url;
    std::optional<std::vector<std::string>> events;
    std::optional<std::string> description;
    std::optional<WebhookState> state;
    std::optional<std::uint64_t> expected_version;  ///< only if it is still at this one
};
struct WebhookWithSecret {
    Webhook webhook;
    std::string secret;
};
struct RotatedSecret {
    std::string secret;
    Timestamp previous_valid_until{};
};

/// Schemas Webhook, WebhookWithSecret, RotatedSecret and Delivery of api/openapi.yaml.
nlohmann::json to_json(const Webhook&);
nlohmann::json to_json(const WebhookWithSecret&);
nlohmann::json to_json(const RotatedSecret&);
nlohmann::json to_json(const WebhookDelivery&);

/// Webhooks of one tenant.
inline constexpr std::size_t kMostWebhooks = 20;
/// How long the replaced secret signs along.
inline constexpr std::chrono::hours kSecretOverlap{24};

/// Register a receiver. It hears of what happens from now on. `InvalidInput` "webhook-url", "event-type"; `LimitExceeded`
/// "too-many-webhooks".
Result<WebhookWithSecret> create_webhook(const ServicePorts&, const TenantId&, const EgressPolicy&, const NewWebhook&);
/// `NotFound` "not-found" for one that isn't there or is another tenant's; so do all below.
Result<Webhook> get_webhook(const ServicePorts&, const TenantId&, const RecordId&);
/// Newest first.
Result<Page<Webhook>> list_webhooks(const ServicePorts&, const TenantId&, const PageQuery&);
/// `Conflict` "version" if it changed meanwhile; errors as create_webhook(). Enabled again, it hears of what happens from then
/// on.
Result<Webhook> update_webhook(const ServicePorts&, const TenantId&, const EgressPolicy&, const RecordId&, const WebhookChange&);
/// Deliveries that wait are dropped; missing is `NotFound`.
Status remove_webhook(const ServicePorts&, const TenantId&, const RecordId&);
/// Make a new secret; the last one signs along for 24 hours, those before it no more.
Result<RotatedSecret> rotate_webhook_secret(const ServicePorts&, const TenantId&, const RecordId&);
/// Send `webhook.test` to this receiver alone. `Conflict` "webhook-disabled".
Result<WebhookDelivery> test_webhook(const ServicePorts&, const TenantId&, const RecordId&);
/// Newest first. A page can hold fewer than asked for, even none, and still have a next one.
Result<Page<WebhookDelivery>> list_deliveries(const ServicePorts&, const TenantId&, const RecordId& webhook,
                                              std::optional<webhooks::Delivery::State>, const PageQuery&);
/// Deliver again, with the same `webhook-id`, what was delivered or is dead. `Conflict` "delivery-pending", "webhook-disabled".
Result<WebhookDelivery> replay_delivery(const ServicePorts&, const TenantId&, const RecordId& webhook, const RecordId& delivery);

}  // namespace bespoke::service
