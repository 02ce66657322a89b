#include "http/answering.hpp"

#include <array>

#include "http/compression.hpp"
#include "http/response_head.hpp"
#include "telemetry/log.hpp"

namespace bespoke::http {
namespace {

constexpr std::string_view kRetryAfterSeconds = "1";

Response run_handler(const Exchange& exchange, const Handler& handler, const ErrorPage& page) {
    const auto& request = exchange.request;
    // Nobody reads an answer that late any more, and whoever waited behind is later still.
    if (request.deadline.passed()) return error_answer(page, 503, "overloaded", request.trace);
    std::string what = "unknown exception";
    try {
        auto response = handler(request);
        if (is_safe(response)) return response;
        what = "unsafe response header";
    } catch (const std::exception& error) {
        what = error.what();
    } catch (...) {
        // what keeps its first words
    }
    telemetry::log(telemetry::Level::Error, "http.handler-failed", request.trace.trace_id, {{"what", std::string_view(what)}});
    return error_answer(page, 500, "internal", request.trace);
}

void add_trace(Fields& headers, const telemetry::Trace& trace) {
    headers.set("traceparent", telemetry::to_traceparent(trace));
    headers.set("x-request-id", trace.trace_id);
}

}  // namespace

Response error_answer(const ErrorPage& page, int status, std::string_view slug, const telemetry::Trace& trace) {
    Response response;
    try {
        response = page(status, slug, trace);
    } catch (...) {
        telemetry::log(telemetry::Level::Error, "http.error-page-failed", trace.trace_id, {{"slug", slug}});
        response = {};
    }
    if (!is_safe(response) || std::holds_alternative<std::unique_ptr<Stream>>(response.body)) response = {};
    response.status = status;
    if (status == 503 && !response.headers.get("Retry-After"))
        response.headers.set("Retry-After", std::string(kRetryAfterSeconds));
    add_trace(response.headers, trace);
    return response;
}

void answer(Exchange& exchange, const Handler& handler, const ErrorPage& page) {
    exchange.response = run_handler(exchange, handler, page);
    auto& headers = exchange.response.headers;
    if (const auto operation = headers.get("x-operation")) {
        exchange.operation = *operation;
        headers.remove("x-operation");
    }
    add_trace(headers, exchange.request.trace);
    if (may_have_body(exchange.response.status)) compress(exchange.response, exchange.request);
}

std::string_view status_class(int status) {
    constexpr std::array<std::string_view, 6> classes = {"other", "1xx", "2xx", "3xx", "4xx", "5xx"};
    return status >= 100 && status < 600 ? classes[static_cast<std::size_t>(status / 100)] : classes[0];
}

std::string_view method_label(std::string_view method) {
    for (const std::string_view known : {"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE"})
        if (method == known) return known;
    return "other";
}

}  // namespace bespoke::http
