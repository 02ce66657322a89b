#pragma once

#include <memory>

#include "adapters/aws/bedrock/language_model.hpp"
#include "ports/guardrail.hpp"

namespace bespoke::adapters::aws::bedrock {

/// The port on ApplyGuardrail ("Amazon Bedrock API Reference, ApplyGuardrail"), signed as the owner of the text. Long texts go in pieces of
/// whole lines. `client` outlives it.
std::unique_ptr<ports::Guardrail> make_guardrail(Client& client, GuardrailId, PacerOptions = {});

/// Reads the assessments of an answer. Personal data that belongs in a resume (names, e-mail and other addresses, telephone numbers, links) is at most
/// `Masked`, whatever the guardrail is set to. `Corrupt` "guardrail-answer" for anything else than an answer.
Result<ports::Screening> screening_from(const nlohmann::json& answer);

}  // namespace bespoke::adapters::aws::bedrock
