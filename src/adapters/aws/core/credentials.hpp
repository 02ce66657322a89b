#pragma once

#include <optional>
#include <string>

#include "base/error.hpp"
#include "base/ids.hpp"
#include "base/time.hpp"

namespace bespoke::adapters::aws {

/// What a request is signed with. Never logged.
struct Credentials {
    std::string access_key_id, secret_access_key;
    std::string session_token;         ///< empty for keys of long life
    std::optional<Timestamp> expires;  ///< nothing: they don't, as far as is known
};

/// On whose behalf a call is made: the function's own role, or a session of the tenant's role that carries the tag `tenantId`, under which
/// no other tenant's data can be reached.
class Caller {
public:
    static Caller service() { return Caller{}; }
    static Caller tenant(TenantId id) { return Caller{std::move(id)}; }
    /// Nothing: the function itself.
    [[nodiscard]] const std::optional<TenantId>& tenant() const { return tenant_; }

private:
    explicit Caller(std::optional<TenantId> tenant = {}) : tenant_(std::move(tenant)) {}
    std::optional<TenantId> tenant_;
};

/// Gives credentials that hold for the next minutes. Safe from many threads.
class CredentialsSource {
public:
    virtual ~CredentialsSource() = default;
    /// `Unavailable` "aws-credentials": none can be had now; the detail says what was tried.
    virtual Result<Credentials> credentials(const Caller&) = 0;
    /// A service has refused these as expired or unknown: give no set with this access key id again if another can be had.
    virtual void refused(const Caller&, const std::string& /*access_key_id*/) {}
};

}  // namespace bespoke::adapters::aws
