#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace bespoke {

/// An IPv4 or IPv6 address as bytes in network order; IPv4 uses the first four.
struct IpAddress {
    enum class Family { V4, V6 } family = Family::V4;
    std::array<std::uint8_t, 16> bytes{};
    friend bool operator==(const IpAddress&, const IpAddress&) = default;
};

/// Read the one usual spelling: four decimal numbers without leading zeros, or RFC 4291 section 2.2 without a zone. Spellings that only
/// some parsers know (octal, hexadecimal, one number, "127.1") are `nullopt`.
std::optional<IpAddress> parse_ip(std::string_view);
/// Canonical text (RFC 5952), IPv6 without brackets.
std::string to_string(const IpAddress&);

/// True if the address belongs to one host on the public Internet: globally reachable by IANA's special-purpose registries, no multicast, no
/// transition address that stands for another one (mapped, NAT64, 6to4, Teredo, ISATAP), no cloud's metadata service.
bool is_public(const IpAddress&);
/// 127.0.0.0/8 or ::1.
bool is_loopback(const IpAddress&);

/// What the host of a URL may be, by its spelling alone.
enum class HostClass {
    Name,           ///< a name of two labels and more: resolve it, then check every address
    PublicAddress,  ///< an address in its usual spelling, public
    Loopback,       ///< "localhost", below it, or a loopback address in its usual spelling
    Forbidden,      ///< everything else: other addresses, odd spellings of any, names that are only known inside some network
};
/// Judge a host as it stands in a URL, IPv6 with or without brackets. What is not plain ASCII, has a percent sign or a trailing dot, or ends
/// in a number without being an address (WHATWG URL section 3.5) is Forbidden, since resolvers disagree about such hosts.
HostClass classify_host(std::string_view host);

}  // namespace bespoke
