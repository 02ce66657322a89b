#include "base/address.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace bespoke {
namespace {

using Family = IpAddress::Family;

struct Range {
    std::array<std::uint8_t, 16> bytes;
    int bits;
};

/// Not globally reachable, or reserved (IANA IPv4 Special-Purpose Address Registry), or something that no tenant may talk to.
constexpr Range kNotPublicV4[] = {
    {{0}, 8},                  // this network
    {{10}, 8},                 // private
    {{100, 64}, 10},           // carrier-grade NAT; also a cloud's metadata at 100.100.100.200
    {{127}, 8},                // loopback
    {{168, 63, 129, 16}, 32},  // Azure's metadata and DNS
    {{169, 254}, 16},          // link-local; most clouds' metadata
    {{172, 16}, 12},           // private
    {{192, 0, 0}, 24},         // IETF protocol assignments
    {{192, 0, 2}, 24},         // documentation
    {{192, 31, 196}, 24},      // AS112
    {{192, 52, 193}, 24},      // AMT
    {{192, 88, 99}, 24},       // 6to4 relays
    {{192, 168}, 16},          // private
    {{192, 175, 48}, 24},      // AS112
    {{198, 18}, 15},           // benchmarks
    {{198, 51, 100}, 24},      // documentation
    {{203, 0, 113}, 24},       // documentation
    {{224}, 4},                // multicast
    {{240}, 4},                // reserved, broadcast
};

/// Of IPv6 only 2000::/3 is given out to hosts; these parts of it are not.
constexpr Range kGlobalV6 = {{0x20}, 3};
constexpr Range kNotPublicV6[] = {
    {{0x20, 0x01}, 23},                          // IETF protocol assignments: Teredo, ORCHID, benchmarks …
    {{0x20, 0x01, 0x0d, 0xb8}, 32},              // documentation
    {{0x20, 0x02}, 16},                          // 6to4: stands for an IPv4 address
    {{0x26, 0x20, 0x00, 0x4f, 0x80, 0x00}, 48},  // AS112
    {{0x3f, 0xfe}, 16},                          // 6bone, given back
    {{0x3f, 0xff}, 20},                          // documentation
};

bool is_in(const IpAddress& address, const Range& range) {
    for (int bit = 0; bit < range.bits; ++bit) {
        const auto byte = static_cast<std::size_t>(bit / 8);
        const int mask = 0x80 >> (bit % 8);
        if ((address.bytes[byte] & mask) != (range.bytes[byte] & mask)) return false;
    }
    return true;
}

template <std::size_t Size>
bool is_in_any(const IpAddress& address, const Range (&ranges)[Size]) {
    return std::ranges::any_of(ranges, [&](const Range& range) { return is_in(address, range); });
}

/// An ISATAP interface identifier (RFC 5214 section 6.1): the last four bytes are an IPv4 address to tunnel to.
bool is_isatap(const IpAddress& address) {
    const auto& b = address.bytes;
    return (b[8] & ~0x03) == 0 && b[9] == 0 && b[10] == 0x5e && b[11] == 0xfe;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

std::optional<IpAddress> parse_v4(std::string_view text) {
    IpAddress address;
    for (std::size_t part = 0; part < 4; ++part) {
        const auto digits = text.substr(0, text.find('.'));
        const bool leading_zero = digits.size() > 1 && digits.front() == '0';
        if (digits.empty() || digits.size() > 3 || leading_zero || !std::ranges::all_of(digits, is_digit)) return std::nullopt;
        int value = 0;
        std::from_chars(digits.data(), digits.data() + digits.size(), value);
        if (value > 255) return std::nullopt;
        address.bytes[part] = static_cast<std::uint8_t>(value);
        text.remove_prefix(digits.size());
        if (part < 3) {
            if (text.empty()) return std::nullopt;
            text.remove_prefix(1);
        }
    }
    return text.empty() ? std::optional(address) : std::nullopt;
}

/// One side of "::": groups of up to four hexadecimal digits, the last of which may be an IPv4 address. Appends to `out`.
bool parse_groups(std::string_view text, std::vector<std::uint8_t>& out) {
    while (!text.empty()) {
        const auto group = text.substr(0, text.find(':'));
        const bool last = group.size() == text.size();
        if (last && group.find('.') != std::string_view::npos) {
            const auto v4 = parse_v4(group);
            if (v4) out.insert(out.end(), v4->bytes.begin(), v4->bytes.begin() + 4);
            return v4.has_value();
        }
        if (group.empty() || group.size() > 4 || !std::ranges::all_of(group, is_hex)) return false;
        unsigned value = 0;
        std::from_chars(group.data(), group.data() + group.size(), value, 16);
        out.push_back(static_cast<std::uint8_t>(value >> 8));
        out.push_back(static_cast<std::uint8_t>(value & 0xff));
        if (last) return true;
        text.remove_prefix(group.size() + 1);
        if (text.empty()) return false;  // ends in a single colon
    }
    return true;
}

std::optional<IpAddress> parse_v6(std::string_view text) {
    const auto gap = text.find("::");
    std::vector<std::uint8_t> head, tail;
    const auto front = text.substr(0, gap);
    const auto back = gap == std::string_view::npos ? std::string_view() : text.substr(gap + 2);
    if (!parse_groups(front, head) || !parse_groups(back, tail)) return std::nullopt;
    const auto size = head.size() + tail.size();
    // "::" stands for one group of zeros at least; an IPv4 tail may come last only.
    if (gap == std::string_view::npos ? size != 16 : size > 14) return std::nullopt;
    if (gap != std::string_view::npos && front.find('.') != std::string_view::npos) return std::nullopt;
    IpAddress address{.family = Family::V6, .bytes = {}};
    std::ranges::copy(head, address.bytes.begin());
    std::ranges::copy(tail, address.bytes.end() - static_cast<std::ptrdiff_t>(tail.size()));
    return address;
}

std::string v6_text(const IpAddress& address) {
    std::array<unsigned, 8> groups{};
    for (std::size_t i = 0; i < 8; ++i) groups[i] = address.bytes[2 * i] * 256U + address.bytes[2 * i + 1];
    std::size_t best = 8, best_size = 1;  // a single zero group is not shortened
    for (std::size_t i = 0; i < 8; ++i) {
        std::size_t end = i;
        while (end < 8 && groups[end] == 0) ++end;
        if (end - i > best_size) best = i, best_size = end - i;
    }
    std::string text;
    for (std::size_t i = 0; i < 8; ++i) {
        if (i == best) {
            text += "::";
            i += best_size - 1;
            continue;
        }
        if (!text.empty() && text.back() != ':') text += ':';
        text += fmt::format("{:x}", groups[i]);
    }
    return text;
}

std::string lower(std::string_view text) {
    std::string result(text);
    std::ranges::transform(result, result.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return result;
}

bool is_label(std::string_view label) {
    const auto allowed = [](char c) { return is_digit(c) || (c >= 'a' && c <= 'z') || c == '-'; };
    return !label.empty() && label.size() <= 63 && label.front() != '-' && label.back() != '-' &&
           std::ranges::all_of(label, allowed);
}

/// A last label that some parser takes for a number, so that the whole might be an address to it.
bool is_number(std::string_view label) {
    if (std::ranges::all_of(label, is_digit)) return true;
    return label.starts_with("0x") && std::ranges::all_of(label.substr(2), is_hex);
}

/// Domains that mean something else in each network (RFC 6761, RFC 6762, RFC 7686, RFC 8375, RFC 9476; ICANN's name collision list).
constexpr std::string_view kInsideOnly[] = {"local",    "internal", "localdomain", "lan", "home", "corp", "mail",
                                            "intranet", "private",  "onion",       "alt", "arpa", "test"};

}  // namespace

std::optional<IpAddress> parse_ip(std::string_view text) {
    if (text.size() > 45) return std::nullopt;
    return text.find(':') == std::string_view::npos ? parse_v4(text) : parse_v6(text);
}

std::string to_string(const IpAddress& address) {
    const auto& b = address.bytes;
    return address.family == Family::V4 ? fmt::format("{}.{}.{}.{}", b[0], b[1], b[2], b[3]) : v6_text(address);
}

bool is_public(const IpAddress& address) {
    if (address.family == Family::V4) return !is_in_any(address, kNotPublicV4);
    return is_in(address, kGlobalV6) && !is_in_any(address, kNotPublicV6) && !is_isatap(address);
}

bool is_loopback(const IpAddress& address) {
    constexpr std::array<std::uint8_t, 16> kLoopbackV6 = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
    return address.family == Family::V4 ? address.bytes[0] == 127 : address.bytes == kLoopbackV6;
}

HostClass classify_host(std::string_view host) {
    if (host.size() >= 2 && host.front() == '[' && host.back() == ']') {
        host = host.substr(1, host.size() - 2);
        if (host.find(':') == std::string_view::npos) return HostClass::Forbidden;
    }
    if (const auto address = parse_ip(host)) {
        if (is_loopback(*address)) return HostClass::Loopback;
        return is_public(*address) ? HostClass::PublicAddress : HostClass::Forbidden;
    }
    if (host.empty() || host.size() > 253) return HostClass::Forbidden;
    const auto name = lower(host);
    std::string_view last;
    int labels = 0;
    for (std::string_view rest = name;; rest.remove_prefix(last.size() + 1)) {
        last = rest.substr(0, rest.find('.'));
        if (!is_label(last)) return HostClass::Forbidden;
        ++labels;
        if (last.size() == rest.size()) break;
    }
    if (last == "localhost") return HostClass::Loopback;
    if (labels < 2 || is_number(last) || std::ranges::find(kInsideOnly, last) != std::end(kInsideOnly))
        return HostClass::Forbidden;
    return HostClass::Name;
}

}  // namespace bespoke
