#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "base/error.hpp"
#include "http/limits.hpp"
#include "http/message.hpp"
#include "telemetry/metrics.hpp"

namespace bespoke::http {

struct ServerOptions {
    std::string address = "127.0.0.1";  ///< one of version 6 with or without brackets
    std::uint16_t port = 8080;          ///< 0: any free one
    unsigned io_threads = 1;
    unsigned handler_threads = 4;
    ServerLimits limits;
};

/// Answers a request, on a handler thread; may block. What it throws all the same is answered with the ErrorPage of 500 "internal". Its
/// header "x-operation" (an operationId) names the operation for metrics and log and is taken off.
using Handler = std::function<Response(const Request&)>;
/// The body, type and headers of an answer that the server itself gives, so that all errors look alike. Called on I/O threads too: must
/// not block. Status and slug are one of: 400 bad-request, 408 request-timeout, 413 too-large, 414 uri-too-long, 417 expectation-failed,
/// 431 headers-too-large, 500 internal, 503 overloaded, 505 http-version.
using ErrorPage = std::function<Response(int status, std::string_view slug, const telemetry::Trace&)>;

/// An HTTP/1.1 server (RFC 9112) that reads strictly: any doubt about framing is 400 and the connection closed, and nothing behind it is
/// read. Compresses with gzip what is text, over 1 KiB and not a stream, if the client takes it.
class Server {
public:
    /// Listens and serves. `Unavailable` "address-in-use" or "listen"; `InvalidInput` "address".
    /// The metrics must outlive the server. Each connection takes a file descriptor: the caller raises the process's limit.
    static Result<std::unique_ptr<Server>> start(const ServerOptions&, Handler, ErrorPage, telemetry::Metrics&);
    /// Cuts off what drain() left, then waits for handlers that are at work: they are never killed.
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;
    [[nodiscard]] std::uint16_t port() const;
    /// Accept no more, let requests at work finish, end streams, close. Returns when done or, with what is left cut off, when the time
    /// is up. Connections between two requests are closed at once. Call it from a thread of your own.
    void drain(std::chrono::milliseconds at_most);

private:
    struct Impl;
    explicit Server(std::unique_ptr<Impl>);
    std::unique_ptr<Impl> impl_;
};

}  // namespace bespoke::http
