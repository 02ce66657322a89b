#include <fmt/format.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <mutex>

#include "http/connection.hpp"
#include "http/response_head.hpp"
#include "telemetry/log.hpp"

namespace bespoke::http {
namespace asio = boost::asio;
namespace {

constexpr std::string_view kKeepAliveComment = ": keep-alive\n\n";

SteadyTime now() { return std::chrono::steady_clock::now(); }

}  // namespace

/// What a stream's wake function holds on to: it may be called from any thread, long after connection and server are gone. Shared by the
/// function and the coroutine that streams; the latter cuts it when it ends.
class WakeLink {
public:
    void tie(std::function<void()> call) {
        const std::lock_guard lock(guard_);
        call_ = std::move(call);
    }
    void cut() { tie(nullptr); }
    void wake() {
        const std::lock_guard lock(guard_);
        if (call_) call_();
    }

private:
    std::mutex guard_;
    std::function<void()> call_;
};

void Connection::ignore_wakes() {
    if (wake_link_) wake_link_->cut();
}

namespace {

/// Gives the stream's place back even when the coroutine is destroyed in the middle.
struct StreamPlace {
    ~StreamPlace() {
        shared.admission.close_stream();
        shared.metrics.change("bespoke_http_streams", {}, -1);
    }
    Shared& shared;
};

}  // namespace

struct Connection::Poll {
    std::optional<std::string> text;
    bool done = false;  ///< only the I/O thread touches it
};

/// Asks the stream on the pool. If the pool is full, this counts as quiet: requests go first.
asio::awaitable<std::shared_ptr<Connection::Poll>> Connection::poll(std::shared_ptr<Stream> stream) {
    auto poll = std::make_shared<Poll>();                             // shared by the coroutine and the job on the pool
    auto job = [self = shared_from_this(), poll, stream]() mutable {  // ownership moves on, as in wait_for_handler
        try {
            poll->text = stream->poll();
        } catch (...) {
            telemetry::log(telemetry::Level::Error, "http.stream-failed", {});
        }
        stream.reset();
        auto& context = self->io_.context;
        asio::post(context, [self = std::move(self), poll = std::move(poll)] {
            poll->done = true;
            self->channel_.signal();
        });
    };
    if (shared_.pool.offer(std::hash<const Connection*>{}(this), std::move(job)) == HandlerPool::Offer::Full) {
        poll->text.emplace();
        co_return poll;
    }
    while (!poll->done) co_await channel_.wait_for_signal(SteadyTime::max());
    co_return poll;
}

asio::awaitable<bool> Connection::send_event(std::string_view text, int minor_version) {
    const auto frame = minor_version == 0 ? std::string(text) : fmt::format("{:x}\r\n{}\r\n", text.size(), text);
    const bool sent = co_await channel_.write(frame, {}, shared_.options.limits.write_stall);
    co_return sent;
}

/// Ends with the stream, with the client, or when the server drains.
asio::awaitable<void> Connection::send_events(std::shared_ptr<Stream> stream, int minor_version) {
    const auto& limits = shared_.options.limits;
    auto last_sent = now();
    while (!left_ && !shared_.draining) {
        woken_ = false;
        const auto polled = co_await poll(stream);
        if (!polled->text || left_) break;
        const bool quiet = polled->text->empty();
        if (!quiet || now() - last_sent >= limits.stream_keep_alive) {
            // A variable of its own: GCC 12 destroys a temporary of a co_await expression twice.
            const std::string_view text = quiet ? kKeepAliveComment : std::string_view(*polled->text);
            const bool sent = co_await send_event(text, minor_version);
            if (!sent) co_return;
            last_sent = now();
        }
        if (quiet && !woken_ && !left_ && !shared_.draining) co_await channel_.wait_for_signal(now() + limits.stream_poll);
    }
    if (minor_version == 1 && !left_) co_await channel_.write("0\r\n\r\n", {}, limits.write_stall);
}

/// A client that goes away is noticed when its end of the stream can be read, long before a write fails. One that sends more instead is
/// watched no further; a write will tell.
asio::awaitable<void> Connection::watch_for_leaving(std::shared_ptr<Connection> self) {
    auto& channel = self->channel_;
    for (;;) {
        const auto [error] =
            co_await channel.socket().async_wait(asio::ip::tcp::socket::wait_read, asio::as_tuple(asio::use_awaitable));
        if (error) co_return;
        const auto seen = channel.peek();
        if (seen == Channel::Peek::Bytes) co_return;
        if (seen == Channel::Peek::Gone) break;
    }
    self->left_ = true;
    channel.signal();
}

asio::awaitable<void> Connection::stream(std::shared_ptr<Exchange> exchange, int minor_version) {
    auto& response = exchange->response;
    const std::shared_ptr<Stream> stream =
        std::get<std::unique_ptr<Stream>>(std::exchange(response.body, {}));  // shared with polls
    if (!shared_.admission.open_stream()) {
        shared_.metrics.add("bespoke_http_rejected_total", {{"reason", "streams"}});
        response = error_answer(shared_.error_page, 503, "overloaded", exchange->request.trace);
        co_await write_response(*exchange, minor_version, false);
        note(*exchange, false);
        co_return;
    }
    shared_.metrics.change("bespoke_http_streams", {}, 1);
    const StreamPlace place{shared_};
    note(*exchange, true);
    const auto head =
        response_head(response.status, response.headers,
                      {minor_version, Persistence::Close, minor_version == 0 ? BodyEnd::Close : BodyEnd::Chunks, 0});
    const bool written = co_await channel_.write(head, {}, shared_.options.limits.write_stall);
    if (!written || exchange->request.method == "HEAD") co_return;
    wake_link_ = std::make_shared<WakeLink>();
    wake_link_->tie([weak = weak_from_this(), context = &io_.context] {
        asio::post(*context, [weak] {
            const auto self = weak.lock();
            if (!self) return;
            self->woken_ = true;
            self->channel_.signal();
        });
    });
    stream->set_wake([link = wake_link_] { link->wake(); });
    asio::co_spawn(io_.context, watch_for_leaving(shared_from_this()), asio::detached);
    co_await send_events(stream, minor_version);
    ignore_wakes();
    boost::system::error_code ignored;
    channel_.socket().cancel(ignored);  // ends the watch
}

}  // namespace bespoke::http
