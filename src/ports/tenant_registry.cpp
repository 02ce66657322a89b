#include "ports/tenant_registry.hpp"

namespace bespoke::ports {

Status check_name(const TenantId& tenant) {
    if (is_valid(tenant)) return {};
    return fail(ErrorCode::InvalidInput, "bad-tenant-name",
                "A tenant's name has 1 to 63 small letters, digits or hyphens and neither begins nor ends with a hyphen; choose "
                "another.");
}

Error tenant_exists() {
    return {
        ErrorCode::Conflict, "tenant-exists", "This name is taken, or was before its tenant was erased; choose another.", {}, {}};
}

Error no_tenant() { return {ErrorCode::NotFound, "no-tenant", "There is no such tenant; check its name.", {}, {}}; }

Status change_state(Tenant& tenant, TenantState state, Timestamp now) {
    if (tenant.state == TenantState::Erased) {
        if (state == TenantState::Erased) return {};
        return fail(ErrorCode::Conflict, "tenant-erased", "This tenant was erased for good; make one with another name.");
    }
    tenant.state = state;
    if (state == TenantState::Erased) tenant.erased_at = now;
    return {};
}

std::string_view to_string(TenantState state) {
    switch (state) {
        case TenantState::Active: return "active";
        case TenantState::Suspended: return "suspended";
        case TenantState::Erased: return "erased";
    }
    return "";
}

}  // namespace bespoke::ports
