#include "lambda/api_event.hpp"

#include "crypto/encoding.hpp"
#include "http/syntax.hpp"
#include "http/target.hpp"
#include "lambda/event_json.hpp"
#include "lambda/trace_header.hpp"

namespace bespoke::lambda {
namespace {

using nlohmann::json;

/// Unreserved characters of RFC 3986 section 2.3, and '/' in a path.
bool stays(char letter, std::string_view also) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || http::is_digit(letter) ||
           std::string_view("-._~").find(letter) != std::string_view::npos || also.find(letter) != std::string_view::npos;
}

std::string encoded(std::string_view text, std::string_view also) {
    std::string out;
    for (const char letter : text) {
        if (stays(letter, also)) {
            out += letter;
        } else {
            out += fmt::format("%{:02X}", static_cast<unsigned char>(letter));
        }
    }
    return out;
}

/// The path comes as the client sent it, or with escapes taken off: what stands encoded already is left.
std::string path_of(const json& event) { return encoded(text_at(event, "path"), "/%!$&'()*+,;=:@"); }

void add_pair(std::string& query, std::string_view name, const json& value) {
    if (!value.is_string()) return;
    if (!query.empty()) query += '&';
    query += encoded(name, "") + "=" + encoded(value.get_ref<const std::string&>(), "");
}

/// The lists where they are there, else the single values; both may be null.
std::string query_of(const json& event) {
    std::string query;
    if (const auto& lists = object_at(event, "multiValueQueryStringParameters"); lists.is_object()) {
        for (const auto& [name, values] : lists.items())
            for (const auto& value : values) add_pair(query, name, value);
        return query;
    }
    if (const auto& values = object_at(event, "queryStringParameters"); values.is_object())
        for (const auto& [name, value] : values.items()) add_pair(query, name, value);
    return query;
}

Status add_header(http::Fields& fields, const std::string& name, const json& value) {
    if (!value.is_string() || !http::is_token(name)) return bad_event("headers");
    const auto& text = value.get_ref<const std::string&>();
    if (!std::ranges::all_of(text, http::is_field_byte)) return bad_event("headers");
    fields.add(name, text);
    return {};
}

Result<http::Fields> headers_of(const json& event) {
    http::Fields fields;
    if (const auto& lists = object_at(event, "multiValueHeaders"); lists.is_object()) {
        for (const auto& [name, values] : lists.items())
            for (const auto& value : values)
                if (auto added = add_header(fields, name, value); !added) return tl::unexpected(added.error());
        return fields;
    }
    if (const auto& values = object_at(event, "headers"); values.is_object())
        for (const auto& [name, value] : values.items())
            if (auto added = add_header(fields, name, value); !added) return tl::unexpected(added.error());
    return fields;
}

Result<Bytes> body_of_event(const json& event) {
    const auto body = event.find("body");
    if (body == event.end() || body->is_null()) return Bytes{};
    if (!body->is_string()) return bad_event("body");
    const auto& text = body->get_ref<const std::string&>();
    const auto encoding = event.find("isBase64Encoded");
    if (encoding == event.end() || !encoding->is_boolean() || !encoding->get<bool>()) return to_bytes(text);
    auto bytes = crypto::from_base64(text);
    if (!bytes) return bad_event("body");
    return std::move(*bytes);
}

telemetry::Trace trace_of(const http::Fields& headers, const std::string& trace_header) {
    if (const auto sent = headers.get("traceparent")) {
        if (const auto trace = telemetry::parse_traceparent(*sent)) return telemetry::child_of(*trace);
    }
    const auto trace = trace_from(trace_header);
    return trace ? telemetry::child_of(*trace) : telemetry::new_trace();
}

std::string text_of(std::variant<std::string, Bytes, std::unique_ptr<http::Stream>>& body) {
    if (auto* text = std::get_if<std::string>(&body)) return std::move(*text);
    if (const auto* bytes = std::get_if<Bytes>(&body)) return std::string(as_text(*bytes));
    auto& stream = std::get<std::unique_ptr<http::Stream>>(body);
    return stream ? stream->poll().value_or("") : std::string{};
}

json headers_json(const http::Fields& fields) {
    json headers = json::object();
    for (const auto& [name, value] : fields.all()) headers[name].push_back(value);
    return headers;
}

/// JSON's own text can't hold other bytes than UTF-8.
bool is_plain_text(const http::Response& response, const std::string& body) {
    if (response.headers.get("Content-Encoding")) return false;
    try {
        json(body).dump();
        return true;
    } catch (const json::exception&) {
        return false;
    }
}

}  // namespace

Result<http::Request> request_from(const Invocation& invocation) {
    const auto event = parse_event(invocation.payload);
    if (!event) return tl::unexpected(event.error());
    http::Request request;
    request.method = text_at(*event, "httpMethod");
    if (!http::is_token(request.method)) return bad_event("httpMethod");
    const auto query = query_of(*event);
    const auto target = http::parse_target(query.empty() ? path_of(*event) : path_of(*event) + "?" + query, "");
    if (!target) return bad_event("path");
    request.target = target->whole;
    request.path = target->path;
    request.query = target->query;
    auto headers = headers_of(*event);
    if (!headers) return tl::unexpected(headers.error());
    request.headers = std::move(*headers);
    auto body = body_of_event(*event);
    if (!body) return tl::unexpected(body.error());
    request.body = std::move(*body);
    request.peer = text_at(object_at(object_at(*event, "requestContext"), "identity"), "sourceIp");
    request.trace = trace_of(request.headers, invocation.trace_header);
    request.deadline = invocation.deadline;
    return request;
}

Claims claims_of(std::string_view text) {
    const auto event = parse_event(text);
    if (!event) return {};
    const auto& claims = object_at(object_at(object_at(*event, "requestContext"), "authorizer"), "claims");
    return {text_at(claims, "sub"), text_at(claims, "custom:tenantId")};
}

Result<std::string> reply_from(http::Response response) {
    auto body = text_of(response.body);
    if (body.size() > kMaxReplyBytes) {
        return fail(ErrorCode::LimitExceeded, "answer-too-large", "The answer is too large for this way; ask for less at once.");
    }
    const bool plain = is_plain_text(response, body);
    const json reply = {{"statusCode", response.status},
                        {"multiValueHeaders", headers_json(response.headers)},
                        {"body", plain ? std::move(body) : crypto::base64(as_bytes(body))},
                        {"isBase64Encoded", !plain}};
    return reply.dump();
}

}  // namespace bespoke::lambda
