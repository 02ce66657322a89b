#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace bespoke::http {

/// A request target in origin form (RFC 9112 section 3.2.1).
struct Target {
    std::string whole;  ///< as sent, without scheme and authority
    std::string path;   ///< up to '?', still percent-encoded
    std::string query;  ///< behind '?', still percent-encoded
};

/// The origin form of what stands in a request line, or nothing for whatever leaves a doubt about which resource is meant: another form
/// than origin or absolute, another authority than `host` in absolute form, a fragment, bytes outside RFC 3986, a bad percent-encoding,
/// an empty, "." or ".." part of the path (spelled with %2e, too), an encoded slash, backslash or control character in it.
std::optional<Target> parse_target(std::string_view raw, std::string_view host);

/// A registered name, an IPv4 address or an IPv6 address in brackets, and perhaps a port (RFC 9110 section 7.2); not empty.
bool is_valid_host(std::string_view);

}  // namespace bespoke::http
