#include "adapters/aws/dynamodb/cached_tenant_registry.hpp"

#include <thread>

namespace bespoke::adapters::aws::dynamodb {

using ports::Tenant;
using ports::TenantState;

CachedTenantRegistry::CachedTenantRegistry(ports::TenantRegistry& registry, const ports::Clock& clock, Options options)
    : registry_(registry), clock_(clock), options_(std::move(options)) {}

std::optional<Tenant> CachedTenantRegistry::known(const TenantId& tenant, Timestamp now) {
    const auto found = known_.find(tenant);
    if (found == known_.end()) return std::nullopt;
    const auto age = now - found->second.asked_at;
    // A clock that was set back tells no age.
    if (age >= std::chrono::milliseconds(0) && age < options_.trust) return found->second.tenant;
    known_.erase(found);
    return std::nullopt;
}

void CachedTenantRegistry::remember(const Tenant& tenant, Timestamp asked_at, std::uint64_t changes) {
    const std::lock_guard lock(mutex_);
    if (changes != changes_ || tenant.state != TenantState::Active) return;
    if (known_.size() >= options_.most) known_.clear();
    known_.insert_or_assign(tenant.id, Known{tenant, asked_at});
}

void CachedTenantRegistry::forget(const TenantId& tenant) {
    const std::lock_guard lock(mutex_);
    known_.erase(tenant);
    ++changes_;
}

Status CachedTenantRegistry::create(const TenantId& tenant, Timestamp now) {
    auto created = registry_.create(tenant, now);
    forget(tenant);
    return created;
}

Result<std::optional<Tenant>> CachedTenantRegistry::get(const TenantId& tenant) {
    const auto now = clock_.now();  // before the answer: what it says may be as old as the question
    std::uint64_t changes = 0;
    {
        const std::lock_guard lock(mutex_);
        if (auto trusted = known(tenant, now)) return trusted;
        changes = changes_;
    }
    auto stored = registry_.get(tenant);
    if (stored && *stored) remember(**stored, now, changes);
    return stored;
}

Status CachedTenantRegistry::set_state(const TenantId& tenant, TenantState state, Timestamp now) {
    forget(tenant);
    auto changed = registry_.set_state(tenant, state, now);
    forget(tenant);
    // Also after a failure: the change may have been made and its answer lost.
    if (state == TenantState::Active) return changed;
    if (!changed && (changed.error().code == ErrorCode::NotFound || changed.error().code == ErrorCode::Conflict)) return changed;
    if (options_.wait)
        options_.wait(options_.trust);
    else
        std::this_thread::sleep_for(options_.trust);
    return changed;
}

}  // namespace bespoke::adapters::aws::dynamodb
