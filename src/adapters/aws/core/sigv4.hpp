#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "adapters/aws/core/credentials.hpp"
#include "base/time.hpp"

namespace bespoke::adapters::aws {

/// Signature Version 4 ("Signing AWS API requests" in the IAM user guide). Pure functions of values.
struct SigningScope {
    std::string region, service;  ///< the signing name, e.g. "bedrock"
    Timestamp at{};
};

struct UnsignedRequest {
    std::string method;
    std::string path;                                          ///< as it goes over the wire
    std::vector<std::pair<std::string, std::string>> query;    ///< not yet encoded
    std::vector<std::pair<std::string, std::string>> headers;  ///< "host" among them
    std::string body;
    /// Of the body, in hexadecimal digits, where it is known already; empty: it is computed.
    std::string body_sha256;
};

struct SigningOptions {
    /// S3 signs the path as sent; all others normalise and encode it once more.
    enum class Path { Normalised, AsSent } path = Path::Normalised;
    enum class Payload { Signed, Unsigned } payload = Payload::Signed;
    /// Send x-amz-content-sha256 and sign it: S3 and OpenSearch Serverless want it.
    enum class ContentHash { InHeader, NotSent } content_hash = ContentHash::NotSent;
    /// Most services want the session token signed; a few take it beside the signature.
    enum class Token { Signed, Beside } token = Token::Signed;
};

/// Headers that connections or proxies change (connection, expect, te, transfer-encoding, user-agent, x-amzn-trace-id) are never signed, all
/// others are. The headers to add: x-amz-date, x-amz-security-token and x-amz-content-sha256 where they belong, and authorization.
std::vector<std::pair<std::string, std::string>> sign_headers(const UnsignedRequest&, const Credentials&, const SigningScope&,
                                                              const SigningOptions& = {});
/// The query string (encoded, with the signature) of a URL that lets its holder make this very request for `seconds` (1..604800).
std::string presigned_query(const UnsignedRequest&, const Credentials&, const SigningScope&, int seconds, const SigningOptions&);
/// HMAC of a text under the day's key, in hexadecimal digits: for S3's POST policies.
std::string sign_text(std::string_view text, const Credentials&, const SigningScope&);

}  // namespace bespoke::adapters::aws
