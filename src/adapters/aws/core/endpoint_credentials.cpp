#include "adapters/aws/core/endpoint_credentials.hpp"

#include <fmt/format.h>

#include <fstream>

#include "adapters/aws/core/credentials_reader.hpp"
#include "base/address.hpp"
#include "base/web_url.hpp"

namespace bespoke::adapters::aws {
namespace {

using std::chrono::milliseconds;

constexpr const char* kContainerOrigin = "http://169.254.170.2";
constexpr const char* kInstanceOrigin = "http://169.254.169.254";

WireRequest get(std::string url, milliseconds timeout) {
    WireRequest request;
    request.method = "GET";
    request.url = std::move(url);
    request.connect_timeout = request.timeout = timeout;
    return request;
}

std::string_view first_line(std::string_view text) { return text.substr(0, text.find_first_of("\r\n")); }

/// A role's name becomes part of a path.
bool is_role_name(std::string_view name) {
    return !name.empty() && name.size() <= 256 && name.find_first_of("/?#% \t") == std::string_view::npos &&
           is_well_formed_header("x", name);
}

}  // namespace

tl::unexpected<Error> no_credentials(std::string detail) {
    return fail(ErrorCode::Unavailable, "aws-credentials",
                "The server has no valid keys for a service it needs; try again later, or tell its operator.", std::move(detail));
}

std::optional<std::string> read_token_file(const std::string& path) {
    constexpr std::size_t kMaxBytes = 64 * 1024;
    std::ifstream in(path, std::ios::binary);
    if (!in) return std::nullopt;
    std::string text(kMaxBytes, '\0');
    in.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(in.gcount()));
    return text;
}

bool is_allowed_container_url(const std::string& text) {
    const auto url = parse_web_url(text);
    if (!url) return false;
    if (url->scheme == WebUrl::Scheme::Https) return true;
    const auto address = parse_ip(url->host);
    if (!address) return url->host == "localhost";
    return is_loopback(*address) || address == parse_ip("169.254.170.2") || address == parse_ip("169.254.170.23") ||
           address == parse_ip("fd00:ec2::23");
}

std::string EndpointCredentials::value(const char* name) const { return environment_(name).value_or(""); }

Result<std::string> EndpointCredentials::fetch(WireRequest request, int tries) const {
    std::string last;
    for (int attempt = 0; attempt < tries; ++attempt) {
        auto reply = transport_.exchange(request);
        if (reply.ended == WireReply::Ended::Whole && reply.status == 200) return std::move(reply.body);
        last = reply.detail.empty() ? fmt::format("status {}", reply.status) : reply.detail;
        // It said no, and would again.
        if (reply.ended == WireReply::Ended::Whole && reply.status >= 400 && reply.status < 500) break;
    }
    return no_credentials(last);
}

Result<std::string> EndpointCredentials::container_url() const {
    if (const auto relative = value("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"); !relative.empty()) {
        if (!relative.starts_with('/')) return no_credentials("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI is no path");
        return kContainerOrigin + relative;
    }
    auto full = value("AWS_CONTAINER_CREDENTIALS_FULL_URI");
    if (!is_allowed_container_url(full)) return no_credentials("AWS_CONTAINER_CREDENTIALS_FULL_URI is not allowed");
    return full;
}

Result<std::string> EndpointCredentials::authorization() const {
    auto token = value("AWS_CONTAINER_AUTHORIZATION_TOKEN");
    // The file is written anew from time to time, so it is read for every request.
    if (const auto path = value("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"); !path.empty()) {
        auto text = read_token_file(path);
        if (!text) return no_credentials("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE can't be read");
        token = *std::move(text);
    }
    if (!is_well_formed_header("authorization", token)) return no_credentials("the container's token is malformed");
    return token;
}

std::optional<Result<Credentials>> EndpointCredentials::container() const {
    if (value("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI").empty() && value("AWS_CONTAINER_CREDENTIALS_FULL_URI").empty())
        return std::nullopt;
    constexpr milliseconds kTimeout{2'000};
    constexpr int kTries = 3;
    auto url = container_url();
    if (!url) return tl::unexpected(std::move(url.error()));
    auto token = authorization();
    if (!token) return tl::unexpected(std::move(token.error()));
    auto request = get(*std::move(url), kTimeout);
    request.headers.emplace_back("accept", "application/json");
    if (!token->empty()) request.headers.emplace_back("authorization", *token);
    const auto body = fetch(std::move(request), kTries);
    if (!body) return no_credentials("container: " + body.error().detail);
    auto credentials = read_json_credentials(*body);
    if (!credentials) return no_credentials("container: the reply holds no keys");
    return *std::move(credentials);
}

std::optional<Result<Credentials>> EndpointCredentials::instance() const {
    if (value("AWS_EC2_METADATA_DISABLED") == "true") return std::nullopt;
    constexpr milliseconds kTimeout{1'000};
    constexpr int kTries = 2;
    auto origin = value("AWS_EC2_METADATA_SERVICE_ENDPOINT");
    if (origin.empty()) origin = kInstanceOrigin;
    while (origin.ends_with('/')) origin.pop_back();
    auto ask_token = get(origin + "/latest/api/token", kTimeout);
    ask_token.method = "PUT";
    ask_token.headers = {{"x-aws-ec2-metadata-token-ttl-seconds", "21600"}};
    const auto token = fetch(std::move(ask_token), kTries);
    // No fallback to version 1: who can make us send a plain GET could have it read there.
    if (!token || !is_well_formed_header("x", *token)) return no_credentials("instance: no token");
    const auto read = [&](const std::string& path) {
        auto request = get(origin + "/latest/meta-data/iam/security-credentials/" + path, kTimeout);
        request.headers = {{"x-aws-ec2-metadata-token", *token}};
        return fetch(std::move(request), kTries);
    };
    const auto roles = read("");
    const std::string role(roles ? first_line(*roles) : std::string_view{});
    if (!is_role_name(role)) return no_credentials("instance: no role");
    const auto body = read(role);
    auto credentials = body ? read_json_credentials(*body) : std::nullopt;
    if (!credentials) return no_credentials("instance: no keys");
    return *std::move(credentials);
}

}  // namespace bespoke::adapters::aws
