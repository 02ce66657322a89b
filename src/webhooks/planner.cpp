#include "webhooks/planner.hpp"

#include "webhooks/delivery.hpp"

namespace bespoke::webhooks {
namespace {

const RecordId kMarker("webhooks-planned");
constexpr std::size_t kEventsAtOnce = 200;
// Without deliveries to make, the marker is written once in so many events: it only shortens the way after a restart.
constexpr std::uint64_t kQuietEvents = 5'000;

struct Marker {
    std::uint64_t version = 0, after = 0;
};

Result<Marker> read_marker(ports::MetadataStore& store, const TenantId& tenant) {
    const auto record = store.get(tenant, ports::RecordKind::Marker, kMarker);
    if (!record) return tl::unexpected(record.error());
    if (!*record) return Marker{};
    return Marker{(*record)->version, (*record)->body.value("after", std::uint64_t{0})};
}

ports::Put to_put(const Marker& marker, std::uint64_t after, Timestamp now) {
    ports::Put put;
    put.record = {.kind = ports::RecordKind::Marker, .id = kMarker, .created_at = now, .body = {{"after", after}}};
    put.condition = marker.version == 0 ? ports::Put::If::Absent : ports::Put::If::Matches;
    put.expected_version = marker.version;
    return put;
}

ports::Batch deliveries_of(const std::vector<ports::Event>& events, const std::vector<Endpoint>& endpoints, Timestamp now) {
    ports::Batch batch;
    for (const auto& event : events) {
        for (const auto& endpoint : endpoints) {
            if (wants(endpoint, event)) batch.writes.emplace_back(to_put(delivery_of(event, endpoint.id, now)));
        }
    }
    return batch;
}

}  // namespace

Result<std::vector<Endpoint>> endpoints_of(ports::MetadataStore& store, const TenantId& tenant) {
    const auto records = store.list(tenant, {.kind = ports::RecordKind::Webhook, .limit = kMostEndpoints});
    if (!records) return tl::unexpected(records.error());
    std::vector<Endpoint> endpoints;
    for (const auto& record : *records) {
        // A damaged one must not keep the others from being served; whoever reads it by its id is told.
        if (auto endpoint = endpoint_from(record)) endpoints.push_back(std::move(*endpoint));
    }
    return endpoints;
}

Result<std::size_t> plan(ports::MetadataStore& store, const TenantId& tenant, Timestamp now, Progress& progress) {
    const auto marker = read_marker(store, tenant);
    if (!marker) return tl::unexpected(marker.error());
    const auto events = store.events(tenant, std::max(marker->after, progress.looked_at), {}, kEventsAtOnce);
    if (!events) return tl::unexpected(events.error());
    if (events->empty()) return std::size_t{0};
    // Endpoints after events: one that is registered in between can only be too young for these events.
    const auto endpoints = endpoints_of(store, tenant);
    if (!endpoints) return tl::unexpected(endpoints.error());
    const auto last = events->back().sequence;
    auto batch = deliveries_of(*events, *endpoints, now);
    const auto made = batch.writes.size();
    if (made > 0 || last - marker->after >= kQuietEvents) {
        batch.writes.emplace_back(to_put(*marker, last, now));
        if (auto stored = store.commit(tenant, batch); !stored) return tl::unexpected(stored.error());
    }
    progress.looked_at = last;
    return made;
}

}  // namespace bespoke::webhooks
