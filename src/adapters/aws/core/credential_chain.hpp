#pragma once

#include <memory>
#include <string>

#include "adapters/aws/core/cached_credentials.hpp"
#include "adapters/aws/core/endpoints.hpp"
#include "adapters/aws/core/transport.hpp"

namespace bespoke::adapters::aws {

/// The service's own keys from where the process runs, in this order: environment, web identity (EKS roles for service accounts), shared
/// files, container (ECS, EKS Pod Identity), instance (EC2). The first that the environment names is asked and no other: a server must
/// not go on under another identity because its own failed. Kept, and fetched anew before they expire. Tenants get none here:
/// `Internal` "aws-credentials"; see tenant_sessions.hpp. Safe from many threads. Shared files may name a role with source_profile,
/// credential_source or web_identity_token_file; credential_process and single sign-on are not read.
class CredentialChain final : public CredentialsSource {
public:
    struct Options {
        Endpoints::Environment environment;
        std::string region;   ///< where STS is asked
        std::string ca_file;  ///< certificates to trust in place of the system's
    };
    /// The clock outlives it.
    CredentialChain(Options, const ports::Clock&);
    Result<Credentials> credentials(const Caller&) override;
    void refused(const Caller&, const std::string& access_key_id) override;

private:
    Result<Credentials> fetch();

    const Options options_;
    const ports::Clock& clock_;
    Transport transport_;
    CachedCredentials cached_;
};

/// AWS_REGION, AWS_DEFAULT_REGION, or the profile's; empty if nobody says.
std::string configured_region(const Endpoints::Environment&);

}  // namespace bespoke::adapters::aws
