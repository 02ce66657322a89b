#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/ids.hpp"
#include "base/time.hpp"
#include "ports/metadata_store.hpp"

namespace bespoke::webhooks {

/// One try to deliver.
struct Attempt {
    Timestamp at{};
    int status = 0;     ///< the receiver's; 0 if there was no answer
    std::string error;  ///< empty on success; else a slug such as "status", "redirect", "timeout", "connect", "tls", "address"
    std::int64_t took_ms = 0;
};

/// One event on its way to one endpoint: a record of kind Delivery. There is exactly one for each event and endpoint.
struct Delivery {
    enum class State { Pending, Delivered, Dead };

    RecordId id;  ///< delivery_id()
    std::uint64_t version = 0;
    Timestamp created_at{}, updated_at{};
    RecordId endpoint;
    std::string event_id, event_type;
    std::string body;  ///< what is sent, the same bytes on every attempt
    State state = State::Pending;
    std::optional<Timestamp> due;   ///< next attempt, or end of the lease of the one at work; while pending
    int made = 0;                   ///< attempts since it was made or replayed
    std::vector<Attempt> attempts;  ///< all of them, oldest first; the last 30
    std::string dead_reason;        ///< "exhausted", "endpoint-gone" or "endpoint-disabled"
};

std::string_view to_string(Delivery::State);

/// "dlv_", the time letters of the event's id, and letters that follow from event and endpoint: the same pair has the same id.
RecordId delivery_id(const std::string& event_id, const RecordId& endpoint);
/// What the endpoint is to be told of an event; due at once.
Delivery delivery_of(const ports::Event&, const RecordId& endpoint, Timestamp now);

/// The write that stores it, if the stored one is still at the version that was read (new ones: if there is none).
ports::Put to_put(const Delivery&);
/// `Corrupt` "delivery" if the record is none of ours.
Result<Delivery> delivery_from(const ports::Record&);

}  // namespace bespoke::webhooks
