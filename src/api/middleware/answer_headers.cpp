#include "api/middleware/answer_headers.hpp"

namespace bespoke::api {
namespace {

std::string_view cache_control(const OperationSpec* operation, const http::Response& response) {
    const bool is_public = operation != nullptr && operation->access == Access::Public && operation->method == "GET";
    if (is_public && response.headers.get("ETag")) return "public, max-age=300";
    return "no-store";
}

}  // namespace

void add_security_headers(const OperationSpec* operation, http::Response& response) {
    auto& headers = response.headers;
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "no-referrer");
    if (!headers.get("Content-Security-Policy"))
        headers.set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
    if (!headers.get("Cache-Control")) headers.set("Cache-Control", std::string(cache_control(operation, response)));
}

bool Cors::allows(const http::Request& request) const {
    const auto origin = request.headers.get("Origin");
    return origin && std::ranges::find(origins_, *origin) != origins_.end();
}

void Cors::add(const http::Request& request, http::Response& response) const {
    if (origins_.empty()) return;
    response.headers.add("Vary", "Origin");
    if (!allows(request)) return;
    response.headers.set("Access-Control-Allow-Origin", std::string(*request.headers.get("Origin")));
    response.headers.set("Access-Control-Expose-Headers",
                         "ETag, Location, Retry-After, RateLimit, RateLimit-Policy, Idempotency-Replayed");
    response.headers.set("Cross-Origin-Resource-Policy", "cross-origin");
}

http::Response Cors::preflight(const http::Request& request, const std::vector<std::string>& methods) const {
    http::Response response;
    response.status = 204;
    const auto all = fmt::format("{}, OPTIONS", fmt::join(methods, ", "));
    response.headers.set("Allow", all);
    if (!allows(request)) return response;
    response.headers.set("Access-Control-Allow-Methods", all);
    response.headers.set(
        "Access-Control-Allow-Headers",
        "Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, Last-Event-ID, Range, traceparent");
    response.headers.set("Access-Control-Max-Age", "600");
    return response;
}

}  // namespace bespoke::api
