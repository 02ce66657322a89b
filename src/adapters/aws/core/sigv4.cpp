#include "adapters/aws/core/sigv4.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "adapters/aws/core/canonical_request.hpp"
#include "adapters/aws/core/client.hpp"
#include "base/bytes.hpp"
#include "crypto/encoding.hpp"
#include "crypto/mac.hpp"

namespace bespoke::adapters::aws {
namespace {

std::string payload_hash(const UnsignedRequest& request, const SigningOptions& options) {
    if (options.payload == SigningOptions::Payload::Unsigned) return "UNSIGNED-PAYLOAD";
    return request.body_sha256.empty() ? sha256_hex(as_bytes(request.body)) : request.body_sha256;
}

/// "Derive a signing key": good for one day, region and service.
crypto::Mac signing_key(const Credentials& credentials, const SigningScope& scope) {
    const auto date = compact_time(scope.at).substr(0, 8);
    auto key = crypto::hmac_sha256(as_bytes("AWS4" + credentials.secret_access_key), as_bytes(date));
    for (const std::string_view part :
         {std::string_view(scope.region), std::string_view(scope.service), std::string_view("aws4_request")})
        key = crypto::hmac_sha256(key, as_bytes(part));
    return key;
}

/// The encoded query with one more pair at its end.
void append(std::string& query, std::string_view name, std::string_view value) {
    query += fmt::format("{}{}={}", query.empty() ? "" : "&", percent_encode(name), percent_encode(value));
}

}  // namespace

std::string sign_text(std::string_view text, const Credentials& credentials, const SigningScope& scope) {
    return crypto::hex(crypto::hmac_sha256(signing_key(credentials, scope), as_bytes(text)));
}

std::vector<std::pair<std::string, std::string>> sign_headers(const UnsignedRequest& request, const Credentials& credentials,
                                                              const SigningScope& scope, const SigningOptions& options) {
    const auto hash = payload_hash(request, options);
    std::vector<std::pair<std::string, std::string>> added = {{"x-amz-date", compact_time(scope.at)}};
    if (options.content_hash == SigningOptions::ContentHash::InHeader) added.emplace_back("x-amz-content-sha256", hash);
    const std::pair<std::string, std::string> token{"x-amz-security-token", credentials.session_token};
    const bool has_token = !credentials.session_token.empty();
    if (has_token && options.token == SigningOptions::Token::Signed) added.push_back(token);
    UnsignedRequest whole{request.method, request.path, request.query, request.headers, {}, {}};
    whole.headers.insert(whole.headers.end(), added.begin(), added.end());
    const auto canonical = canonical_request(whole, options.path, hash);
    const auto signature = sign_text(string_to_sign(canonical.text, scope), credentials, scope);
    if (has_token && options.token == SigningOptions::Token::Beside) added.push_back(token);
    added.emplace_back("authorization",
                       fmt::format("AWS4-HMAC-SHA256 Credential={}/{}, SignedHeaders={}, Signature={}", credentials.access_key_id,
                                   scope_text(scope), canonical.signed_headers, signature));
    return added;
}

std::string presigned_query(const UnsignedRequest& request, const Credentials& credentials, const SigningScope& scope,
                            int seconds, const SigningOptions& options) {
    constexpr int kLongest = 604'800;  // a week; the service refuses more
    UnsignedRequest whole{request.method, request.path, request.query, request.headers, {}, {}};
    const auto hash = payload_hash(request, options);
    const std::vector<std::pair<std::string, std::string>> fixed = {
        {"X-Amz-Algorithm", "AWS4-HMAC-SHA256"},
        {"X-Amz-Credential", credentials.access_key_id + "/" + scope_text(scope)},
        {"X-Amz-Date", compact_time(scope.at)},
        {"X-Amz-SignedHeaders", canonical_request(whole, options.path, hash).signed_headers},
        {"X-Amz-Expires", std::to_string(std::clamp(seconds, 1, kLongest))}};
    whole.query.insert(whole.query.end(), fixed.begin(), fixed.end());
    const bool has_token = !credentials.session_token.empty();
    if (has_token && options.token == SigningOptions::Token::Signed)
        whole.query.emplace_back("X-Amz-Security-Token", credentials.session_token);
    const auto canonical = canonical_request(whole, options.path, hash);
    const auto signature = sign_text(string_to_sign(canonical.text, scope), credentials, scope);
    std::string out;
    for (const auto& [name, value] : whole.query) append(out, name, value);
    if (has_token && options.token == SigningOptions::Token::Beside)
        append(out, "X-Amz-Security-Token", credentials.session_token);
    append(out, "X-Amz-Signature", signature);
    return out;
}

}  // namespace bespoke::adapters::aws
