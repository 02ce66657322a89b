#include "lambda/user_pool.hpp"

#include "adapters/aws/core/endpoints.hpp"

namespace bespoke::app {
namespace {

std::string pool_url(const LambdaSettings& settings, const Environment& environment) {
    const adapters::aws::Endpoints endpoints(settings.region, environment);
    return endpoints.url(adapters::aws::Service::CognitoIdentityProvider) + "/" + settings.user_pool;
}

}  // namespace

std::vector<identity::ExternalIssuer> user_pool_issuers(const LambdaSettings& settings, const Environment& environment) {
    if (settings.user_pool.empty()) return {};
    identity::ExternalIssuer issuer;
    issuer.policy.issuer = pool_url(settings, {});
    issuer.policy.audiences = settings.user_pool_clients;
    issuer.policy.use = settings.user_pool_token == LambdaSettings::PoolToken::Access ? identity::TokenUse::CognitoAccess
                                                                                      : identity::TokenUse::CognitoId;
    issuer.policy.tenant_claim = "custom:tenantId";
    issuer.policy.role_claim = "custom:role";
    issuer.jwks_url = pool_url(settings, environment) + "/.well-known/jwks.json";
    return {std::move(issuer)};
}

}  // namespace bespoke::app
