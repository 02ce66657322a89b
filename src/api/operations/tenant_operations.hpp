#pragma once

#include "api/operation.hpp"
#include "service/service_ports.hpp"

namespace bespoke::api {

/// Erases a tenant for good; gives the receipt in the shape of the schema ErasureReceipt.
using EraseTenant = std::function<Result<nlohmann::json>(const TenantId&, const std::string& requested_by, Deadline)>;

/// All of it outlives the operations.
struct TenantParts {
    service::ServicePorts service;
    EraseTenant erase;
};
/// exportTenant, eraseTenant.
Operations make_tenant_operations(const TenantParts&);

}  // namespace bespoke::api
