#include "webhooks/endpoint.hpp"

#include "webhooks/event_types.hpp"

namespace bespoke::webhooks {
namespace {

using nlohmann::json;

std::optional<Timestamp> optional_time(const json& body, const char* name) {
    if (!body.contains(name)) return std::nullopt;
    return from_millis(body.at(name).get<std::int64_t>());
}

json to_json(const Subscription& subscription) { return {{"type", subscription.type}, {"since", to_millis(subscription.since)}}; }

json to_json(const Secret& secret) {
    json body{{"value", secret.value}};
    if (secret.until) body["until"] = to_millis(*secret.until);
    return body;
}

void read_lists(const json& body, Endpoint& endpoint) {
    for (const auto& one : body.at("subscriptions")) {
        endpoint.subscriptions.push_back({one.at("type").get<std::string>(), from_millis(one.at("since").get<std::int64_t>())});
    }
    for (const auto& one : body.at("secrets"))
        endpoint.secrets.push_back({one.at("value").get<std::string>(), optional_time(one, "until")});
}

}  // namespace

std::string_view to_string(Endpoint::State state) { return state == Endpoint::State::Enabled ? "enabled" : "disabled"; }

bool wants(const Endpoint& endpoint, const ports::Event& event) {
    if (endpoint.state != Endpoint::State::Enabled) return false;
    // An endpoint is not told of its own failures: that could only fail again.
    if (event.type.starts_with("webhook.") && event.subject == endpoint.id.str()) return false;
    return std::ranges::any_of(endpoint.subscriptions,
                               [&](const Subscription& one) { return event.at >= one.since && matches(one.type, event.type); });
}

std::vector<std::string> secrets_at(const Endpoint& endpoint, Timestamp now) {
    std::vector<std::string> secrets;
    for (const auto& secret : endpoint.secrets) {
        if (!secret.until || now < *secret.until) secrets.push_back(secret.value);
    }
    return secrets;
}

ports::Put to_put(const Endpoint& endpoint) {
    json body{{"url", endpoint.url},
              {"description", endpoint.description},
              {"subscriptions", json::array()},
              {"secrets", json::array()}};
    for (const auto& one : endpoint.subscriptions) body["subscriptions"].push_back(to_json(one));
    for (const auto& one : endpoint.secrets) body["secrets"].push_back(to_json(one));
    if (!endpoint.disabled_reason.empty()) body["disabledReason"] = endpoint.disabled_reason;
    if (endpoint.failing_since) body["failingSince"] = to_millis(*endpoint.failing_since);
    ports::Put put;
    put.record = {.kind = ports::RecordKind::Webhook,
                  .id = endpoint.id,
                  .state = std::string(to_string(endpoint.state)),
                  .created_at = endpoint.created_at,
                  .body = std::move(body)};
    put.condition = endpoint.version == 0 ? ports::Put::If::Absent : ports::Put::If::Matches;
    put.expected_version = endpoint.version;
    return put;
}

Result<Endpoint> endpoint_from(const ports::Record& record) {
    try {
        Endpoint endpoint{
            .id = record.id, .version = record.version, .created_at = record.created_at, .updated_at = record.updated_at};
        endpoint.url = record.body.at("url").get<std::string>();
        endpoint.description = record.body.value("description", "");
        read_lists(record.body, endpoint);
        endpoint.state = record.state == "enabled" ? Endpoint::State::Enabled : Endpoint::State::Disabled;
        endpoint.disabled_reason = record.body.value("disabledReason", "");
        endpoint.failing_since = optional_time(record.body, "failingSince");
        return endpoint;
    } catch (const json::exception& error) {
        return fail(ErrorCode::Corrupt, "webhook", "The webhook's record is damaged; remove it and register it again.",
                    error.what(), record.id.str());
    }
}

}  // namespace bespoke::webhooks
