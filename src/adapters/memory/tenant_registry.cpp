#include "adapters/memory/tenant_registry.hpp"

namespace bespoke::adapters::memory {

Status TenantRegistry::create(const TenantId& tenant, Timestamp now) {
    if (auto named = ports::check_name(tenant); !named) return named;
    const std::lock_guard lock(mutex_);
    if (tenants_.try_emplace(tenant, ports::Tenant{tenant, ports::TenantState::Active, now, {}}).second) return {};
    return tl::unexpected(ports::tenant_exists());
}

Result<std::optional<ports::Tenant>> TenantRegistry::get(const TenantId& tenant) {
    const std::lock_guard lock(mutex_);
    const auto found = tenants_.find(tenant);
    return found == tenants_.end() ? std::nullopt : std::optional(found->second);
}

Result<std::vector<ports::Tenant>> TenantRegistry::list() {
    const std::lock_guard lock(mutex_);
    std::vector<ports::Tenant> result;
    for (const auto& [id, tenant] : tenants_) result.push_back(tenant);
    return result;
}

Status TenantRegistry::set_state(const TenantId& tenant, ports::TenantState state, Timestamp now) {
    const std::lock_guard lock(mutex_);
    const auto found = tenants_.find(tenant);
    if (found == tenants_.end()) return tl::unexpected(ports::no_tenant());
    return ports::change_state(found->second, state, now);
}

}  // namespace bespoke::adapters::memory
