#include "adapters/aws/dynamodb/key_rotation.hpp"

#include <algorithm>

#include "adapters/sealing/fresh_keys.hpp"

namespace bespoke::adapters::aws::dynamodb {
namespace {

using KeyInfos = std::vector<ports::KeyService::KeyInfo>;

/// Since when nothing can have been sealed with an old key but by who was under way.
Timestamp quiet_since(const ResealPass& pass, const ports::KeyService::KeyInfo& current) {
    return std::max(current.made_at, pass.last_resealed);
}

/// The pass to go on with at this time, the one that says all there is to say, or none while the grace runs.
Result<std::optional<ResealPass>> pass_for(Resealer& resealer, const TenantId& tenant, const ports::KeyService::KeyInfo& current,
                                           const RotationPolicy& policy, Timestamp now) {
    const auto anew = [&]() -> Result<std::optional<ResealPass>> {
        auto pass = resealer.begin(tenant);
        if (!pass) return tl::unexpected(pass.error());
        return *std::move(pass);
    };
    auto last = resealer.last(tenant);
    if (!last || !*last || (*last)->key_id != current.id) return last ? anew() : std::move(last);
    const bool going = (*last)->state == ResealPass::State::Going;
    const auto quiet = quiet_since(**last, current) + policy.grace;
    const bool conclusive = (*last)->resealed == 0 && (*last)->damaged == 0 && (*last)->began >= quiet;
    if (going || conclusive) return last;
    return now >= quiet ? anew() : std::optional<ResealPass>();
}

/// All but the current one.
Result<std::size_t> retire_old(ports::KeyService& keys, const TenantId& tenant, const KeyInfos& infos) {
    for (std::size_t i = 0; i + 1 < infos.size(); ++i)
        if (auto retired = keys.retire(tenant, infos[i].id); !retired) return tl::unexpected(retired.error());
    return infos.size() - 1;
}

}  // namespace

Result<RotationReport> keep_keys_fresh(Resealer& resealer, ports::KeyService& keys, const TenantId& tenant,
                                       const RotationPolicy& policy, Timestamp now, Deadline deadline) {
    const auto fresh = sealing::fresh_keys(keys, tenant, policy.longest_use, now);
    if (!fresh) return tl::unexpected(fresh.error());
    const auto& infos = fresh->keys;
    RotationReport report;
    report.rotated = fresh->rotated == sealing::FreshKeys::Rotated::Yes ? 1 : 0;
    if (infos.size() < 2) return report;
    auto pass = pass_for(resealer, tenant, infos.back(), policy, now);
    if (!pass) return tl::unexpected(pass.error());
    if (!*pass) return report;
    if ((*pass)->state == ResealPass::State::Going) {
        auto through = resealer.go_on(tenant, **pass, deadline);
        if (!through) return tl::unexpected(through.error());
        *pass = *std::move(through);
        report.resealed = (*pass)->resealed;
    }
    report.damaged = (*pass)->damaged;
    const bool found_none = (*pass)->resealed == 0 && (*pass)->damaged == 0;
    // Another process may have rotated since: then this pass is about a key that is old itself.
    if (!found_none || (*pass)->key_id != infos.back().id || (*pass)->began < quiet_since(**pass, infos.back()) + policy.grace)
        return report;
    const auto retired = retire_old(keys, tenant, infos);
    if (!retired) return tl::unexpected(retired.error());
    report.retired = *retired;
    return report;
}

}  // namespace bespoke::adapters::aws::dynamodb
