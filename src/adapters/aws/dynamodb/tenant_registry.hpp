#pragma once

#include "adapters/aws/dynamodb/partition.hpp"
#include "ports/tenant_registry.hpp"

namespace bespoke::adapters::aws::dynamodb {

/// Who there is, in the partition SYSTEM#TENANTS, one item a name, reached in the service's own name. A state is changed on condition that
/// nobody changed it since it was read. Safe from many threads and processes.
class TenantRegistry final : public ports::TenantRegistry {
public:
    /// The client outlives it.
    TenantRegistry(Client& client, std::string table)
        : tenants_(Table(client, std::move(table)), "SYSTEM#TENANTS", Caller::service()) {}
    Status create(const TenantId&, Timestamp now) override;
    Result<std::optional<ports::Tenant>> get(const TenantId&) override;
    Result<std::vector<ports::Tenant>> list() override;
    Status set_state(const TenantId&, ports::TenantState, Timestamp now) override;

private:
    const Partition tenants_;
};

}  // namespace bespoke::adapters::aws::dynamodb
