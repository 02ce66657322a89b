#include "api/problem.hpp"

#include <nlohmann/json.hpp>

#include "api/problem_table.hpp"

namespace bespoke::api {
namespace {

using nlohmann::ordered_json;

constexpr int kNotAuthenticated = 401, kNotFound = 404, kPreconditionFailed = 412, kTooManyRequests = 429, kInternal = 500,
              kUnavailable = 503;

constexpr std::string_view kNothingHere = "There is no such thing here; check the id, or list what there is.";

int status_of_code(ErrorCode code) {
    switch (code) {
        case ErrorCode::InvalidInput: return 400;
        case ErrorCode::NotFound: return kNotFound;
        case ErrorCode::Conflict: return 409;
        case ErrorCode::LimitExceeded: return 422;
        case ErrorCode::Forbidden: return 403;
        case ErrorCode::Unavailable:
        case ErrorCode::Timeout: return kUnavailable;
        case ErrorCode::Corrupt:
        case ErrorCode::Internal: return kInternal;
    }
    return kInternal;
}

bool well_formed(std::string_view slug) {
    return !slug.empty() && slug.size() <= 64 &&
           slug.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string_view::npos;
}

/// What is said of faults whose own texts are not for everyone.
std::optional<std::string_view> fixed_detail(int status) {
    switch (status) {
        case kNotAuthenticated:
            return "The access token or API key is missing, expired or not valid; send a valid one as Bearer token.";
        case kNotFound: return kNothingHere;
        case kInternal: return "Something went wrong on our side; quote the instance when you ask for help.";
        default: return std::nullopt;
    }
}

std::string code_slug(const Error& error) {
    switch (error.code) {
        case ErrorCode::InvalidInput: return "bad-request";
        case ErrorCode::Timeout:
        case ErrorCode::Unavailable: return "unavailable";
        default: return std::string(to_string(error.code));
    }
}

/// JSON whatever the bytes are: an error's text can hold a piece of input.
std::string dump(const ordered_json& body) { return body.dump(-1, ' ', false, ordered_json::error_handler_t::replace); }

ordered_json body_of(const Error& error, int status, std::string_view trace_id) {
    const auto slug = problem_slug(error);
    ordered_json body = {{"type", "urn:resume:problem:" + slug}, {"title", problem_title(slug, status)}, {"status", status}};
    const auto fixed = fixed_detail(status);
    if (fixed) body["detail"] = *fixed;
    if (!fixed && !error.public_text.empty()) body["detail"] = error.public_text;
    if (status == kNotAuthenticated || status == kNotFound) return body;
    if (!trace_id.empty()) body["instance"] = fmt::format("urn:trace:{}", trace_id);
    if (!fixed && !error.where.empty()) body["where"] = error.where;
    return body;
}

}  // namespace

tl::unexpected<Error> not_found() { return fail(ErrorCode::NotFound, "not-found", std::string(kNothingHere)); }

int status_of(const Error& error) {
    const bool ours = error.code == ErrorCode::Corrupt || error.code == ErrorCode::Internal;
    if (ours) return kInternal;
    if (const auto row = find_problem(error.reason)) return row->status;
    return status_of_code(error.code);
}

std::string problem_slug(const Error& error) {
    const int status = status_of(error);
    if (status == kNotFound) return "not-found";
    if (status == kInternal) return "internal";
    return well_formed(error.reason) ? error.reason : code_slug(error);
}

std::string problem_title(std::string_view slug, int status) {
    if (const auto row = find_problem(slug)) return std::string(row->title);
    if (status >= kInternal) return "Failed";
    return status == kPreconditionFailed ? "Changed meanwhile" : "Not possible";
}

std::string problem_title(std::string_view slug) { return problem_title(slug, kInternal); }

http::Response problem_page(int status, std::string_view slug, std::string_view trace_id) {
    http::Response response;
    response.status = status;
    response.headers.set("Content-Type", "application/problem+json");
    if (status == kUnavailable) response.headers.set("Retry-After", "5");
    ordered_json body = {
        {"type", fmt::format("urn:resume:problem:{}", slug)}, {"title", problem_title(slug, status)}, {"status", status}};
    if (!trace_id.empty()) body["instance"] = fmt::format("urn:trace:{}", trace_id);
    response.body = dump(body);
    return response;
}

http::Response problem(const Error& error, std::string_view trace_id) {
    http::Response response;
    response.status = status_of(error);
    response.headers.set("Content-Type", "application/problem+json");
    if (response.status == kNotAuthenticated) response.headers.set("WWW-Authenticate", "Bearer");
    if (response.status == kUnavailable) response.headers.set("Retry-After", "5");
    if (response.status == kTooManyRequests) response.headers.set("Retry-After", "60");
    response.body = dump(body_of(error, response.status, trace_id));
    return response;
}

}  // namespace bespoke::api
