#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>

#include "adapters/aws/bedrock/language_model.hpp"

namespace bespoke::adapters::aws::bedrock {

/// What of Converse a model understands. Begins with all of it.
struct Ability {
    enum class Schema { Enforced, InPrompt } schema = Schema::Enforced;
    enum class Temperature { Sent, Left } temperature = Temperature::Sent;
    friend bool operator==(const Ability&, const Ability&) = default;
};

/// What to try after a ValidationException of this message; nothing if it is not about what a model can do.
std::optional<Ability> lesser(const Ability&, std::string_view message);

/// The body of the request. maxTokens is always set: else the model's most is taken off the quota.
nlohmann::json converse_body(const ports::CompletionRequest&, const ModelOptions&, const Ability&);

/// The schema without the keywords that Bedrock's structured output refuses (lengths, numbers of items, ranges, patterns), and with every
/// object closed. The answer is judged by the whole schema's meaning later anyway.
nlohmann::json schema_for_bedrock(nlohmann::json schema);

/// A prompt cut at its fences `<<<NAME nonce>>>` … `<<<END NAME nonce>>>`: what is ours, and the documents' text between them.
struct PromptPart {
    std::string_view text;
    enum class Origin { Ours, Document } origin = Origin::Ours;
};
std::vector<PromptPart> parts_of(std::string_view prompt);

/// Reads the answer, of which nothing is trusted. See the port and make_language_model for the errors.
Result<ports::Completion> completion_from(const nlohmann::json& answer, const ModelOptions&);

}  // namespace bespoke::adapters::aws::bedrock
