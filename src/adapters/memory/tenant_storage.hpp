#pragma once

#include "adapters/memory/metadata_store.hpp"
#include "ports/tenant_storage.hpp"

namespace bespoke::adapters::memory {

/// What the memory store keeps of a tenant.
class TenantStorage final : public ports::TenantStorage {
public:
    /// The store has to outlive this.
    explicit TenantStorage(MetadataStore& store) : store_(store) {}
    Status erase(const TenantId& tenant) override {
        store_.erase(tenant);
        return {};
    }
    Result<bool> holds(const TenantId& tenant) override { return store_.holds(tenant); }
    Status checkpoint(const TenantId&) override { return {}; }

private:
    MetadataStore& store_;
};

}  // namespace bespoke::adapters::memory
