#include "http/channel.hpp"

#include <sys/socket.h>

#include <array>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <cerrno>

namespace bespoke::http {
namespace asio = boost::asio;
using tcp = asio::ip::tcp;
namespace {

constexpr auto kNoThrow = asio::as_tuple(asio::use_awaitable);

SteadyTime now() { return std::chrono::steady_clock::now(); }

bool must_wait(const boost::system::error_code& error) {
    return error == asio::error::would_block || error == asio::error::try_again;
}

}  // namespace

Channel::Channel(tcp::socket socket)
    : socket_(std::move(socket)), watch_(socket_.get_executor()), signal_(socket_.get_executor()) {
    boost::system::error_code ignored;
    socket_.non_blocking(true, ignored);
    socket_.set_option(tcp::no_delay(true), ignored);
}

asio::awaitable<Channel::Wait> Channel::wait_for(Direction direction, SteadyTime until) {
    if (cancelled_) co_return Wait::Broken;
    timed_out_ = false;
    arm(until);
    const auto kind = direction == Direction::Read ? tcp::socket::wait_read : tcp::socket::wait_write;
    const auto [error] = co_await socket_.async_wait(kind, kNoThrow);
    deadline_ = SteadyTime::max();
    if (cancelled_) co_return Wait::Broken;
    if (timed_out_) co_return Wait::TimedOut;
    co_return error ? Wait::Broken : Wait::Ready;
}

void Channel::arm(SteadyTime at) {
    deadline_ = at;
    if (at < watch_at_) start_watch(at);
}

void Channel::start_watch(SteadyTime at) {
    watch_at_ = at;
    watch_.expires_at(at);
    watch_.async_wait([this, owner = owner_](const boost::system::error_code& error) {
        const auto alive = owner.lock();
        if (alive && !error) on_watch();
    });
}

void Channel::on_watch() {
    if (now() < watch_at_) return;  // was moved while this call was on its way
    watch_at_ = SteadyTime::max();
    if (deadline_ == SteadyTime::max()) return;
    if (now() < deadline_) return start_watch(deadline_);
    timed_out_ = true;
    boost::system::error_code ignored;
    socket_.cancel(ignored);
}

std::optional<std::span<char>> Channel::read_into(std::span<char> scratch) {
    boost::system::error_code error;
    const auto count = socket_.read_some(asio::buffer(scratch.data(), scratch.size()), error);
    if (must_wait(error)) return std::nullopt;
    return error ? std::span<char>() : scratch.first(count);
}

Channel::Peek Channel::peek() {
    char byte = 0;
    const auto count = ::recv(socket_.native_handle(), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
    if (count > 0) return Peek::Bytes;
    return count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR) ? Peek::Silent : Peek::Gone;
}

asio::awaitable<bool> Channel::write(std::string_view head, std::string_view body, std::chrono::milliseconds stall) {
    while (!head.empty() || !body.empty()) {
        const std::array<asio::const_buffer, 2> parts{asio::buffer(head), asio::buffer(body)};
        boost::system::error_code error;
        auto written = socket_.write_some(parts, error);
        if (must_wait(error)) {
            const auto wait = co_await wait_for(Direction::Write, now() + stall);
            if (wait != Wait::Ready) co_return false;
            continue;
        }
        if (error) co_return false;
        const auto of_head = std::min(written, head.size());
        head.remove_prefix(of_head);
        body.remove_prefix(written - of_head);
    }
    co_return true;
}

asio::awaitable<void> Channel::linger(std::span<char> scratch, std::chrono::milliseconds at_most, std::size_t most_bytes) {
    boost::system::error_code error;
    socket_.shutdown(tcp::socket::shutdown_send, error);
    const auto until = now() + at_most;
    while (!error && now() < until) {
        const auto part = read_into(scratch);
        if (part && (part->empty() || part->size() > most_bytes)) co_return;
        if (part) {
            most_bytes -= part->size();
            continue;
        }
        const auto wait = co_await wait_for(Direction::Read, until);
        if (wait != Wait::Ready) co_return;
    }
}

asio::awaitable<void> Channel::wait_for_signal(SteadyTime until) {
    if (!signalled_) {
        signal_.expires_at(until);
        const auto [error] = co_await signal_.async_wait(kNoThrow);
        static_cast<void>(error);
    }
    signalled_ = false;
}

void Channel::signal() {
    signalled_ = true;
    signal_.cancel();
}

void Channel::cancel() {
    cancelled_ = true;
    boost::system::error_code ignored;
    socket_.cancel(ignored);
}

void Channel::close() {
    boost::system::error_code ignored;
    watch_.cancel();
    socket_.close(ignored);
}

}  // namespace bespoke::http
