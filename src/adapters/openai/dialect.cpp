#include "adapters/openai/dialect.hpp"

namespace bespoke::adapters::openai {

using nlohmann::json;

bool is_about_form(int status, std::string_view error_body) {
    if (status == 400 || status == 415 || status == 422 || status == 501) return true;
    return status == 500 && error_body.find("response_format") != std::string_view::npos;
}

std::optional<Dialect> simpler(const Dialect& dialect, std::string_view error_body) {
    auto next = dialect;
    const auto speaks_of = [&](std::string_view what) { return error_body.find(what) != std::string_view::npos; };
    if (dialect.token_field == Dialect::TokenField::MaxTokens && speaks_of("max_completion_tokens"))
        next.token_field = Dialect::TokenField::MaxCompletionTokens;
    else if (dialect.extras == Dialect::Extras::All &&
             (speaks_of("temperature") || speaks_of("stream_options") || speaks_of("seed")))
        next.extras = Dialect::Extras::None;
    else if (dialect.format != Dialect::Format::None)
        next.format = static_cast<Dialect::Format>(static_cast<int>(dialect.format) + 1);
    else
        return std::nullopt;
    return next;
}

std::string body_of(const ports::CompletionRequest& request, const std::string& model, const Dialect& dialect) {
    json body = {{"model", model},
                 {"messages", {{{"role", "system"}, {"content", request.system}}, {{"role", "user"}, {"content", request.user}}}},
                 {"stream", true}};
    body[dialect.token_field == Dialect::TokenField::MaxTokens ? "max_tokens" : "max_completion_tokens"] =
        request.max_output_tokens;
    if (dialect.extras == Dialect::Extras::All) {
        body["temperature"] = request.temperature;
        body["seed"] = request.seed;
        body["stream_options"] = {{"include_usage", true}};
    }
    using Format = Dialect::Format;
    if (dialect.format == Format::Object || dialect.format == Format::SchemaInObject)
        body["response_format"] = {{"type", "json_object"}};
    if (dialect.format == Format::SchemaInObject && request.schema.is_object())
        body["response_format"]["schema"] = request.schema;
    if (dialect.format == Format::Schema && request.schema.is_object()) {
        body["response_format"] = {{"type", "json_schema"},
                                   {"json_schema", {{"name", "answer"}, {"strict", true}, {"schema", request.schema}}}};
    }
    return body.dump(-1, ' ', false, json::error_handler_t::replace);
}

}  // namespace bespoke::adapters::openai
