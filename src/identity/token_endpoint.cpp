#include "identity/token_endpoint.hpp"

#include <algorithm>

#include "crypto/encoding.hpp"
#include "identity/form.hpp"

namespace bespoke::identity {
namespace {

using nlohmann::json;
using Form = std::map<std::string, std::string>;

TokenAnswer answer(int status, const json& body) {
    // RFC 6749 section 5.1 asks for both on anything with tokens in it.
    return {.status = status,
            .headers = {{"Content-Type", "application/json"}, {"Cache-Control", "no-store"}, {"Pragma", "no-cache"}},
            .body = body.dump(),
            .log_detail = {},
            .principal = {}};
}

TokenAnswer refusal(int status, std::string_view error, std::string_view description, std::string detail = {}) {
    auto result = answer(status, {{"error", error}, {"error_description", description}});
    result.log_detail = detail.empty() ? std::string(error) : std::move(detail);
    // RFC 6749 section 5.2; HTTP (RFC 9110 section 15.5.2) wants it with each 401.
    if (status == 401) result.headers["WWW-Authenticate"] = "Basic realm=\"bespoke\"";
    return result;
}

TokenAnswer bad_request(std::string_view description) { return refusal(400, "invalid_request", description); }

bool is_form(std::string_view content_type) {
    std::string type(content_type.substr(0, content_type.find(';')));
    while (!type.empty() && type.back() == ' ') type.pop_back();
    std::ranges::transform(type, type.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return type == "application/x-www-form-urlencoded";
}

std::string field(const Form& form, const std::string& name) {
    const auto found = form.find(name);
    return found == form.end() ? std::string() : found->second;
}

struct Credentials {
    std::string id, secret;
};

/// "Basic" with id and secret encoded as form values before (RFC 6749 section 2.3.1).
std::optional<Credentials> from_basic(std::string_view header) {
    constexpr std::string_view kScheme = "basic ";
    if (header.size() < kScheme.size()) return std::nullopt;
    std::string scheme(header.substr(0, kScheme.size()));
    std::ranges::transform(scheme, scheme.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    const auto decoded = crypto::from_base64(header.substr(kScheme.size()));
    if (scheme != kScheme || !decoded) return std::nullopt;
    const auto text = as_text(*decoded);
    const auto colon = text.find(':');
    if (colon == std::string_view::npos) return std::nullopt;
    auto id = decode_form_value(text.substr(0, colon)), secret = decode_form_value(text.substr(colon + 1));
    if (!id || !secret) return std::nullopt;
    return Credentials{*std::move(id), *std::move(secret)};
}

Result<TokenAnswer> issued(Issuer& issuer, const Principal& principal) {
    const auto token = issuer.issue(principal);
    if (!token) return tl::unexpected(token.error());
    auto result =
        answer(200, {{"access_token", token->token}, {"token_type", "Bearer"}, {"expires_in", token->lifetime.count()}});
    result.principal = principal;
    result.principal->token_id = token->id;
    return result;
}

Result<TokenAnswer> client_credentials(const TokenEndpoint::Parts& parts, const TokenRequest& request, const Form& form) {
    const bool in_body = form.contains("client_id") || form.contains("client_secret");
    // Two ways at once are forbidden (section 2.3): two readers might believe different ones.
    if (request.authorization && in_body) return bad_request("Send the client's credentials in one place, not two.");
    const auto credentials = request.authorization
                                 ? from_basic(*request.authorization)
                                 : std::optional(Credentials{field(form, "client_id"), field(form, "client_secret")});
    constexpr std::string_view kWrong = "The client id or secret is wrong; check both.";
    if (!credentials) return refusal(401, "invalid_client", kWrong, "Authorization malformed");
    const auto principal = parts.api_keys.authenticate_client(credentials->id, credentials->secret);
    if (principal) return issued(parts.issuer, *principal);
    if (principal.error().reason != "invalid-token") return tl::unexpected(principal.error());
    return refusal(401, "invalid_client", kWrong, principal.error().detail);
}

Result<TokenAnswer> password(const TokenEndpoint::Parts& parts, const Form& form) {
    if (!form.contains("username") || !form.contains("password"))
        return bad_request("The fields username and password are needed.");
    constexpr std::string_view kWrong = "The user name or the password is wrong; check both.";
    const auto username = field(form, "username");
    // Without a slash there is no tenant; an empty one is refused like an unknown one, after the same work.
    const auto slash = username.find('/');
    const TenantId tenant(slash == std::string::npos ? std::string() : username.substr(0, slash));
    const auto user =
        parts.users.authenticate(tenant, username.substr(slash == std::string::npos ? 0 : slash + 1), field(form, "password"));
    if (user) return issued(parts.issuer, {tenant, user->id.str(), user->role, {}});
    if (user.error().reason != "invalid-credentials") return tl::unexpected(user.error());
    return refusal(400, "invalid_grant", kWrong, user.error().detail);
}

}  // namespace

Result<TokenAnswer> TokenEndpoint::token(const TokenRequest& request) const {
    if (!is_form(request.content_type)) return bad_request("Send application/x-www-form-urlencoded.");
    const auto form = parse_form(request.body);
    if (!form) return bad_request("The form is malformed or holds a field twice.");
    if (!form->contains("grant_type")) return bad_request("The field grant_type is needed.");
    // The role of the user or key is all the scope there is.
    if (!field(*form, "scope").empty()) return refusal(400, "invalid_scope", "No scopes are used here; leave the field out.");
    const auto grant = field(*form, "grant_type");
    if (grant == "client_credentials") return client_credentials(parts_, request, *form);
    if (grant == "password") return password(parts_, *form);
    return refusal(400, "unsupported_grant_type", "Use grant_type client_credentials or password.");
}

Result<TokenAnswer> TokenEndpoint::revoke(const TokenRequest& request, const TokenVerifier::Along& along,
                                          Deadline deadline) const {
    if (!is_form(request.content_type)) return bad_request("Send application/x-www-form-urlencoded.");
    const auto form = parse_form(request.body);
    if (!form || field(*form, "token").empty()) return bad_request("The form needs the field token, once.");
    const auto revoked = parts_.verifier.revoke(field(*form, "token"), along, deadline);
    if (!revoked && revoked.error().reason == "unsupported-token") {
        return bad_request("An API key is no access token; revoke the key in place of this.");
    }
    if (!revoked && revoked.error().reason != "invalid-token") return tl::unexpected(revoked.error());
    auto result = answer(200, json::object());
    result.body.clear();
    result.headers.erase("Content-Type");
    if (!revoked) result.log_detail = revoked.error().detail;
    return result;
}

}  // namespace bespoke::identity
