#pragma once

#include <cstdint>
#include <string_view>

#include "api/operation.hpp"

// Conditional requests (RFC 9110 section 13).

namespace bespoke::api {

/// True if the value of an If-Match or If-None-Match field names the entity tag ("*" names all). Strong takes no weak tag.
enum class Comparison { Strong, Weak };
bool names_tag(std::string_view field, std::string_view etag, Comparison);

/// `Conflict` "version" (412) if the request has an If-Match that does not name the quoted tag.
Status check_if_match(const Call&, std::string_view tag);
Status check_if_match(const Call&, std::uint64_t version);
/// `Conflict` "if-match-required" (428) if there is no If-Match at all.
Status need_if_match(const Call&);
/// The version that If-Match names, for those who change things by version: absent without one and for "*". A tag that is no version of
/// ours: `Conflict` "version".
Result<std::optional<std::uint64_t>> expected_version(const Call&);

/// A GET's or HEAD's answer as the client wants it: an ETag from the body's hash where there is none and the answer is plain text or bytes, and 304
/// without a body if If-None-Match names the tag.
http::Response conditional(const http::Request&, http::Response);

}  // namespace bespoke::api
