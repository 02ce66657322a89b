#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "base/ids.hpp"
#include "base/time.hpp"

namespace bespoke::ports {

enum class TenantState { Active, Suspended, Erased };

struct Tenant {
    TenantId id;
    TenantState state = TenantState::Active;
    Timestamp created_at{};
    std::optional<Timestamp> erased_at;
};

/// The rules that every registry keeps, as values: "bad-tenant-name", "tenant-exists", "no-tenant", and the change of a state.
Status check_name(const TenantId&);
Error tenant_exists();
Error no_tenant();
/// Erased stays erased: again is success, another state `Conflict` "tenant-erased".
Status change_state(Tenant&, TenantState, Timestamp now);

/// "active", "suspended", "erased"
std::string_view to_string(TenantState);

/// Who there is. Safe from many threads.
class TenantRegistry {
public:
    virtual ~TenantRegistry() = default;
    /// `Conflict` "tenant-exists" if the name is or was taken (an erased tenant's name is never given again); `InvalidInput` "bad-tenant-name".
    virtual Status create(const TenantId&, Timestamp now) = 0;
    virtual Result<std::optional<Tenant>> get(const TenantId&) = 0;
    /// By name. Erased ones are listed as such.
    virtual Result<std::vector<Tenant>> list() = 0;
    /// Suspended tenants keep their data and get no tokens. Erased is for good: `Conflict` "tenant-erased" for
    /// another state than that. `NotFound` "no-tenant".
    virtual Status set_state(const TenantId&, TenantState, Timestamp now) = 0;
};

}  // namespace bespoke::ports
