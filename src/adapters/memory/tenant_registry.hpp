#pragma once

#include <map>
#include <mutex>

#include "ports/tenant_registry.hpp"

namespace bespoke::adapters::memory {

/// Keeps tenants in memory. Declared deviation: nothing survives the process.
class TenantRegistry final : public ports::TenantRegistry {
public:
    Status create(const TenantId&, Timestamp now) override;
    Result<std::optional<ports::Tenant>> get(const TenantId&) override;
    Result<std::vector<ports::Tenant>> list() override;
    Status set_state(const TenantId&, ports::TenantState, Timestamp now) override;

private:
    std::mutex mutex_;
    std::map<TenantId, ports::Tenant> tenants_;
};

}  // namespace bespoke::adapters::memory
