#pragma once

#include "webhooks/breaker.hpp"
#include "webhooks/dispatcher.hpp"
#include "webhooks/settle.hpp"

namespace bespoke::webhooks {

/// The right to make one attempt: the delivery's lease is ours, and so is a place among the attempts at work.
struct Errand {
    TenantId tenant;
    Endpoint endpoint;
    Delivery delivery;  ///< at the version that our lease gave it
    Breakers::Place place;
};

/// Takes leases on due deliveries, makes the attempts and stores what came of them. Safe from many threads.
class Courier {
public:
    Courier(DispatcherPorts ports, Breakers::Limits limits) : ports_(ports), breakers_(limits) {}

    /// At most `limit` errands that are due now. Deliveries of endpoints that are gone or disabled are ended on the way; where blocked
    /// ones fill the view, they are put off so that others are seen.
    Result<std::vector<Errand>> take(const TenantId&, Timestamp now, std::size_t limit);
    /// Make the attempt and store the outcome. A failure to store is given; the lease then runs out and the attempt is made again.
    Status run(Errand);
    /// For a clock that was set back: no delivery waits longer from `now` on than it was meant to.
    Status recompute_timers(const TenantId&, Timestamp now);
    void forget(const TenantId& tenant) { breakers_.forget(tenant); }

private:
    std::optional<Errand> try_take(const TenantId&, const ports::Record&, Timestamp now, std::vector<Delivery>& blocked);
    void end_without_endpoint(const TenantId&, Delivery, const std::optional<Endpoint>&);
    void put_off(const TenantId&, const std::vector<Delivery>& blocked);
    Outcome attempt(const Errand&);
    Status store(const Errand&, const Outcome&, Timestamp now);

    DispatcherPorts ports_;
    Breakers breakers_;
};

}  // namespace bespoke::webhooks
