#include "http/connection.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <exception>

#include "http/response_head.hpp"
#include "telemetry/log.hpp"

namespace bespoke::http {
namespace asio = boost::asio;
namespace {

constexpr std::uint64_t kLeastBytesASecond = 500;
constexpr std::chrono::milliseconds kLingerTime{1'000};
constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";

SteadyTime now() { return std::chrono::steady_clock::now(); }

std::string_view body_of(const Response& response) {
    if (const auto* text = std::get_if<std::string>(&response.body)) return *text;
    if (const auto* bytes = std::get_if<Bytes>(&response.body)) return as_text(*bytes);
    return {};
}

telemetry::Trace trace_of(const Head& head) {
    const auto header = head.headers.count("traceparent") == 1 ? head.headers.get("traceparent") : std::nullopt;
    const auto parent = header ? telemetry::parse_traceparent(*header) : std::nullopt;
    return parent ? telemetry::child_of(*parent) : telemetry::new_trace();
}

/// Requests with one credential wait in one lane, those without in one a client. Who asks is not known yet, and need not be: made-up
/// credentials gain no more than more connections would.
HandlerPool::Lane lane_of(const Request& request) {
    const auto credential = request.headers.get("authorization");
    return std::hash<std::string_view>{}(credential ? *credential : std::string_view(request.peer));
}

/// A body that ends early has another length than its header says; a header that does is just cut.
std::string_view cut_short_slug(const RequestParser& parser) {
    return parser.phase() == RequestParser::Phase::Body ? "bad-framing" : "bad-request";
}

/// False for bytes that no request can begin with: a method in capitals, a space and a target (RFC 9112 section 3).
bool may_begin_request(std::string_view bytes) {
    constexpr std::string_view kCapitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    if (bytes.starts_with("\r\n")) bytes.remove_prefix(2);
    const auto end = bytes.find_first_not_of(kCapitals);
    if (end == std::string_view::npos) return true;  // not whole yet
    return end > 0 && bytes[end] == ' ' &&
           (end + 1 == bytes.size() || std::string_view("/*h").find(bytes[end + 1]) != std::string_view::npos);
}

}  // namespace

void Connection::serve(Shared& shared, IoThread& io, asio::ip::tcp::socket socket, Peer peer) {
    auto self = std::make_shared<Connection>(shared, io, std::move(socket), std::move(peer));
    self->channel_.keep_alive_by(self);
    asio::co_spawn(io.context, run(self), [](const std::exception_ptr& error) {
        if (error)
            telemetry::log(telemetry::Level::Error, "http.connection-failed", {});  // memory ran out; the connection is gone
    });
}

Connection::Connection(Shared& shared, IoThread& io, asio::ip::tcp::socket socket, Peer peer)
    : shared_(shared), io_(io), channel_(std::move(socket)), peer_(std::move(peer)) {
    io_.connections.insert(this);
    shared_.metrics.add("bespoke_http_connections_total");
    shared_.metrics.change("bespoke_http_connections", {}, 1);
}

Connection::~Connection() {
    io_.connections.erase(this);
    channel_.close();
    shared_.metrics.change("bespoke_http_connections", {}, -1);
    shared_.admission.leave(peer_.network);
}

void Connection::on_drain() {
    if (idle_) channel_.cancel();
    channel_.signal();
}

void Connection::cut_off() {
    left_ = true;
    channel_.cancel();
    channel_.close();
    channel_.signal();
}

asio::awaitable<void> Connection::run(std::shared_ptr<Connection> self) {
    auto next = Next::Request;
    while (next == Next::Request) {
        RequestParser parser(self->shared_.options.limits);
        BodyShare share(self->shared_.admission);
        const auto reading = co_await self->read_request(parser, share);
        next = Next::Close;
        if (reading == Reading::Refused) co_await self->write_refusal();
        if (reading == Reading::Whole) next = co_await self->exchange_one(parser);
        share.release();
        self->note_levels();
    }
    if (self->wrote_) co_await self->channel_.linger(self->io_.scratch, kLingerTime, self->shared_.options.limits.body_bytes);
    self->channel_.close();
}

void Connection::consume(RequestParser& parser, std::string_view bytes) {
    using Phase = RequestParser::Phase;
    const auto before = parser.phase();
    const auto used = parser.feed(bytes);
    if (parser.phase() != Phase::Refused) input_.assign(bytes.substr(used));
    if (before == Phase::Start) head_since_ = now();
    if (before < Phase::Body && parser.phase() >= Phase::Body) body_since_ = now();
}

/// The header's time is absolute and the body's grows with what came, so that no drip holds a connection for long.
SteadyTime Connection::reading_deadline(const RequestParser& parser) {
    const auto& limits = shared_.options.limits;
    if (parser.phase() == RequestParser::Phase::Start) return now() + limits.idle_time;
    if (parser.phase() == RequestParser::Phase::Head) return head_since_ + limits.header_time;
    return body_since_ + limits.body_time + std::chrono::seconds(parser.body().size() / kLeastBytesASecond);
}

Connection::Reading Connection::refuse(const Refusal& why) {
    refusal_ = why;
    return Reading::Refused;
}

Connection::Reading Connection::on_late(const RequestParser& parser) {
    if (parser.phase() == RequestParser::Phase::Start) return Reading::Closed;
    return refuse({408, "request-timeout", parser.phase() == RequestParser::Phase::Head ? "slow-header" : "slow-body"});
}

/// A length that is too short leaves the rest of the body behind: nothing of such a request may be done.
Connection::Reading Connection::whole(const RequestParser& parser) {
    if (parser.body().empty() || may_begin_request(input_)) return Reading::Whole;
    return refuse({400, "bad-framing", "body-beyond-length"});
}

/// Tells a client that waits for it to send the body (RFC 9110 section 10.1.1); false if it is gone.
asio::awaitable<bool> Connection::say_continue(const RequestParser& parser) {
    if (!parser.head().expects_continue || !parser.body().empty()) co_return true;
    co_return co_await channel_.write(kContinue, {}, shared_.options.limits.write_stall);
}

asio::awaitable<Connection::Reading> Connection::read_request(RequestParser& parser, BodyShare& share) {
    using Phase = RequestParser::Phase;
    const auto pending = std::exchange(input_, {});
    if (!pending.empty()) consume(parser, pending);
    for (bool continued = false;;) {
        if (parser.phase() == Phase::Refused) co_return refuse(parser.refusal());
        if (!share.grow_to(parser.body().size())) co_return refuse({503, "overloaded", "bodies-in-flight"});
        if (parser.phase() == Phase::Whole) co_return whole(parser);
        if (parser.phase() == Phase::Body && !std::exchange(continued, true)) {
            const bool alive = co_await say_continue(parser);
            if (!alive) co_return Reading::Closed;
        }
        if (shared_.draining && parser.phase() == Phase::Start) co_return Reading::Closed;
        idle_ = parser.phase() == Phase::Start;
        const auto wait = co_await channel_.wait_for(Channel::Direction::Read, reading_deadline(parser));
        idle_ = false;
        if (wait == Channel::Wait::Broken) co_return Reading::Closed;
        if (wait == Channel::Wait::TimedOut) co_return on_late(parser);
        const auto bytes = channel_.read_into(io_.scratch);
        if (bytes && bytes->empty() && parser.phase() == Phase::Start) co_return Reading::Closed;
        if (bytes && bytes->empty()) co_return refuse({400, cut_short_slug(parser), "cut-short"});
        if (bytes) consume(parser, {bytes->data(), bytes->size()});
    }
}

std::shared_ptr<Exchange> Connection::make_exchange(RequestParser& parser) {
    auto head = parser.take_head();
    auto exchange = std::make_shared<Exchange>();  // shared by the coroutine and the job on the pool
    auto& request = exchange->request;
    request.trace = trace_of(head);
    request.method = std::move(head.method);
    request.target = std::move(head.target.whole);
    request.path = std::move(head.target.path);
    request.query = std::move(head.target.query);
    request.headers = std::move(head.headers);
    request.body = parser.take_body();
    request.peer = peer_.address;
    request.deadline = Deadline::after(shared_.options.limits.request_time);
    return exchange;
}

asio::awaitable<Connection::Next> Connection::exchange_one(RequestParser& parser) {
    const int minor_version = parser.head().minor_version;
    const bool asked_to_keep = parser.head().keep_alive;
    const auto exchange = make_exchange(parser);
    co_await wait_for_handler(exchange);
    wrote_ = true;
    if (std::holds_alternative<std::unique_ptr<Stream>>(exchange->response.body)) {
        co_await stream(exchange, minor_version);
        co_return Next::Close;
    }
    const bool keep = asked_to_keep && !shared_.draining;
    const bool written = co_await write_response(*exchange, minor_version, keep);
    note(*exchange, false);
    co_return written&& keep ? Next::Request : Next::Close;
}

asio::awaitable<void> Connection::wait_for_handler(std::shared_ptr<Exchange> exchange) {
    // Ownership moves on with the work: were the job to let go of the connection last, it would die on the wrong thread.
    auto job = [self = shared_from_this(), exchange]() mutable {
        answer(*exchange, self->shared_.handler, self->shared_.error_page);
        auto& context = self->io_.context;
        asio::post(context, [self = std::move(self), exchange = std::move(exchange)] {
            exchange->answered = true;
            self->channel_.signal();
        });
    };
    auto& metrics = shared_.metrics;
    if (shared_.pool.offer(lane_of(exchange->request), std::move(job)) == HandlerPool::Offer::Full) {
        metrics.add("bespoke_http_rejected_total", {{"reason", "queue-full"}});
        exchange->response = error_answer(shared_.error_page, 503, "overloaded", exchange->request.trace);
        co_return;
    }
    note_levels();
    metrics.change("bespoke_http_requests_in_flight", {}, 1);
    while (!exchange->answered) co_await channel_.wait_for_signal(SteadyTime::max());
    metrics.change("bespoke_http_requests_in_flight", {}, -1);
}

void Connection::note_levels() {
    shared_.metrics.set("bespoke_http_queued_requests", {}, static_cast<double>(shared_.pool.queued()));
    shared_.metrics.set("bespoke_http_body_bytes", {}, static_cast<double>(shared_.admission.bytes()));
}

asio::awaitable<bool> Connection::write_response(Exchange& exchange, int minor_version, bool keep) {
    const auto& response = exchange.response;
    const auto body = body_of(response);
    const auto end = may_have_body(response.status) ? BodyEnd::Length : BodyEnd::NoBody;
    const auto head = response_head(response.status, response.headers,
                                    {minor_version, keep ? Persistence::KeepAlive : Persistence::Close, end, body.size()});
    const bool bare = end == BodyEnd::NoBody || exchange.request.method == "HEAD";
    co_return co_await channel_.write(head, bare ? std::string_view() : body, shared_.options.limits.write_stall);
}

asio::awaitable<void> Connection::write_refusal() {
    const auto trace = telemetry::new_trace();
    shared_.metrics.add("bespoke_http_rejected_total", {{"reason", refusal_.status == 503 ? refusal_.cause : refusal_.slug}});
    telemetry::log(telemetry::Level::Debug, "http.refused", trace.trace_id,
                   {{"status", refusal_.status}, {"cause", refusal_.cause}});
    const auto response = error_answer(shared_.error_page, refusal_.status, refusal_.slug, trace);
    const auto body = body_of(response);
    const auto head = response_head(response.status, response.headers, {1, Persistence::Close, BodyEnd::Length, body.size()});
    wrote_ = true;
    co_await channel_.write(head, body, shared_.options.limits.write_stall);
}

void Connection::note(const Exchange& exchange, bool is_stream) {
    const auto& request = exchange.request;
    const auto method = method_label(request.method);
    const auto status = exchange.response.status;
    const double seconds = std::chrono::duration<double>(now() - exchange.began).count();
    shared_.metrics.add("bespoke_http_requests_total",
                        {{"method", method}, {"operation", exchange.operation}, {"status", status_class(status)}});
    if (!is_stream)
        shared_.metrics.observe("bespoke_http_request_duration_seconds", {{"operation", exchange.operation}}, seconds);
    telemetry::log(status >= 500 ? telemetry::Level::Warning : telemetry::Level::Info, "http.request", request.trace.trace_id,
                   {{"method", method},
                    {"operation", std::string_view(exchange.operation)},
                    {"status", status},
                    {"ms", seconds * 1000},
                    {"request_bytes", static_cast<std::int64_t>(request.body.size())},
                    {"response_bytes", static_cast<std::int64_t>(body_of(exchange.response).size())}});
}

}  // namespace bespoke::http
