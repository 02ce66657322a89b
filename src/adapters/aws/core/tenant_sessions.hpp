#pragma once

#include <chrono>
#include <memory>
#include <mutex>
#include <string>

#include "adapters/aws/core/cached_credentials.hpp"
#include "adapters/aws/core/client.hpp"
#include "base/lru_cache.hpp"

namespace bespoke::adapters::aws {

/// Keys by caller: the service's own, or a session of the tenants' role that carries the tag `tenantId`, so that policies can compare it with
/// what is touched ("Passing session tags in AWS STS" in the IAM user guide). Each tenant's session is kept apart and used again until
/// shortly before it expires. Safe from many threads.
class TenantSessions final : public CredentialsSource {
public:
    struct Options {
        std::string role_arn;                       ///< its trust policy allows sts:AssumeRole and sts:TagSession
        std::chrono::seconds duration{3'600};       ///< a role that is assumed with a role's keys gets no more
        std::size_t max_tenants = 1'000;            ///< sessions kept
        std::chrono::milliseconds patience{5'000};  ///< for one AssumeRole
    };
    /// `sts` signs with the service's own keys and outlives it.
    TenantSessions(Client& sts, Options options);
    Result<Credentials> credentials(const Caller&) override;
    void refused(const Caller&, const std::string& access_key_id) override;

private:
    std::shared_ptr<CachedCredentials> session_of(const TenantId&);
    Result<Credentials> assume(const TenantId&) const;

    Client& sts_;
    const Options options_;
    std::mutex guard_;
    LruCache<std::shared_ptr<CachedCredentials>> sessions_;  ///< shared with threads that use an entry while it is thrown out
};

}  // namespace bespoke::adapters::aws
