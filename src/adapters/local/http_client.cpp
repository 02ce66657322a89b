#include "adapters/local/http_client.hpp"

#include <algorithm>

#include "adapters/local/http_transfer.hpp"

namespace bespoke::adapters::local {
namespace {

using Reach = ports::HttpRequest::Reach;

tl::unexpected<Error> no_egress() {
    return fail(ErrorCode::Unavailable, "no-egress",
                "This server makes no connections to other machines; ask its operator to allow them.");
}

bool is_token(std::string_view text) {
    const auto allowed = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
    };
    return !text.empty() && std::ranges::all_of(text, allowed);
}

/// A line break in a name or value would be a header, or a request, of somebody else's making.
bool is_well_formed(const ports::HttpRequest& request) {
    const auto is_value = [](std::string_view value) {
        return std::ranges::all_of(value,
                                   [](char c) { return c == '\t' || (static_cast<unsigned char>(c) >= 0x20 && c != 0x7f); });
    };
    return is_token(request.method) && std::ranges::all_of(request.headers, [&](const auto& header) {
               return is_token(header.first) && is_value(header.second);
           });
}

}  // namespace

HttpClient::HttpClient(HttpClientOptions options) : options_(std::move(options)) {}

Status HttpClient::check(const WebUrl& url, Reach reach) const {
    if (reach == Reach::Public) {
        if (auto checked = check_egress(url, options_.public_policy); !checked) return checked;
    }
    if (options_.egress == Egress::LoopbackOnly && classify_host(url.host) != HostClass::Loopback) return no_egress();
    return {};
}

Result<std::vector<IpAddress>> HttpClient::addresses_of(const WebUrl& url, Deadline deadline) const {
    if (const auto literal = parse_ip(url.host)) return std::vector{*literal};
    // RFC 6761 section 6.3: this name never leaves the machine.
    if (classify_host(url.host) == HostClass::Loopback) return std::vector{*parse_ip("127.0.0.1"), *parse_ip("::1")};
    return options_.resolver(url.host, deadline);
}

Result<ports::HttpResponse> HttpClient::send(const ports::HttpRequest& request, Deadline deadline) {
    const auto url = parse_web_url(request.url);
    if (!url) return tl::unexpected(url.error());
    if (!is_well_formed(request))
        return fail(ErrorCode::InvalidInput, "request", "The method or a header is malformed; correct it.");
    if (auto checked = check(*url, request.reach); !checked) return tl::unexpected(std::move(checked.error()));
    const auto addresses = addresses_of(*url, deadline);
    if (!addresses) return tl::unexpected(addresses.error());
    // One address that may not be reached condemns all: which one a connection gets is not ours to say.
    const bool any_will_do = request.reach == Reach::Configured || is_trusted(*url, options_.public_policy);
    if (addresses->empty() || (!any_will_do && !std::ranges::all_of(*addresses, is_public))) {
        return fail(ErrorCode::Forbidden, "address", "The host's address may not be used; give one that is public.");
    }
    if (options_.egress == Egress::LoopbackOnly && !std::ranges::all_of(*addresses, is_loopback)) return no_egress();
    if (deadline.passed()) return fail(ErrorCode::Timeout, "deadline", "There was no time left for the request; try again.");
    return transfer(request, *url, *addresses, options_.ca_file, deadline);
}

}  // namespace bespoke::adapters::local
