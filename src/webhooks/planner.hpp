#pragma once

#include "base/error.hpp"
#include "ports/metadata_store.hpp"
#include "webhooks/endpoint.hpp"

namespace bespoke::webhooks {

/// All endpoints of a tenant, at most kMostEndpoints of them.
Result<std::vector<Endpoint>> endpoints_of(ports::MetadataStore&, const TenantId&);
inline constexpr std::size_t kMostEndpoints = 100;

/// How far a tenant's events have been looked at. A value in memory spares looking at the same events again; losing it is harmless.
struct Progress {
    std::uint64_t looked_at = 0;
};

/// Turn events behind the tenant's marker into deliveries, one for each event and endpoint that wants it. Deliveries and marker are
/// committed in one batch under the condition that the marker is as it was read, so that a crash or a second planner makes none twice and
/// loses none. Gives how many were made.
Result<std::size_t> plan(ports::MetadataStore&, const TenantId&, Timestamp now, Progress&);

}  // namespace bespoke::webhooks
