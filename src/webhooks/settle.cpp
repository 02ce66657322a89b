#include "webhooks/settle.hpp"

#include "webhooks/event_types.hpp"
#include "webhooks/schedule.hpp"

namespace bespoke::webhooks {
namespace {

ports::Event event_about(std::string_view type, const Endpoint& endpoint, Timestamp now, nlohmann::json data) {
    ports::Event event;
    event.type = std::string(type);
    event.subject = endpoint.id.str();
    event.at = now;
    event.data = std::move(data);
    return event;
}

void end(Delivery& delivery, std::string reason) {
    delivery.state = Delivery::State::Dead;
    delivery.due.reset();
    delivery.dead_reason = std::move(reason);
}

void succeed(Settlement& result, Endpoint endpoint) {
    result.delivery.state = Delivery::State::Delivered;
    result.delivery.due.reset();
    result.delivery.dead_reason.clear();
    if (!endpoint.failing_since) return;
    endpoint.failing_since.reset();
    result.endpoint = std::move(endpoint);
}

void disable(Settlement& result, Endpoint endpoint, std::string reason, Timestamp now) {
    end(result.delivery, reason == "gone" ? "endpoint-gone" : "endpoint-disabled");
    endpoint.state = Endpoint::State::Disabled;
    endpoint.disabled_reason = std::move(reason);
    result.events.push_back(
        event_about(kDisabledEvent, endpoint, now, {{"webhook", endpoint.id.str()}, {"reason", endpoint.disabled_reason}}));
    result.endpoint = std::move(endpoint);
}

void exhaust(Settlement& result, const Endpoint& endpoint, Timestamp now) {
    auto& delivery = result.delivery;
    end(delivery, "exhausted");
    // A dead notice about a dead notice would go round between two endpoints that are both away.
    if (delivery.event_type.starts_with("webhook.")) return;
    result.events.push_back(event_about(kDeadEvent, endpoint, now,
                                        {{"webhook", endpoint.id.str()},
                                         {"delivery", delivery.id.str()},
                                         {"event", delivery.event_id},
                                         {"type", delivery.event_type},
                                         {"attempts", delivery.made}}));
}

void wait_or_exhaust(Settlement& result, Endpoint endpoint, const Outcome& outcome, Timestamp now) {
    if (!endpoint.failing_since) {
        endpoint.failing_since = now;
        result.endpoint = endpoint;
    }
    auto& delivery = result.delivery;
    const auto pause = pause_after(delivery.made, delivery.id.str());
    if (!pause) return exhaust(result, endpoint, now);
    delivery.due = now + std::max(*pause, outcome.retry_after.value_or(*pause));
}

}  // namespace

Settlement settle(Endpoint endpoint, Delivery delivery, const Outcome& outcome, Timestamp now) {
    Settlement result{.delivery = std::move(delivery)};
    result.delivery.attempts.push_back(outcome.attempt);
    ++result.delivery.made;
    if (outcome.kind == Outcome::Kind::Delivered) {
        succeed(result, std::move(endpoint));
    } else if (outcome.kind == Outcome::Kind::Gone) {
        disable(result, std::move(endpoint), "gone", now);
    } else if (endpoint.failing_since && now - *endpoint.failing_since >= kPatience) {
        disable(result, std::move(endpoint), "failing", now);
    } else {
        wait_or_exhaust(result, std::move(endpoint), outcome, now);
    }
    return result;
}

}  // namespace bespoke::webhooks
