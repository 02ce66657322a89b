#include "serve/http_front.hpp"

#include "api/api.hpp"
#include "api/resources/resource_operations.hpp"
#include "serve/readiness.hpp"

namespace bespoke::app {
namespace {

api::Options api_options(const Config& config) {
    api::Options options;
    options.public_url = config.public_url;
    options.requests_per_minute = static_cast<double>(config.requests_per_minute);
    options.writes_per_minute = static_cast<double>(config.writes_per_minute);
    options.requests_per_minute_per_address = static_cast<double>(config.requests_per_minute_per_address);
    options.attempts_per_minute_per_address = static_cast<double>(config.attempts_per_minute_per_address);
    options.exports_per_minute = static_cast<double>(config.exports_per_minute);
    options.cors_origins = config.cors_origins;
    options.operator_token = config.metrics_token;
    return options;
}

http::ServerOptions server_options(const Config& config) {
    http::ServerOptions options;
    const auto colon = config.listen.rfind(':');
    options.address = config.listen.substr(0, colon);
    options.port = static_cast<std::uint16_t>(std::stoul(config.listen.substr(colon + 1)));  // load_config() checked it
    options.io_threads = static_cast<unsigned>(config.io_threads);
    options.handler_threads = static_cast<unsigned>(config.handler_threads);
    options.limits.connections = static_cast<std::size_t>(config.max_connections);
    options.limits.connections_per_peer = static_cast<std::size_t>(config.max_connections_per_address);
    return options;
}

Result<nlohmann::json> erase(Platform& platform, const TenantId& tenant, const std::string& requested_by, Deadline deadline) {
    const auto receipt = platform.erasure().erase(tenant, requested_by, deadline);
    if (!receipt) return tl::unexpected(receipt.error());
    return service::to_json(*receipt);
}

}  // namespace

HttpFront::HttpFront(Platform& platform, const api::Options& options)
    : ports_(platform.ports()),
      cursors_(*platform.store().keys),
      urls_(*platform.store().keys, *platform.store().clock),
      rates_(options, *platform.store().clock) {}

Result<std::unique_ptr<HttpFront>> HttpFront::start(Platform& platform) {
    const auto options = api_options(platform.config());
    auto front = std::unique_ptr<HttpFront>(new HttpFront(platform, options));
    auto resources = api::make_resource_operations(
        {.service = front->ports_,
         .urls = front->urls_,
         .cursors = front->cursors_,
         .rates = [front = front.get()](const TenantId& tenant) { return front->rates_.usage(tenant); },
         .link_life = std::chrono::minutes(platform.config().signed_url_minutes)});
    auto handler =
        api::make_handler({.service = platform.ports(),
                           .verifier = platform.verifier(),
                           .tokens = platform.token_endpoint(),
                           .users = platform.users(),
                           .keys = platform.api_keys(),
                           .issuer = platform.issuer(),
                           .metrics = platform.metrics(),
                           .cursors = front->cursors_,
                           .urls = front->urls_,
                           .rates = front->rates_,
                           .egress = platform.egress(),
                           .erase = [&platform](const TenantId& tenant, const std::string& requested_by,
                                                Deadline deadline) { return erase(platform, tenant, requested_by, deadline); },
                           .readiness = [&platform] { return check_readiness(platform); }},
                          std::move(resources), options);
    if (!handler) return tl::unexpected(handler.error());
    const auto listening = server_options(platform.config());
    const auto handle = [&platform, handler = std::move(*handler)](const http::Request& request) {
        if (request.path == "/metrics") platform.refresh_gauges();
        return handler(request);
    };
    auto server = http::Server::start(listening, handle, api::make_error_page(), platform.metrics());
    if (!server) return tl::unexpected(server.error());
    front->address_ = listening.address;
    front->server_ = std::move(*server);
    return front;
}

}  // namespace bespoke::app
