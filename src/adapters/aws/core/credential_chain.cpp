#include "adapters/aws/core/credential_chain.hpp"

#include "adapters/aws/core/endpoint_credentials.hpp"
#include "adapters/aws/core/profile.hpp"
#include "adapters/aws/core/profile_credentials.hpp"

namespace bespoke::adapters::aws {

CredentialChain::CredentialChain(Options options, const ports::Clock& clock)
    : options_(std::move(options)), clock_(clock), cached_([this] { return fetch(); }, clock) {}

Result<Credentials> CredentialChain::credentials(const Caller& caller) {
    if (!caller.tenant()) return cached_.get();
    return fail(ErrorCode::Internal, "aws-credentials", "The server made a mistake; its operator finds the cause in the log.",
                "a tenant's call without a tenant's session");
}

void CredentialChain::refused(const Caller& caller, const std::string& access_key_id) {
    if (!caller.tenant()) cached_.refused(access_key_id);
}

Result<Credentials> CredentialChain::fetch() {
    const CredentialProviders providers(options_, clock_, transport_);
    const EndpointCredentials endpoints(options_.environment, transport_);
    if (auto found = providers.environment()) return *std::move(found);
    if (auto found = providers.web_identity()) return *std::move(found);
    if (auto found = providers.profile()) return *std::move(found);
    if (auto found = endpoints.container()) return *std::move(found);
    if (auto found = endpoints.instance()) return *std::move(found);
    return no_credentials("neither environment, web identity, shared files, container nor instance give keys");
}

std::string configured_region(const Endpoints::Environment& environment) {
    for (const char* name : {"AWS_REGION", "AWS_DEFAULT_REGION"})
        if (auto region = environment(name); region && !region->empty()) return *std::move(region);
    const auto profiles = load_profiles(environment);
    const auto profile = profiles.find(profile_name(environment));
    if (profile == profiles.end()) return {};
    const auto region = profile->second.find("region");
    return region == profile->second.end() ? std::string() : region->second;
}

}  // namespace bespoke::adapters::aws
