#include "api/operations/webhook_operations.hpp"

#include "api/answer.hpp"
#include "api/conditional.hpp"
#include "api/operations/pages.hpp"

namespace bespoke::api {
namespace {

using service::to_json;
using service::WebhookState;

RecordId webhook_id(const Call& call) { return RecordId(call.path.at("webhookId")); }
WebhookState state_from(const nlohmann::json& enabled) {
    return enabled.get<bool>() ? WebhookState::Enabled : WebhookState::Disabled;
}

template <class T>
Result<http::Response> answer(int status, const Result<T>& value) {
    if (!value) return tl::unexpected(value.error());
    return json_answer(status, to_json(*value));
}

Result<http::Response> with_version(const Result<service::Webhook>& webhook) {
    if (!webhook) return tl::unexpected(webhook.error());
    return with_etag(json_answer(200, to_json(*webhook)), webhook->version);
}

Result<http::Response> list(const WebhookParts& parts, const Call& call) {
    const auto query = page_query(call, parts.cursors, call.operation);
    if (!query) return tl::unexpected(query.error());
    return page_answer(call, parts.cursors, call.operation, service::list_webhooks(parts.service, call.tenant(), *query),
                       [](const service::Webhook& webhook) { return to_json(webhook); });
}

Result<http::Response> create(const WebhookParts& parts, const Call& call) {
    const auto& body = call.body;
    service::NewWebhook wanted{body.at("url"), body.value("events", std::vector<std::string>{}), body.value("description", ""),
                               state_from(body.value("enabled", nlohmann::json(true)))};
    const auto made = service::create_webhook(parts.service, call.tenant(), parts.egress, wanted);
    if (!made) return tl::unexpected(made.error());
    return with_location(with_etag(json_answer(201, to_json(*made)), made->webhook.version),
                         "/v1/webhooks/" + made->webhook.id.str());
}

Result<http::Response> get(const WebhookParts& parts, const Call& call) {
    return with_version(service::get_webhook(parts.service, call.tenant(), webhook_id(call)));
}

Result<http::Response> update(const WebhookParts& parts, const Call& call) {
    // First whether there is one: what isn't there has no version.
    const auto found = service::get_webhook(parts.service, call.tenant(), webhook_id(call));
    if (!found) return tl::unexpected(found.error());
    const auto version = expected_version(call);
    if (!version) return tl::unexpected(version.error());
    const auto& body = call.body;
    service::WebhookChange change;
    if (body.contains("url")) change.url = body["url"];
    if (body.contains("events")) change.events = body["events"].get<std::vector<std::string>>();
    if (body.contains("description")) change.description = body["description"];
    if (body.contains("enabled")) change.state = state_from(body["enabled"]);
    change.expected_version = *version;
    return with_version(service::update_webhook(parts.service, call.tenant(), parts.egress, webhook_id(call), change));
}

Result<http::Response> remove(const WebhookParts& parts, const Call& call) {
    if (call.http.headers.get("If-Match")) {
        const auto webhook = service::get_webhook(parts.service, call.tenant(), webhook_id(call));
        if (!webhook) return tl::unexpected(webhook.error());
        if (auto matches = check_if_match(call, webhook->version); !matches) return tl::unexpected(matches.error());
    }
    if (auto removed = service::remove_webhook(parts.service, call.tenant(), webhook_id(call)); !removed)
        return tl::unexpected(removed.error());
    return no_content();
}

Result<http::Response> rotate(const WebhookParts& parts, const Call& call) {
    return answer(200, service::rotate_webhook_secret(parts.service, call.tenant(), webhook_id(call)));
}

Result<http::Response> test(const WebhookParts& parts, const Call& call) {
    return answer(202, service::test_webhook(parts.service, call.tenant(), webhook_id(call)));
}

std::optional<webhooks::Delivery::State> state_filter(const Call& call) {
    using State = webhooks::Delivery::State;
    const auto found = call.query.find("state");
    if (found == call.query.end()) return std::nullopt;
    static const std::map<std::string, State> kStates = {
        {"pending", State::Pending}, {"delivered", State::Delivered}, {"dead", State::Dead}};
    return kStates.at(found->second);
}

Result<http::Response> deliveries(const WebhookParts& parts, const Call& call) {
    const auto state = call.query.find("state");
    const auto scope =
        fmt::format("{} {} {}", call.operation, call.path.at("webhookId"), state == call.query.end() ? "" : state->second);
    const auto query = page_query(call, parts.cursors, scope);
    if (!query) return tl::unexpected(query.error());
    return page_answer(call, parts.cursors, scope,
                       service::list_deliveries(parts.service, call.tenant(), webhook_id(call), state_filter(call), *query),
                       [](const service::WebhookDelivery& delivery) { return to_json(delivery); });
}

Result<http::Response> replay(const WebhookParts& parts, const Call& call) {
    return answer(202,
                  service::replay_delivery(parts.service, call.tenant(), webhook_id(call), RecordId(call.path.at("deliveryId"))));
}

}  // namespace

Operations make_webhook_operations(const WebhookParts& parts) {
    const auto bound = [parts](auto work) { return [parts, work](const Call& call) { return work(parts, call); }; };
    return {{"listWebhooks", bound(list)},    {"createWebhook", bound(create)},      {"getWebhook", bound(get)},
            {"updateWebhook", bound(update)}, {"deleteWebhook", bound(remove)},      {"rotateWebhookSecret", bound(rotate)},
            {"testWebhook", bound(test)},     {"listDeliveries", bound(deliveries)}, {"replayDelivery", bound(replay)}};
}

}  // namespace bespoke::api
