#pragma once

#include "api/cursor.hpp"
#include "api/operation.hpp"
#include "base/web_url.hpp"
#include "service/webhook_endpoints.hpp"

namespace bespoke::api {

/// All of it outlives the operations.
struct WebhookParts {
    service::ServicePorts service;
    Cursors& cursors;
    EgressPolicy egress;  ///< the one that the HTTP client has
};
/// listWebhooks, createWebhook, getWebhook, updateWebhook, deleteWebhook, rotateWebhookSecret, testWebhook, listDeliveries, replayDelivery.
Operations make_webhook_operations(const WebhookParts&);

}  // namespace bespoke::api
