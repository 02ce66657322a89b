#pragma once

#include <vector>

#include "identity/token_verifier.hpp"
#include "lambda/settings.hpp"

namespace bespoke::app {

/// The user pool as an issuer of tokens, none if there is no pool ("Verifying JSON web tokens" in the Cognito guide). What a token calls its
/// issuer is AWS's own host always; its keys are fetched from there or from where the environment says that Cognito is
/// (AWS_ENDPOINT_URL, AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER).
std::vector<identity::ExternalIssuer> user_pool_issuers(const LambdaSettings&, const Environment&);

}  // namespace bespoke::app
