#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/deadline.hpp"
#include "identity/api_keys.hpp"
#include "identity/issuer.hpp"
#include "identity/token_verifier.hpp"
#include "identity/users.hpp"

namespace bespoke::identity {

/// What the token endpoint looks at of a request.
struct TokenRequest {
    std::string content_type;                  ///< as sent
    std::optional<std::string> authorization;  ///< the Authorization header, if there is one
    std::string_view body;
};

/// An answer in the form of RFC 6749 section 5, to be sent as it is.
struct TokenAnswer {
    int status = 200;
    std::map<std::string, std::string> headers;  ///< Content-Type, Cache-Control, Pragma; WWW-Authenticate with 401
    std::string body;                            ///< JSON
    std::string log_detail;                      ///< for the log alone: why it was refused
    std::optional<Principal> principal;          ///< whom the token is for, for the audit log
};

/// POST /oauth2/token and /oauth2/revoke of the built-in issuer. Safe from many threads. Rate limits are the caller's.
///
/// grant_type=client_credentials: an API key's client id and secret by HTTP Basic or in the body (RFC 6749 sections 2.3.1, 4.4).
/// grant_type=password (section 4.3): username "<tenant>/<login>" and password. OAuth's best current practice (RFC 9700 section 2.4) forbids this
/// grant because a *third party's* client would see the password. It is kept for the one client that belongs to this very server, its own
/// sign-in page: authorization server and client are the same party and origin there, no other client is registered, and a redirect
/// would lead from the page to itself. Others use API keys or an external identity provider.
class TokenEndpoint {
public:
    struct Parts {
        Issuer& issuer;
        Users& users;
        ApiKeys& api_keys;
        TokenVerifier& verifier;
    };
    explicit TokenEndpoint(const Parts& parts) : parts_(parts) {}

    /// An answer, also where RFC 6749 has an error for it. `LimitExceeded` "too-many-attempts" (`where`: seconds to wait) is for a 429,
    /// errors of the store for a 503.
    Result<TokenAnswer> token(const TokenRequest&) const;
    /// RFC 7009: the token in the form field `token` counts no more. Whoever holds an access token may revoke it; an invalid one is
    /// 200 as well (section 2.2). What `along` makes commits with it. Errors as above, and `Unavailable` "jwks".
    Result<TokenAnswer> revoke(const TokenRequest&, const TokenVerifier::Along& along, Deadline) const;

private:
    Parts parts_;
};

}  // namespace bespoke::identity
