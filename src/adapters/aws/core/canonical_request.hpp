#pragma once

#include <string>
#include <string_view>

#include "adapters/aws/core/sigv4.hpp"

namespace bespoke::adapters::aws {

/// A request in the one form of which both sides take the hash ("Create a canonical request" in the IAM user guide).
struct CanonicalRequest {
    std::string text;
    std::string signed_headers;  ///< names, sorted, joined by ';'
};
/// `payload_hash`: what stands in the last line.
CanonicalRequest canonical_request(const UnsignedRequest&, SigningOptions::Path, std::string_view payload_hash);

/// "/a/b/" for "//a/./c/../b/": no dot segments, no empty ones (RFC 3986, section 5.2.4).
std::string normalised_path(std::string_view path);
/// "20260102T030405Z".
std::string compact_time(Timestamp);
/// "20260102/eu-west-1/s3/aws4_request".
std::string scope_text(const SigningScope&);
/// "Create a string to sign".
std::string string_to_sign(std::string_view canonical_request, const SigningScope&);

}  // namespace bespoke::adapters::aws
