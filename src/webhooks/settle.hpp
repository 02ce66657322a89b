#pragma once

#include <optional>
#include <vector>

#include "webhooks/delivery.hpp"
#include "webhooks/endpoint.hpp"

namespace bespoke::webhooks {

/// How one attempt went.
struct Outcome {
    enum class Kind { Delivered, Failed, Gone };
    Kind kind = Kind::Failed;
    Attempt attempt;
    std::optional<std::chrono::milliseconds> retry_after;  ///< as the receiver asked
};

/// What an attempt leads to: all of it is stored together.
struct Settlement {
    Delivery delivery;
    std::optional<Endpoint> endpoint;  ///< if it changes
    std::vector<ports::Event> events;
};

/// Decide what comes after an attempt; a pure function. Success ends the delivery and the endpoint's failing; a failure waits as the
/// schedule (or a longer Retry-After) says; the tenth is the last and gives `webhook.dead`; a receiver that says 410, or that has failed
/// for five days, is disabled with `webhook.disabled`.
Settlement settle(Endpoint, Delivery, const Outcome&, Timestamp now);

}  // namespace bespoke::webhooks
