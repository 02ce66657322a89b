#pragma once

#include <span>
#include <string>

#include "adapters/aws/core/client.hpp"
#include "ports/metadata_store.hpp"

namespace bespoke::adapters::aws {

/// Puts tenants' events on an EventBridge bus: source "bespoke", detail-type the event's type (e.g. "job.succeeded"), detail {tenantId, id,
/// sequence, subject, at, data}. At least once each: receivers tell repeats by `id`. Safe from many threads.
class EventBus {
public:
    /// The client must outlive it.
    EventBus(Client& client, std::string bus) : client_(client), bus_(std::move(bus)) {}
    /// All of them, in order of their numbers; those that the bus refuses for the moment are sent again alone. An error: some may have got through.
    Status publish(const TenantId&, std::span<const ports::Event>, Deadline);

private:
    Result<nlohmann::json> refused(const nlohmann::json& entries, Deadline);
    Client& client_;
    const std::string bus_;
};

/// Moves a tenant's events from the store to the bus. A marker in the store says how far it came; whoever dies in between sends some twice.
/// Safe from many threads and processes.
class Outbox {
public:
    /// Both outlive it.
    Outbox(ports::MetadataStore& store, EventBus& bus) : store_(store), bus_(bus) {}
    /// Gives how many events went out.
    Result<std::size_t> publish_new(const TenantId&, Deadline);

private:
    ports::MetadataStore& store_;
    EventBus& bus_;
};

}  // namespace bespoke::adapters::aws
