#include "adapters/aws/core/sending.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <thread>

#include "adapters/aws/core/fault_class.hpp"
#include "adapters/aws/core/fault_reader.hpp"
#include "adapters/aws/core/sigv4.hpp"
#include "base/bytes.hpp"
#include "base/strict_json.hpp"
#include "base/web_url.hpp"
#include "crypto/random.hpp"
#include "telemetry/log.hpp"

namespace bespoke::adapters::aws {
namespace {

using std::chrono::milliseconds;

double random_fraction() {
    std::uint64_t bits = 0;
    crypto::fill_random(std::as_writable_bytes(std::span(&bits, 1)));
    constexpr int kMantissaBits = 53;
    return static_cast<double>(bits >> (64 - kMantissaBits)) / static_cast<double>(std::uint64_t{1} << kMantissaBits);
}

Error our_mistake(std::string detail) {
    return fail(ErrorCode::Internal, "aws-request", "The server made a mistake; its operator finds the cause in the log.",
                std::move(detail))
        .value();
}

SigningOptions signing_options(const Call& call) {
    SigningOptions options;
    if (call.service == Service::S3) options.path = SigningOptions::Path::AsSent;
    if (call.service == Service::S3 || call.service == Service::OpenSearchServerless)
        options.content_hash = SigningOptions::ContentHash::InHeader;
    if (call.payload == Call::Payload::Unsigned) options.payload = SigningOptions::Payload::Unsigned;
    return options;
}

std::string query_text(const Fields& query) {
    std::string out;
    for (const auto& [name, value] : query)
        out += fmt::format("{}{}={}", out.empty() ? "" : "&", percent_encode(name), percent_encode(value));
    return out;
}

/// What goes over the wire is what gets signed: no byte that libcurl or a proxy would read otherwise.
bool is_wire_path(std::string_view path) {
    return path.starts_with('/') &&
           std::ranges::all_of(path, [](char c) { return c > 0x20 && c < 0x7f && c != '?' && c != '#'; });
}

}  // namespace

Sending::Sending(Sender& sender, const Call& call, const Caller& caller, Deadline deadline, Expect expect)
    : sender_(sender),
      call_(call),
      caller_(caller),
      deadline_(deadline),
      expect_(expect),
      operation_(fmt::format("{}.{}", traits(call.service).name, call.operation)) {}

Status Sending::prepare() {
    const auto refuse = [](std::string detail) { return tl::unexpected(our_mistake(std::move(detail))); };
    const auto& endpoints = sender_.options.endpoints;
    auto base = endpoints.url(call_.service);
    if (!endpoints.is_overridden(call_.service)) base.insert(base.find("//") + 2, call_.host_prefix);
    const auto url = parse_web_url(base);
    if (!url) return refuse("endpoint: " + url.error().detail);
    if (!is_wire_path(call_.path)) return refuse("path");
    for (const auto& [name, value] : call_.headers)
        if (!is_well_formed_header(name, value)) return refuse("header");
    path_ = (url->target == "/" ? "" : url->target) + call_.path;
    url_ = url->str();
    url_.resize(url_.size() - url->target.size());
    host_ = url_.substr(url_.find("//") + 2);
    query_ = query_text(call_.query);
    body_sha256_ = call_.payload == Call::Payload::Signed ? sha256_hex(as_bytes(call_.body)) : std::string();
    return {};
}

Answer<Reply> Sending::run() {
    if (auto prepared = prepare(); !prepared) return tl::unexpected(no_answer("Request", std::move(prepared.error())));
    for (int retries = 0;;) {
        auto answer = attempt();
        if (answer) {
            sender_.budget.give_back(last_cost_ > 0 ? last_cost_ : 1);
            log(nullptr, &*answer);
            return answer;
        }
        if (put_right(answer.error())) continue;
        if (wait_before(++retries, answer.error())) continue;
        log(&answer.error(), nullptr);
        return answer;
    }
}

Answer<Reply> Sending::attempt() {
    date_.clear();
    retry_after_.clear();
    request_id_.clear();
    sent_ = WireReply::Sent::Nothing;
    if (deadline_.passed())
        return tl::unexpected(
            no_answer("Timeout", fail(ErrorCode::Timeout, "deadline", "There was no time left; try again.").value()));
    const auto credentials = sender_.source.credentials(caller_);
    if (!credentials) return tl::unexpected(no_answer("Credentials", credentials.error()));
    access_key_id_ = credentials->access_key_id;
    ++attempts_;
    const auto request = signed_request(*credentials);
    ends_with_deadline_ = request.timeout >= deadline_.left();
    auto reply = sender_.transport.exchange(request);
    date_ = reply.header("date");
    retry_after_ = reply.header("x-amz-retry-after");
    request_id_ = request_id_of(reply);
    sent_ = reply.sent;
    return judge(std::move(reply));
}

WireRequest Sending::signed_request(const Credentials& credentials) const {
    const auto& service = traits(call_.service);
    UnsignedRequest request{call_.method, path_, call_.query, call_.headers, {}, body_sha256_};
    request.headers.emplace_back("host", host_);
    const SigningScope scope{sender_.options.endpoints.region(), std::string(service.signing_name), sender_.clock.now()};
    auto added = sign_headers(request, credentials, scope, signing_options(call_));
    WireRequest wire;
    wire.method = call_.method;
    wire.url = url_ + path_ + (query_.empty() ? "" : "?" + query_);
    wire.headers = std::move(request.headers);
    std::ranges::move(added, std::back_inserter(wire.headers));
    const auto trace = sender_.options.trace ? sender_.options.trace() : std::string();
    if (!trace.empty() && is_well_formed_header("x-amzn-trace-id", trace)) wire.headers.emplace_back("x-amzn-trace-id", trace);
    wire.body = call_.body;
    wire.max_response_bytes = call_.max_response_bytes;
    wire.connect_timeout = sender_.options.connect_timeout;
    const auto longest = call_.attempt_timeout.count() > 0 ? call_.attempt_timeout : sender_.options.attempt_timeout;
    wire.timeout = std::min(longest, deadline_.left());
    wire.ca_file = sender_.options.ca_file;
    if (call_.retry == Call::Retry::Once) wire.connection = WireRequest::Connection::Fresh;
    return wire;
}

Status Sending::read_output(std::string_view body) {
    constexpr std::size_t kMaxDepth = 128;  // a stored item alone may nest 32 deep, two levels a step
    if (body.empty()) return {};
    auto output = parse_strict_json(body, {.bytes = call_.max_response_bytes, .depth = kMaxDepth});
    if (output && output->is_object()) {
        output_ = *std::move(output);
        return {};
    }
    return fail(ErrorCode::Unavailable, "aws-unavailable", "A service that is needed does not answer properly; try again later.",
                "the reply is no JSON object");
}

Answer<Reply> Sending::judge(WireReply reply) {
    if (reply.ended != WireReply::Ended::Whole) return tl::unexpected(not_whole(reply));
    constexpr int kFirstOk = 200, kFirstOther = 300;
    if (reply.status < kFirstOk || reply.status >= kFirstOther) return tl::unexpected(read_fault(reply, operation_));
    if (call_.service == Service::S3 && call_.method != "GET" && is_error_in_disguise(reply.body)) {
        reply.status = 500;
        return tl::unexpected(read_fault(reply, operation_));
    }
    if (expect_ == Expect::JsonObject)
        if (auto read = read_output(reply.body); !read) return tl::unexpected(no_answer("Reply", std::move(read.error())));
    return Reply{reply.status, std::move(reply.headers), std::move(reply.body)};
}

Fault Sending::no_answer(std::string code, Error cause) const {
    Fault fault;
    fault.code = std::move(code);
    fault.operation = operation_;
    fault.request_id = request_id_;
    fault.message = cause.detail;
    fault.cause = std::move(cause);
    return fault;
}

Fault Sending::not_whole(const WireReply& reply) const {
    using Ended = WireReply::Ended;
    const auto away = [&](std::string_view reason) {
        return fail(ErrorCode::Unavailable, std::string(reason), "A service that is needed does not answer; try again later.",
                    reply.detail)
            .value();
    };
    switch (reply.ended) {
        case Ended::TimedOut:
            if (!ends_with_deadline_) return no_answer("Timeout", away("aws-unavailable"));
            return no_answer(
                "Timeout",
                fail(ErrorCode::Timeout, "deadline", "The service did not answer in time; try again.", reply.detail).value());
        case Ended::Tls: return no_answer("Tls", away("aws-unavailable"));
        case Ended::TooLarge:
            return no_answer("TooLarge", fail(ErrorCode::LimitExceeded, "response-too-large",
                                              "A service's answer is larger than allowed; ask for less.", reply.detail)
                                             .value());
        default: return no_answer("Connect", away("aws-unavailable"));
    }
}

bool Sending::put_right(const Fault& fault) {
    // The reply to a HEAD has no body to say why: 403 may be the date, 400 may be the keys.
    const bool is_wordless = call_.method == "HEAD" && fault.message.empty();
    const bool may_be_date = is_refusal_of_signature(fault) || (is_wordless && fault.status == 403);
    const bool may_be_keys = is_refusal_of_credentials(fault) || (is_wordless && fault.status == 400);
    if (may_be_date && !std::exchange(clock_set_, true))
        if (sender_.clock.learn(date_) == CorrectedClock::Change::Corrected) return true;
    if (may_be_keys && !std::exchange(renewed_, true)) {
        sender_.source.refused(caller_, access_key_id_);
        const auto others = sender_.source.credentials(caller_);
        return others && others->access_key_id != access_key_id_;
    }
    return false;
}

bool Sending::wait_before(int attempt, const Fault& fault) {
    const auto& options = sender_.options.retry;
    if (attempt >= options.max_attempts || !is_worth_another_try(fault)) return false;
    if (call_.retry == Call::Retry::Once && sent_ != WireReply::Sent::Nothing) return false;
    const auto delay = retry_delay(options, fault, attempt, options.random ? options.random() : random_fraction(), retry_after_);
    if (delay >= deadline_.left()) return false;
    const int cost = fault.code == "Timeout" ? options.timeout_cost : options.cost;
    if (!sender_.budget.take(cost)) return false;
    last_cost_ = cost;
    if (options.pause)
        options.pause(delay);
    else
        std::this_thread::sleep_for(delay);
    return true;
}

void Sending::log(const Fault* fault, const Reply* reply) const {
    using telemetry::Level;
    // Some answers that are no success are part of the game: a condition that does not hold, an object that is not there.
    const auto code = fault != nullptr ? to_error(*fault).code : ErrorCode::NotFound;
    const bool is_odd = code == ErrorCode::Unavailable || code == ErrorCode::Timeout || code == ErrorCode::Forbidden;
    const auto took = std::chrono::duration_cast<milliseconds>(Deadline::Clock::now() - began_);
    // The last attempt's, unless the fault's own text names one.
    const std::string_view request_id = fault != nullptr ? fault->request_id : request_id_;
    const std::int64_t status = fault != nullptr ? fault->status : reply->status;
    telemetry::log(is_odd ? Level::Warning : Level::Debug, "aws-call", "",
                   {{"operation", operation_},
                    {"status", status},
                    {"code", fault != nullptr ? std::string_view(fault->code) : std::string_view{}},
                    {"attempts", std::int64_t{attempts_}},
                    {"milliseconds", std::int64_t{took.count()}},
                    {"request_id", request_id}});
}

}  // namespace bespoke::adapters::aws
