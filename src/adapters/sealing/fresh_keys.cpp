#include "adapters/sealing/fresh_keys.hpp"

namespace bespoke::adapters::sealing {

Result<FreshKeys> fresh_keys(ports::KeyService& service, const TenantId& tenant, std::chrono::hours longest_use, Timestamp now) {
    auto keys = service.keys(tenant);
    if (!keys) return tl::unexpected(keys.error());
    if (keys->empty() || keys->back().made_at + longest_use > now) return FreshKeys{*std::move(keys), FreshKeys::Rotated::No};
    if (auto rotated = service.rotate(tenant); !rotated) return tl::unexpected(rotated.error());
    keys = service.keys(tenant);
    if (!keys) return tl::unexpected(keys.error());
    return FreshKeys{*std::move(keys), FreshKeys::Rotated::Yes};
}

}  // namespace bespoke::adapters::sealing
