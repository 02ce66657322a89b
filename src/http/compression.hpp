#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "http/message.hpp"

namespace bespoke::http {

/// Whether an Accept-Encoding takes gzip (RFC 9110 section 12.5.3). Absent or empty: no.
bool accepts_gzip(std::string_view accept_encoding);
/// Whether a Content-Type is text that shrinks: text, JSON, XML, SVG, JavaScript; never an event stream.
bool is_compressible(std::string_view content_type);
/// A gzip member (RFC 1952) without a time stamp, so that the same text gives the same bytes; nothing if zlib has no memory.
std::optional<std::string> gzip(std::string_view text);
/// Compresses the body in place where the client takes it, the type shrinks and it is over 1 KiB, and sets Content-Encoding; sets Vary on
/// every answer of such a type. Leaves alone what has a Content-Encoding ("identity" is taken off), a strong ETag, which names exact bytes,
/// Cache-Control: no-transform, or a range.
void compress(Response&, const Request&);

}  // namespace bespoke::http
