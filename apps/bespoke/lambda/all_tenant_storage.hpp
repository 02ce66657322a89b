#pragma once

#include <memory>
#include <vector>

#include "ports/tenant_storage.hpp"

namespace bespoke::app {

/// All places where a tenant has something, as one. Erased in their order: the one that knows what else there is comes last.
class AllTenantStorage final : public ports::TenantStorage {
public:
    explicit AllTenantStorage(std::vector<std::unique_ptr<ports::TenantStorage>> places) : places_(std::move(places)) {}
    Status erase(const TenantId&) override;
    Result<bool> holds(const TenantId&) override;
    Status checkpoint(const TenantId&) override;

private:
    const std::vector<std::unique_ptr<ports::TenantStorage>> places_;
};

}  // namespace bespoke::app
