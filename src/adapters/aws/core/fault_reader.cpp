#include "adapters/aws/core/fault_reader.hpp"

#include <fmt/format.h>

#include <algorithm>

#include <pugixml.hpp>
#include <utility>

#include "base/strict_json.hpp"

namespace bespoke::adapters::aws {
namespace {

constexpr std::size_t kMaxMessageBytes = 2'000;

std::string text_of(const nlohmann::json& object, std::initializer_list<const char*> names) {
    for (const char* name : names) {
        const auto found = object.find(name);
        if (found != object.end() && found->is_string()) return found->get<std::string>();
    }
    return {};
}

void read_json(Fault& fault, std::string_view body) {
    auto parsed = parse_strict_json(body, {.bytes = body.size(), .depth = 64});
    if (!parsed || !parsed->is_object()) return;
    fault.details = *std::move(parsed);
    if (fault.code.empty()) fault.code = short_code(text_of(fault.details, {"__type", "code", "Code"}));
    fault.message = text_of(fault.details, {"message", "Message", "errorMessage"});
}

void read_xml(Fault& fault, std::string_view body) {
    pugi::xml_document document;
    if (!document.load_buffer(body.data(), body.size(), pugi::parse_minimal | pugi::parse_escapes)) return;
    const auto root = document.document_element();
    const auto error = std::string_view(root.name()) == "Error" ? root : root.child("Error");
    if (fault.code.empty()) fault.code = short_code(error.child_value("Code"));
    fault.message = error.child_value("Message");
    if (fault.request_id.empty()) {
        for (const auto& place : {error.child("RequestId"), root.child("RequestId"), root.child("RequestID")})
            if (fault.request_id.empty()) fault.request_id = place.child_value();
    }
}

/// A HEAD's reply has no body, a load balancer's says nothing.
std::string code_of_status(int status) {
    switch (status) {
        case 304: return "NotModified";
        case 400: return "BadRequest";
        case 403: return "AccessDenied";
        case 404: return "NotFound";
        case 409: return "Conflict";
        case 412: return "PreconditionFailed";
        case 413: return "RequestEntityTooLarge";
        case 429: return "TooManyRequestsException";
        case 503: return "ServiceUnavailable";
        default: return fmt::format("Http{}", status);
    }
}

}  // namespace

std::string_view short_code(std::string_view code) {
    code = code.substr(0, code.find(':'));
    const auto hash = code.rfind('#');
    return hash == std::string_view::npos ? code : code.substr(hash + 1);
}

std::string request_id_of(const WireReply& reply) {
    constexpr std::size_t kMostBytes = 256;
    std::string id;
    for (const auto* name : {"x-amzn-requestid", "x-amz-request-id", "x-amzn-request-id"})
        if (id.empty()) id = reply.header(name);
    if (const auto second = reply.header("x-amz-id-2"); !second.empty()) id += (id.empty() ? "" : " ") + std::string(second);
    if (id.size() > kMostBytes) id.resize(kMostBytes);
    return id;
}

Fault read_fault(const WireReply& reply, std::string operation) {
    Fault fault;
    fault.status = reply.status;
    fault.operation = std::move(operation);
    fault.request_id = request_id_of(reply);
    fault.code = short_code(reply.header("x-amzn-errortype"));
    const auto first = reply.body.find_first_not_of(" \t\r\n");
    if (first != std::string::npos && reply.body[first] == '<')
        read_xml(fault, reply.body);
    else if (first != std::string::npos)
        read_json(fault, reply.body);
    if (fault.code.empty()) fault.code = code_of_status(reply.status);
    if (fault.message.size() > kMaxMessageBytes) fault.message.resize(kMaxMessageBytes);
    return fault;
}

bool is_error_in_disguise(std::string_view body) {
    // White space keeps the connection alive while the service works.
    const auto first = body.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) return false;
    auto rest = body.substr(first);
    if (rest.starts_with("<?xml")) {
        const auto end = rest.find("?>");
        if (end == std::string_view::npos) return false;
        rest.remove_prefix(end + 2);
        rest.remove_prefix(std::min(rest.find_first_not_of(" \t\r\n"), rest.size()));
    }
    return rest.starts_with("<Error>") || rest.starts_with("<Error ");
}

}  // namespace bespoke::adapters::aws
