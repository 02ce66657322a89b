#pragma once

#include <memory>
#include <string>

#include "api_front.hpp"
#include "http/server.hpp"
#include "serve/platform.hpp"

namespace bespoke::app {

/// The HTTP interface of a platform, listening.
class HttpFront {
public:
    /// Errors of http::Server::start and api::make_handler.
    static Result<std::unique_ptr<HttpFront>> start(Platform&);
    [[nodiscard]] const std::string& address() const { return address_; }
    [[nodiscard]] std::uint16_t port() const { return server_->port(); }
    void drain(std::chrono::milliseconds at_most) { server_->drain(at_most); }

private:
    HttpFront() = default;
    std::string address_;
    std::unique_ptr<ApiFront> api_;
    std::unique_ptr<http::Server> server_;
};

}  // namespace bespoke::app
