#pragma once

#include <array>
#include <atomic>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <memory>
#include <string>
#include <thread>
#include <unordered_set>

#include "http/admission.hpp"
#include "http/answering.hpp"
#include "http/channel.hpp"
#include "http/handler_pool.hpp"
#include "http/peer.hpp"
#include "http/request_parser.hpp"
#include "http/server.hpp"

namespace bespoke::http {

class Connection;
class WakeLink;

/// What all connections share. Safe from many threads.
struct Shared {
    Shared(const ServerOptions& given, Handler how, ErrorPage page, telemetry::Metrics& counts)
        : options(given),
          handler(std::move(how)),
          error_page(std::move(page)),
          metrics(counts),
          admission(given.limits),
          pool(given.handler_threads, given.limits.queued_requests) {}

    const ServerOptions options;
    const Handler handler;
    const ErrorPage error_page;
    telemetry::Metrics& metrics;
    Admission admission;
    std::atomic<bool> draining{false};
    HandlerPool pool;  ///< last, so that its threads end before the rest goes
};

/// One I/O thread with the connections that live on it; but for the context, only that thread touches it.
struct IoThread {
    std::unordered_set<Connection*> connections;
    /// Bytes on their way from a socket to a parser; nobody keeps them across a wait, so that idle connections cost no buffer.
    std::array<char, 64 * 1024> scratch{};
    /// Behind what its coroutines touch when it destroys them.
    boost::asio::io_context context{1};
    std::thread thread;
};

/// One client's connection: reads requests one after the other, has each answered on the pool, writes the answers in order. Its coroutine
/// owns it (shared with timers and jobs that are on their way); everything runs on its I/O thread.
class Connection : public std::enable_shared_from_this<Connection> {
public:
    /// Takes over a socket that Admission let in. On the I/O thread.
    static void serve(Shared&, IoThread&, boost::asio::ip::tcp::socket, Peer);
    Connection(Shared&, IoThread&, boost::asio::ip::tcp::socket, Peer);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    /// The server drains: end at once if nothing is asked, else after the answer.
    void on_drain();
    /// No more time: end whatever is going on. What a handler still answers goes nowhere.
    void cut_off();
    /// From now on a stream's wake function does nothing. Also when the I/O thread has ended.
    void ignore_wakes();

private:
    enum class Reading { Whole, Refused, Closed };
    enum class Next { Request, Close };
    struct Poll;

    static boost::asio::awaitable<void> run(std::shared_ptr<Connection> self);
    boost::asio::awaitable<Reading> read_request(RequestParser&, BodyShare&);
    boost::asio::awaitable<bool> say_continue(const RequestParser&);
    void consume(RequestParser&, std::string_view bytes);
    Reading on_late(const RequestParser&);
    Reading refuse(const Refusal&);
    Reading whole(const RequestParser&);
    [[nodiscard]] SteadyTime reading_deadline(const RequestParser&);

    std::shared_ptr<Exchange> make_exchange(RequestParser&);
    boost::asio::awaitable<Next> exchange_one(RequestParser&);
    boost::asio::awaitable<void> wait_for_handler(std::shared_ptr<Exchange>);
    boost::asio::awaitable<bool> write_response(Exchange&, int minor_version, bool keep);
    boost::asio::awaitable<void> write_refusal();
    void note(const Exchange&, bool is_stream);
    void note_levels();

    boost::asio::awaitable<void> stream(std::shared_ptr<Exchange>, int minor_version);
    boost::asio::awaitable<void> send_events(std::shared_ptr<Stream>, int minor_version);
    boost::asio::awaitable<bool> send_event(std::string_view text, int minor_version);
    boost::asio::awaitable<std::shared_ptr<Poll>> poll(std::shared_ptr<Stream>);
    static boost::asio::awaitable<void> watch_for_leaving(std::shared_ptr<Connection> self);

    Shared& shared_;
    IoThread& io_;
    Channel channel_;
    const Peer peer_;
    std::string input_;  ///< read and not yet parsed: requests that the client pipelined
    Refusal refusal_;
    std::shared_ptr<WakeLink> wake_link_;  ///< of the stream that is open; shared with its wake function
    SteadyTime head_since_, body_since_;
    bool idle_ = false;   ///< waits for the first byte of a request
    bool left_ = false;   ///< the client of a stream is gone, or has to go
    bool woken_ = false;  ///< the stream asked for a poll
    bool wrote_ = false;  ///< an answer, for which closing must wait
};

}  // namespace bespoke::http
