#include "api/middleware/validate_answer.hpp"

#include "api/field_value.hpp"
#include "telemetry/log.hpp"

namespace bespoke::api {
namespace {

bool is_empty(const http::Response& response) {
    const auto* text = std::get_if<std::string>(&response.body);
    const auto* bytes = std::get_if<Bytes>(&response.body);
    return (text != nullptr && text->empty()) || (bytes != nullptr && bytes->empty());
}

const Content* find_content(const AnswerSpec& answer, const std::string& media_type) {
    for (const auto& content : answer.contents) {
        if (content.media_type == media_type || content.media_type == "*/*") return &content;
    }
    return nullptr;
}

std::optional<std::string> misfit_of_json(const Content& content, const http::Response& response) {
    const auto* text = std::get_if<std::string>(&response.body);
    if (text == nullptr) return "JSON that is no text";
    const auto value = nlohmann::json::parse(*text, nullptr, false);
    if (value.is_discarded()) return "malformed JSON";
    const auto misfit = content.schema->check(value);
    if (misfit) return fmt::format("{} {}", misfit->pointer, misfit->text);
    return std::nullopt;
}

bool is_json(std::string_view media_type) { return media_type == "application/json" || media_type == "application/problem+json"; }

}  // namespace

std::optional<std::string> misfit_of(const OperationSpec& operation, const http::Response& response) {
    const auto answer = operation.answers.find(response.status);
    if (answer == operation.answers.end()) return fmt::format("status {}", response.status);
    if (answer->second.contents.empty())
        return is_empty(response) ? std::nullopt : std::optional<std::string>("a body where there is none");
    const auto type = parse_field_value(response.headers.get("Content-Type").value_or(""));
    const auto* content = type ? find_content(answer->second, type->value) : nullptr;
    if (content == nullptr) return "media type";
    if (content->schema && is_json(content->media_type)) return misfit_of_json(*content, response);
    return std::nullopt;
}

Result<http::Response> ValidateAnswer::handle(Exchange& exchange, const Next& next) {
    auto answer = next(exchange);
    if (!answer) return answer;
    const auto misfit = misfit_of(exchange.spec, *answer);
    if (!misfit) return answer;
    telemetry::log(telemetry::Level::Error, "answer-does-not-fit", exchange.request.trace.trace_id,
                   {{"operation", exchange.spec.id}, {"status", std::int64_t{answer->status}}, {"misfit", *misfit}});
    return fail(ErrorCode::Internal, "internal",
                "The answer does not fit its description, so it was held back; quote the instance when you ask for help.",
                *misfit);
}

}  // namespace bespoke::api
