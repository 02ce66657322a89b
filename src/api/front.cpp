#include "api/front.hpp"

#include <array>

#include "api/conditional.hpp"
#include "api/problem.hpp"
#include "telemetry/log.hpp"

namespace bespoke::api {
namespace {

constexpr int kInternal = 500, kUnavailable = 503;

void log_failure(const Error& error, const http::Request& request, std::string_view operation) {
    const int status = status_of(error);
    if (status < kInternal) return;
    telemetry::log(
        status == kUnavailable ? telemetry::Level::Warning : telemetry::Level::Error, "request-failed", request.trace.trace_id,
        {{"operation", operation}, {"status", std::int64_t{status}}, {"reason", error.reason}, {"detail", error.detail}});
}

Status check_operations(const Document& document, const Operations& operations) {
    std::string missing;
    for (const auto& spec : document.operations()) {
        if (!operations.contains(spec->id)) missing += " -" + spec->id;
    }
    for (const auto& [id, operation] : operations) {
        if (document.find(id) == nullptr) missing += " +" + id;
    }
    if (missing.empty()) return {};
    return fail(ErrorCode::Internal, "operations",
                "The interface and its description do not match; tell the operator to install the program anew.",
                "missing (-) or unknown (+):" + missing);
}

/// What a host may be made of, so that a forged Host can't put anything else into links.
bool is_authority(std::string_view host) {
    return !host.empty() && host.size() <= 255 &&
           host.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-:[]_") ==
               std::string_view::npos;
}

/// A link that was given for another method; other methods than these are none of ours.
bool names_a_signature(const http::Request& request) {
    constexpr std::array<std::string_view, 6> kSignable = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"};
    return std::ranges::find(kSignable, request.method) != kSignable.end() &&
           request.query.find("signature=") != std::string::npos;
}

}  // namespace

Front::Front(Parts parts) : parts_(std::move(parts)), router_(parts_.document), cors_(parts_.options.cors_origins) {}

Result<std::unique_ptr<Front>> Front::create(Parts parts) {
    if (auto whole = check_operations(parts.document, parts.operations); !whole) return tl::unexpected(whole.error());
    return std::unique_ptr<Front>(new Front(std::move(parts)));
}

std::string Front::base_url(const http::Request& request) const {
    if (!parts_.options.public_url.empty()) {
        const auto& url = parts_.options.public_url;
        return url.ends_with('/') ? url.substr(0, url.size() - 1) : url;
    }
    const auto host = request.headers.get("Host").value_or("");
    return fmt::format("http://{}", is_authority(host) ? host : "localhost");
}

http::Response Front::answer_without_operation(const http::Request& request, const Route& route) const {
    const auto& trace = request.trace.trace_id;
    if (route.allowed.empty()) return problem({ErrorCode::NotFound, "not-found", {}, {}, {}}, trace);
    if (request.method == "OPTIONS") return cors_.preflight(request, route.allowed);
    if (route.link == Route::Link::Signed && names_a_signature(request)) {
        return problem({ErrorCode::Forbidden, "bad-signature", "The link was signed for another method.", {}, {}}, trace);
    }
    const auto methods = fmt::format("{}, OPTIONS", fmt::join(route.allowed, ", "));
    auto response = problem(
        {ErrorCode::InvalidInput, "method-not-allowed", fmt::format("This method is not taken here; use {}.", methods), {}, {}},
        trace);
    response.headers.set("Allow", methods);
    return response;
}

Result<http::Response> Front::run_operation(Exchange& exchange) const {
    try {
        return run(parts_.middlewares, exchange,
                   [this](Exchange& inner) { return parts_.operations.at(inner.spec.id)(inner.call); });
    } catch (const std::exception& error) {
        return fail(ErrorCode::Internal, "internal",
                    "Something went wrong on our side; quote the instance when you ask for help.", error.what());
    }
}

http::Response Front::answer_operation(const http::Request& request, const Route& route) const {
    const auto& spec = *route.operation;
    Exchange exchange{request, spec, route, Call{request, spec.id, {}, {}, {}, {}, {}, {}, base_url(request)}, {}};
    auto result = run_operation(exchange);
    if (!result) log_failure(result.error(), request, spec.id);
    auto response = result ? conditional(request, std::move(*result)) : problem(result.error(), request.trace.trace_id);
    for (const auto& [name, value] : exchange.headers.all()) response.headers.set(name, value);
    response.headers.set("x-operation", spec.id);
    return response;
}

http::Response Front::answer(const http::Request& request) const {
    const auto route = router_.find(request.method, request.path);
    auto response = route.operation != nullptr ? answer_operation(request, route) : answer_without_operation(request, route);
    add_security_headers(route.operation, response);
    cors_.add(request, response);
    return response;
}

}  // namespace bespoke::api
