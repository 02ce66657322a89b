#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "adapters/aws/core/client.hpp"
#include "adapters/aws/core/pacer.hpp"
#include "ports/language_model.hpp"

namespace bespoke::adapters::aws::bedrock {

/// A guardrail of Amazon Bedrock.
struct GuardrailId {
    std::string id;         ///< or its ARN; empty: none
    std::string version{};  ///< a number, or "DRAFT"
};

/// Which model Converse asks.
struct ModelOptions {
    std::string model;      ///< id, or the id or ARN of an inference profile, which newer models need ("eu.anthropic.…")
    GuardrailId guardrail;  ///< sees the documents in the prompt and the answer
    /// Of one attempt: the first use of a schema may take minutes to compile.
    std::chrono::milliseconds answer_timeout{240'000};
    std::size_t max_answer_bytes = 256UL * 1024;  ///< of text; what is longer is cut off there
    double usd_per_million_input_tokens = 0, usd_per_million_output_tokens = 0;
    PacerOptions pace{};  ///< towards a service that throttles
};

/// The port on Converse ("Amazon Bedrock API Reference, Converse"), signed as the owner of the request and marked with owner and job, so that
/// costs can be told apart. The answer is bound to the schema (outputConfig) where the model can do that; where it can't, the schema
/// stands in the prompt, and that is remembered. The data between the prompt's fences, and only that, is what the guardrail sees of it.
///
/// Deviations from the port: a throttle is `Unavailable` "throttled"; a guardrail that stepped in is `Forbidden` "model-guardrail"; no seed
/// is sent, as Converse knows none; budgets of tokens are others' business (adapters::openai::BudgetedModel).
/// `client` outlives it. `InvalidInput` "model-url" without a model's name.
Result<std::unique_ptr<ports::LanguageModel>> make_language_model(Client& client, ModelOptions);

}  // namespace bespoke::adapters::aws::bedrock
