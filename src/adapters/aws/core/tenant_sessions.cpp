#include "adapters/aws/core/tenant_sessions.hpp"

#include "adapters/aws/core/sts.hpp"

namespace bespoke::adapters::aws {

TenantSessions::TenantSessions(Client& sts, Options options)
    : sts_(sts), options_(std::move(options)), sessions_(options_.max_tenants) {}

Result<Credentials> TenantSessions::credentials(const Caller& caller) {
    if (!caller.tenant()) return sts_.credentials().credentials(caller);
    // The name becomes the tag that policies compare; nothing that they could read as a pattern gets there.
    if (!is_valid(*caller.tenant()))
        return fail(ErrorCode::Forbidden, "tenant", "There is no such tenant; check its name.", "not a tenant's name");
    return session_of(*caller.tenant())->get();
}

void TenantSessions::refused(const Caller& caller, const std::string& access_key_id) {
    if (!caller.tenant())
        sts_.credentials().refused(caller, access_key_id);
    else if (is_valid(*caller.tenant()))
        session_of(*caller.tenant())->refused(access_key_id);
}

std::shared_ptr<CachedCredentials> TenantSessions::session_of(const TenantId& tenant) {
    const std::lock_guard lock(guard_);
    if (const auto* found = sessions_.find(tenant.str())) return *found;
    auto session = std::make_shared<CachedCredentials>([this, tenant] { return assume(tenant); }, sts_.clock());
    sessions_.put(tenant.str(), session, 1);
    return session;
}

Result<Credentials> TenantSessions::assume(const TenantId& tenant) const {
    RoleRequest request;
    request.role_arn = options_.role_arn;
    // CloudTrail shows it, and the role's trust policy compares it with the tag. A name has 2..64 characters, a tenant's 1..63.
    request.session_name = "@" + tenant.str();
    request.duration = options_.duration;
    request.tags = {{"tenantId", tenant.str()}};
    return assume_role(sts_, request, Deadline::after(options_.patience));
}

}  // namespace bespoke::adapters::aws
