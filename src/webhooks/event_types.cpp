#include "webhooks/event_types.hpp"

namespace bespoke::webhooks {
namespace {

bool is_family(std::string_view pattern) { return pattern.size() > 2 && pattern.ends_with(".*"); }

}  // namespace

const std::vector<std::string_view>& event_types() {
    static const std::vector<std::string_view> types{
        "job.created",        "job.stage",     "job.succeeded", "job.rejected",     "job.dead",         "job.cancelled",
        "job.redriven",       "job.discarded", "job.deleted",   "document.created", "document.deleted", "feedback.created",
        "chore.dead-letters", "webhook.test",  "webhook.dead",  "webhook.disabled", "tenant.erased",
    };
    return types;
}

bool is_subscription(std::string_view pattern) {
    if (pattern == "*") return true;
    return std::ranges::any_of(
        event_types(), [&](std::string_view type) { return type == pattern || (is_family(pattern) && matches(pattern, type)); });
}

bool matches(std::string_view pattern, std::string_view type) {
    if (pattern == "*" || pattern == type) return true;
    return is_family(pattern) && type.starts_with(pattern.substr(0, pattern.size() - 1));
}

}  // namespace bespoke::webhooks
