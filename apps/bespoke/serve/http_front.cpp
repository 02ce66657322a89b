#include "serve/http_front.hpp"

#include "api/api.hpp"
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
    options.trusted_proxies = config.trusted_proxies;
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

}  // namespace

Result<std::unique_ptr<HttpFront>> HttpFront::start(Platform& platform) {
    auto front = std::unique_ptr<HttpFront>(new HttpFront());
    auto api = ApiFront::create(platform, {.api = api_options(platform.config()),
                                           .link_life = std::chrono::minutes(platform.config().signed_url_minutes),
                                           .readiness = [&platform] { return check_readiness(platform); }});
    if (!api) return tl::unexpected(api.error());
    front->api_ = std::move(*api);
    const auto listening = server_options(platform.config());
    const auto handle = [&platform, &handler = front->api_->handler()](const http::Request& request) {
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
