#pragma once

#include <string_view>
#include <vector>

namespace bespoke::webhooks {

/// Types of events to which a webhook can subscribe, in the order in which the documentation shows them.
const std::vector<std::string_view>& event_types();

/// True for a type of the list, for "*" (all of them) and for a family such as "job.*" that has a member in the list.
bool is_subscription(std::string_view pattern);

/// True if the subscription asks for events of the type.
bool matches(std::string_view pattern, std::string_view type);

/// Sent when an owner tests an endpoint, to that endpoint alone, whatever it subscribed to; it never stands in the outbox.
inline constexpr std::string_view kTestEvent = "webhook.test";
inline constexpr std::string_view kDeadEvent = "webhook.dead";
inline constexpr std::string_view kDisabledEvent = "webhook.disabled";

}  // namespace bespoke::webhooks
