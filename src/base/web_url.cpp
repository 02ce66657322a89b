#include "base/web_url.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace bespoke {
namespace {

constexpr std::size_t kMaxUrlBytes = 2'000;

tl::unexpected<Error> bad_url(std::string detail) {
    return fail(ErrorCode::InvalidInput, "url",
                "This is not a usable http or https URL; write it in full, without a user name or fragment.", std::move(detail));
}

std::string lower(std::string_view text) {
    std::string result(text);
    std::ranges::transform(result, result.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return result;
}

bool is_hex(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

/// Takes "https://" or "http://" off the front.
std::optional<WebUrl::Scheme> take_scheme(std::string_view& text) {
    constexpr std::string_view kSeparator = "://";
    const auto end = text.find(kSeparator);
    if (end == std::string_view::npos) return std::nullopt;
    const auto scheme = lower(text.substr(0, end));
    text.remove_prefix(end + kSeparator.size());
    if (scheme == "https") return WebUrl::Scheme::Https;
    if (scheme == "http") return WebUrl::Scheme::Http;
    return std::nullopt;
}

bool is_host(std::string_view host) {
    const auto allowed = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.'; };
    return !host.empty() && host.size() <= 253 && std::ranges::all_of(host, allowed) && host.front() != '.' &&
           host.back() != '.' && host.find("..") == std::string_view::npos;
}

Result<std::uint16_t> read_port(std::string_view text, WebUrl::Scheme scheme) {
    if (text.empty()) return scheme == WebUrl::Scheme::Https ? std::uint16_t{443} : std::uint16_t{80};
    text.remove_prefix(1);  // the colon
    std::uint32_t port = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
    const bool whole = !text.empty() && text.size() <= 5 && error == std::errc() && end == text.data() + text.size();
    if (!whole || text.front() == '0' || port > 65'535) return bad_url("port");
    return static_cast<std::uint16_t>(port);
}

/// Host and port out of the authority.
Status read_authority(std::string_view text, WebUrl& url) {
    const bool bracketed = text.starts_with('[');
    const auto host_end = bracketed ? text.find(']') : text.find(':');
    if (bracketed && host_end == std::string_view::npos) return bad_url("bracket");
    const auto host = bracketed ? text.substr(1, host_end - 1) : text.substr(0, host_end);
    const auto rest = bracketed ? text.substr(host_end + 1) : text.substr(host.size());
    if (!rest.empty() && rest.front() != ':') return bad_url("behind the bracket");
    url.host = lower(host);
    const auto address = bracketed ? parse_ip(url.host) : std::nullopt;
    if (bracketed && (!address || address->family != IpAddress::Family::V6)) return bad_url("IPv6 address");
    // One spelling for the address from here on, whatever was typed.
    if (address) url.host = to_string(*address);
    if (!bracketed && !is_host(url.host)) return bad_url("host");
    const auto port = read_port(rest, url.scheme);
    if (!port) return tl::unexpected(port.error());
    url.port = *port;
    return {};
}

bool is_target(std::string_view target) {
    for (std::size_t i = 0; i < target.size(); ++i) {
        const char c = target[i];
        if (c <= 0x20 || c >= 0x7f || std::string_view("\"<>\\^`{|}#").find(c) != std::string_view::npos) return false;
        if (c == '%' && (i + 2 >= target.size() || !is_hex(target[i + 1]) || !is_hex(target[i + 2]))) return false;
    }
    return true;
}

tl::unexpected<Error> forbidden(std::string detail) {
    return fail(ErrorCode::Forbidden, "address",
                "This address may not be used; give a public https address with an ordinary port.", std::move(detail));
}

}  // namespace

std::string WebUrl::bracketed_host() const { return host.find(':') == std::string::npos ? host : fmt::format("[{}]", host); }

std::string WebUrl::str() const {
    const bool https = scheme == Scheme::Https;
    const auto own_port = https ? 443 : 80;
    return fmt::format("{}://{}{}{}", https ? "https" : "http", bracketed_host(),
                       port == own_port ? "" : fmt::format(":{}", port), target);
}

Result<WebUrl> parse_web_url(std::string_view text) {
    if (text.size() > kMaxUrlBytes) return bad_url("too long");
    WebUrl url;
    const auto scheme = take_scheme(text);
    if (!scheme) return bad_url("scheme");
    url.scheme = *scheme;
    // The authority ends at the first of these; a backslash would end it for some readers only and is refused with the host.
    const auto authority = text.substr(0, text.find_first_of("/?#"));
    if (auto read = read_authority(authority, url); !read) return tl::unexpected(std::move(read.error()));
    text.remove_prefix(authority.size());
    if (!is_target(text)) return bad_url("path or query");
    url.target = text.starts_with('/') ? std::string(text) : "/" + std::string(text);
    return url;
}

bool is_trusted(const WebUrl& url, const EgressPolicy& policy) {
    const auto endpoint = fmt::format("{}:{}", url.bracketed_host(), url.port);
    return std::ranges::find(policy.trusted, endpoint) != policy.trusted.end();
}

Status check_egress(const WebUrl& url, const EgressPolicy& policy) {
    if (is_trusted(url, policy)) return {};
    if (url.scheme == WebUrl::Scheme::Http && policy.plain_http == EgressPolicy::PlainHttp::Refuse)
        return forbidden("plain http");
    if (std::ranges::find(policy.ports, url.port) == policy.ports.end()) return forbidden("port");
    switch (classify_host(url.host)) {
        case HostClass::Name:
        case HostClass::PublicAddress: return {};
        case HostClass::Loopback:
        case HostClass::Forbidden: break;
    }
    return forbidden("host");
}

}  // namespace bespoke
