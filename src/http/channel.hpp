#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <memory>
#include <optional>
#include <span>
#include <string_view>

namespace bespoke::http {

using SteadyTime = std::chrono::steady_clock::time_point;

/// A client's socket with a time limit on every wait, and a signal to wake its coroutine. Owned by the connection that is in the coroutine;
/// all calls on the connection's I/O thread. Never reads ahead: bytes stay in the kernel until somebody wants them.
class Channel {
public:
    enum class Direction { Read, Write };
    enum class Wait { Ready, TimedOut, Broken };
    enum class Peek { Silent, Bytes, Gone };

    explicit Channel(boost::asio::ip::tcp::socket socket);
    /// `owner` stays alive while a timer is pending.
    void keep_alive_by(std::weak_ptr<void> owner) { owner_ = std::move(owner); }

    /// Until bytes (or the end) can be read, or room to write; no longer than `until`.
    boost::asio::awaitable<Wait> wait_for(Direction, SteadyTime until);
    /// Without waiting: the bytes, nothing if there are none yet, an empty span at the end of the stream or after an error.
    std::optional<std::span<char>> read_into(std::span<char> scratch);
    /// Without taking anything.
    Peek peek();
    /// All of both; whether it worked. Gives up when nothing moves for `stall`.
    boost::asio::awaitable<bool> write(std::string_view head, std::string_view body, std::chrono::milliseconds stall);
    /// Ends our side and throws away what the client still sends, for a moment: closing at once would reset the connection and could take
    /// the answer from the client (RFC 9112 section 9.6).
    boost::asio::awaitable<void> linger(std::span<char> scratch, std::chrono::milliseconds at_most, std::size_t most_bytes);

    /// Until signal() or `until`. A signal that came before is not lost.
    boost::asio::awaitable<void> wait_for_signal(SteadyTime until);
    void signal();
    /// Ends waits for the socket as Broken.
    void cancel();
    void close();
    [[nodiscard]] boost::asio::ip::tcp::socket::executor_type executor() { return socket_.get_executor(); }
    [[nodiscard]] boost::asio::ip::tcp::socket& socket() { return socket_; }

private:
    void arm(SteadyTime at);
    void start_watch(SteadyTime at);
    void on_watch();

    boost::asio::ip::tcp::socket socket_;
    /// One timer serves all waits: it is moved only when a deadline comes nearer, and looks at the deadline again when it fires.
    boost::asio::steady_timer watch_;
    boost::asio::steady_timer signal_;
    std::weak_ptr<void> owner_;
    SteadyTime deadline_ = SteadyTime::max();
    SteadyTime watch_at_ = SteadyTime::max();
    bool timed_out_ = false, cancelled_ = false, signalled_ = false;
};

}  // namespace bespoke::http
