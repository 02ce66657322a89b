#include "lambda/all_tenant_storage.hpp"

namespace bespoke::app {

Status AllTenantStorage::erase(const TenantId& tenant) {
    for (const auto& place : places_)
        if (auto erased = place->erase(tenant); !erased) return erased;
    return {};
}

Result<bool> AllTenantStorage::holds(const TenantId& tenant) {
    for (const auto& place : places_) {
        const auto there = place->holds(tenant);
        if (!there || *there) return there;
    }
    return false;
}

Status AllTenantStorage::checkpoint(const TenantId& tenant) {
    for (const auto& place : places_)
        if (auto done = place->checkpoint(tenant); !done) return done;
    return {};
}

}  // namespace bespoke::app
