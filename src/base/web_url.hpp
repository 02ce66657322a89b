#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/address.hpp"
#include "base/error.hpp"

namespace bespoke {

/// An http or https URL in parts that every reader understands alike.
struct WebUrl {
    enum class Scheme { Http, Https } scheme = Scheme::Https;
    std::string host;  ///< lower case; IPv6 without brackets
    std::uint16_t port = 443;
    std::string target;  ///< path and query as sent; begins with '/'
    /// Host as in a URL: IPv6 in brackets.
    [[nodiscard]] std::string bracketed_host() const;
    /// The whole, with the port where it is not the scheme's own.
    [[nodiscard]] std::string str() const;
};

/// Read a URL (RFC 3986) that must be unambiguous: ASCII, at most 2,000 bytes, no user information, no fragment, no backslash, no white space,
/// a host of letters, digits, hyphens and dots or an address in its usual spelling, a port of 1..65535. `InvalidInput` "url".
Result<WebUrl> parse_web_url(std::string_view);

/// Where requests on behalf of tenants may go.
struct EgressPolicy {
    enum class PlainHttp { Refuse, Allow } plain_http = PlainHttp::Refuse;
    std::vector<std::uint16_t> ports = {80, 443, 8080, 8443};
    /// "host:port" (IPv6 in brackets) that the operator vouches for: any scheme, port and address will do.
    std::vector<std::string> trusted;
};

/// True if the operator vouches for the URL's host and port.
bool is_trusted(const WebUrl&, const EgressPolicy&);

/// The rules that a tenant's URL must keep before its name is resolved: scheme, port, and the spelling of the host. `Forbidden` "address".
/// Whoever connects has to check the addresses as well.
Status check_egress(const WebUrl&, const EgressPolicy&);

}  // namespace bespoke
