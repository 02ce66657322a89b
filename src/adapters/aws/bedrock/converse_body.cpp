#include <array>

#include "adapters/aws/bedrock/converse.hpp"

namespace bespoke::adapters::aws::bedrock {
namespace {

using nlohmann::json;

std::string text_of(const json& value) { return value.dump(-1, ' ', false, json::error_handler_t::replace); }

/// Keys and values of requestMetadata are letters of a short list (the model's pattern); ids keep to it.
json metadata_of(const ports::CompletionRequest& request) {
    json metadata = json::object();
    if (!request.owner.str().empty()) metadata["tenantId"] = request.owner.str();
    if (!request.job.str().empty()) metadata["jobId"] = request.job.str();
    return metadata;
}

json content_of(const ports::CompletionRequest& request, const GuardrailId& guardrail) {
    // Blocks for a guardrail mean nothing without one.
    if (guardrail.id.empty()) return json::array({{{"text", request.user}}});
    auto content = json::array();
    for (const auto& part : parts_of(request.user)) {
        if (part.origin == PromptPart::Origin::Ours)
            content.push_back({{"text", part.text}});
        else
            content.push_back({{"guardContent", {{"text", {{"text", part.text}, {"qualifiers", {"guard_content"}}}}}}});
    }
    return content;
}

std::string system_of(const ports::CompletionRequest& request, const Ability& ability) {
    if (ability.schema == Ability::Schema::Enforced || !request.schema.is_object()) return request.system;
    return request.system + "\nThe answer is one JSON object that fits this JSON Schema: " + text_of(request.schema);
}

}  // namespace

json schema_for_bedrock(json schema) {
    constexpr std::array kRefused = {"minLength", "maxLength", "minItems",         "maxItems",         "uniqueItems", "minimum",
                                     "maximum",   "pattern",   "exclusiveMinimum", "exclusiveMaximum", "multipleOf",  "format"};
    if (!schema.is_object()) return schema;
    for (const char* keyword : kRefused) schema.erase(keyword);
    if (auto properties = schema.find("properties"); properties != schema.end() && properties->is_object()) {
        for (auto& [name, inner] : properties->items()) inner = schema_for_bedrock(std::move(inner));
    }
    for (const char* keyword : {"items", "additionalItems"}) {
        if (schema.contains(keyword)) schema[keyword] = schema_for_bedrock(std::move(schema[keyword]));
    }
    for (const char* keyword : {"anyOf", "oneOf", "allOf"}) {
        if (!schema.contains(keyword)) continue;
        for (auto& inner : schema[keyword]) inner = schema_for_bedrock(std::move(inner));
    }
    if (schema.value("type", json()) == "object") schema["additionalProperties"] = false;
    return schema;
}

json converse_body(const ports::CompletionRequest& request, const ModelOptions& options, const Ability& ability) {
    json body = {{"messages", {{{"role", "user"}, {"content", content_of(request, options.guardrail)}}}},
                 {"inferenceConfig", {{"maxTokens", std::max(request.max_output_tokens, 1)}}}};
    if (const auto system = system_of(request, ability); !system.empty()) body["system"] = json::array({{{"text", system}}});
    if (ability.temperature == Ability::Temperature::Sent) body["inferenceConfig"]["temperature"] = request.temperature;
    if (ability.schema == Ability::Schema::Enforced && request.schema.is_object()) {
        body["outputConfig"]["textFormat"] = {
            {"type", "json_schema"},
            {"structure", {{"jsonSchema", {{"name", "answer"}, {"schema", text_of(schema_for_bedrock(request.schema))}}}}}};
    }
    if (!options.guardrail.id.empty()) {
        // No trace: it would quote the documents.
        body["guardrailConfig"] = {{"guardrailIdentifier", options.guardrail.id},
                                   {"guardrailVersion", options.guardrail.version},
                                   {"trace", "disabled"}};
    }
    if (auto metadata = metadata_of(request); !metadata.empty()) body["requestMetadata"] = std::move(metadata);
    return body;
}

std::optional<Ability> lesser(const Ability& ability, std::string_view message) {
    const auto speaks_of = [&](std::string_view what) { return message.find(what) != std::string_view::npos; };
    auto next = ability;
    if (ability.temperature == Ability::Temperature::Sent && speaks_of("temperature")) {
        next.temperature = Ability::Temperature::Left;
        return next;
    }
    const bool about_schema = speaks_of("outputConfig") || speaks_of("output_config") || speaks_of("textFormat") ||
                              speaks_of("schema") || speaks_of("structured output") || speaks_of("output format");
    if (ability.schema == Ability::Schema::Enforced && about_schema) {
        next.schema = Ability::Schema::InPrompt;
        return next;
    }
    return std::nullopt;
}

}  // namespace bespoke::adapters::aws::bedrock
