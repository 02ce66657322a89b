#include "http/server.hpp"

#include <fmt/format.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <optional>
#include <vector>

#include "http/connection.hpp"
#include "http/peer.hpp"
#include "http/response_head.hpp"
#include "telemetry/log.hpp"

namespace bespoke::http {
namespace asio = boost::asio;
using tcp = asio::ip::tcp;
namespace {

constexpr std::chrono::milliseconds kPauseAfterFailure{100};
constexpr auto kNoThrow = asio::as_tuple(asio::use_awaitable);

tl::unexpected<Error> cannot_listen(const ServerOptions& options, const boost::system::error_code& error) {
    const bool in_use = error == asio::error::address_in_use;
    return fail(
        ErrorCode::Unavailable, in_use ? "address-in-use" : "listen",
        in_use ? "Another process listens on this address and port; stop it or choose another port."
               : "The server can't listen on this address and port; choose ones that this machine has and this user may use.",
        error.message(), fmt::format("{}:{}", options.address, options.port));
}

/// An address of version 6 may stand in brackets, as before a port.
asio::ip::address parse_address(std::string_view text, boost::system::error_code& error) {
    if (text.size() > 2 && text.front() == '[' && text.back() == ']') text = text.substr(1, text.size() - 2);
    return asio::ip::make_address(text, error);
}

}  // namespace

struct Server::Impl {
    Impl(const ServerOptions& options, Handler handler, ErrorPage page, telemetry::Metrics& metrics)
        : shared(options, std::move(handler), std::move(page), metrics) {
        for (unsigned i = 0; i < std::max(options.io_threads, 1U); ++i) threads.push_back(std::make_unique<IoThread>());
        acceptor.emplace(threads[0]->context);
    }

    ~Impl() {
        drain(std::chrono::milliseconds(0));
        shared.pool.stop();
        for (auto& io : threads) io->context.stop();
        for (auto& io : threads)
            if (io->thread.joinable()) io->thread.join();
        for (auto& io : threads)
            for (auto* connection : io->connections) connection->ignore_wakes();
        acceptor.reset();
    }

    boost::system::error_code listen(const ServerOptions& options, const asio::ip::address& address) {
        boost::system::error_code error;
        const tcp::endpoint endpoint(address, options.port);
        acceptor->open(endpoint.protocol(), error);
        if (!error) acceptor->set_option(tcp::acceptor::reuse_address(true), error);
        if (!error) acceptor->bind(endpoint, error);
        if (!error) acceptor->listen(asio::socket_base::max_listen_connections, error);
        if (!error) port = acceptor->local_endpoint(error).port();
        return error;
    }

    void run() {
        asio::co_spawn(threads[0]->context, accept_all(), asio::detached);
        for (auto& io : threads) io->thread = std::thread([&context = io->context] { run_context(context); });
    }

    static void run_context(asio::io_context& context) {
        const auto work = asio::make_work_guard(context);
        while (!context.stopped()) {
            try {
                context.run();
            } catch (const std::exception& error) {  // memory ran out in a callback: that connection is lost, the others go on
                telemetry::log(telemetry::Level::Error, "http.io-failed", {}, {{"what", std::string_view(error.what())}});
            }
        }
    }

    asio::awaitable<void> accept_all() {
        for (std::size_t turn = 0; !shared.draining; ++turn) {
            auto& io = *threads[turn % threads.size()];
            auto [error, socket] = co_await acceptor->async_accept(io.context, kNoThrow);
            if (shared.draining) co_return;
            if (!error) {
                admit(io, std::move(socket));
            } else if (error != asio::error::connection_aborted) {
                // Mostly no file descriptor is left: it gets better when connections end, not by trying at once.
                telemetry::log(telemetry::Level::Warning, "http.accept-failed", {}, {{"code", error.value()}});
                asio::steady_timer pause(acceptor->get_executor(), kPauseAfterFailure);
                co_await pause.async_wait(kNoThrow);
            }
        }
    }

    void admit(IoThread& io, tcp::socket socket) {
        boost::system::error_code error;
        const auto peer = peer_of(socket.remote_endpoint(error).address());
        if (error) return;  // gone already
        if (const auto reason = shared.admission.enter(peer.network); !reason.empty()) return turn_away(socket, reason);
        asio::post(io.context, [this, &io, peer, held = std::make_shared<tcp::socket>(std::move(socket))] {
            Connection::serve(shared, io, std::move(*held), peer);
        });
    }

    /// Says why and closes, without waiting for anything.
    void turn_away(tcp::socket& socket, std::string_view reason) {
        shared.metrics.add("bespoke_http_rejected_total", {{"reason", reason}});
        const auto response = error_answer(shared.error_page, 503, "overloaded", telemetry::new_trace());
        const auto* body = std::get_if<std::string>(&response.body);
        const auto text = body != nullptr ? *body : std::string();
        const auto head = response_head(503, response.headers, {1, Persistence::Close, BodyEnd::Length, text.size()});
        boost::system::error_code ignored;
        socket.non_blocking(true, ignored);
        socket.write_some(asio::buffer(head + text), ignored);
        socket.shutdown(tcp::socket::shutdown_both, ignored);
    }

    void on_each_connection(void (Connection::*action)()) {
        for (auto& io : threads)
            asio::post(io->context, [&io = *io, action] {
                const std::vector<Connection*> all(io.connections.begin(), io.connections.end());
                for (auto* connection : all) (connection->*action)();
            });
    }

    void drain(std::chrono::milliseconds at_most) {
        const auto until = std::chrono::steady_clock::now() + at_most;
        if (!shared.draining.exchange(true))
            asio::post(threads[0]->context, [this] {
                boost::system::error_code ignored;
                acceptor->close(ignored);
            });
        on_each_connection(&Connection::on_drain);
        if (shared.admission.wait_until_empty(until)) return;
        on_each_connection(&Connection::cut_off);
    }

    Shared shared;
    std::vector<std::unique_ptr<IoThread>> threads;
    std::optional<tcp::acceptor> acceptor;
    std::uint16_t port = 0;
};

Result<std::unique_ptr<Server>> Server::start(const ServerOptions& options, Handler handler, ErrorPage page,
                                              telemetry::Metrics& metrics) {
    boost::system::error_code error;
    const auto address = parse_address(options.address, error);
    if (error)
        return fail(ErrorCode::InvalidInput, "address",
                    "The address to listen on is no IP address; use one such as 127.0.0.1 or ::1.", error.message(),
                    options.address);
    auto impl = std::make_unique<Impl>(options, std::move(handler), std::move(page), metrics);
    if (const auto failure = impl->listen(options, address)) return cannot_listen(options, failure);
    impl->run();
    return std::unique_ptr<Server>(new Server(std::move(impl)));
}

Server::Server(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Server::~Server() = default;
std::uint16_t Server::port() const { return impl_->port; }
void Server::drain(std::chrono::milliseconds at_most) { impl_->drain(at_most); }

}  // namespace bespoke::http
