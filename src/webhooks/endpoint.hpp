#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/ids.hpp"
#include "base/time.hpp"
#include "ports/metadata_store.hpp"

namespace bespoke::webhooks {

/// What an endpoint wants to hear, and since when: events from before are not sent to it.
struct Subscription {
    std::string type;  ///< a type, a family "job.*", or "*"
    Timestamp since{};
};

/// A signing secret; while it is being replaced, the old one signs too until `until`.
struct Secret {
    std::string value;
    std::optional<Timestamp> until;
};

/// A receiver that a tenant registered: a record of kind Webhook.
struct Endpoint {
    enum class State { Enabled, Disabled };

    RecordId id;  ///< "whk_…"
    std::uint64_t version = 0;
    Timestamp created_at{}, updated_at{};
    std::string url, description;
    std::vector<Subscription> subscriptions;
    std::vector<Secret> secrets;  ///< the newest first
    State state = State::Enabled;
    std::string disabled_reason;             ///< "gone", "failing" or "owner"; empty while enabled
    std::optional<Timestamp> failing_since;  ///< first failure since the last success
};

std::string_view to_string(Endpoint::State);

/// True if the endpoint is to be told of the event.
bool wants(const Endpoint&, const ports::Event&);
/// The secrets that sign at `now`, the newest first.
std::vector<std::string> secrets_at(const Endpoint&, Timestamp now);

/// The write that stores it, if the stored one is still at the version that was read (new ones: if there is none).
ports::Put to_put(const Endpoint&);
/// `Corrupt` "webhook" if the record is none of ours.
Result<Endpoint> endpoint_from(const ports::Record&);

}  // namespace bespoke::webhooks
