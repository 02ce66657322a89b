#pragma once

#include <memory>

#include "adapters/aws/comprehend/recognizer.hpp"
#include "ports/guardrail.hpp"

namespace bespoke::adapters::aws::comprehend {

/// Personal data in documents, by Comprehend: what a resume has no need of (numbers of identity papers, accounts and cards, passwords) is
/// `Blocked`, which for a document means a notice to its owner; what every resume has (name, address, e-mail, telephone, links, dates) is
/// `Noted`. What a model wrote is not looked at: its text is held against its own line elsewhere. `recognizer` outlives it.
std::unique_ptr<ports::Guardrail> make_personal_data_screen(Recognizer& recognizer);

/// Asks both, always; their findings in this order. Either may be null.
std::unique_ptr<ports::Guardrail> both(std::unique_ptr<ports::Guardrail> first, std::unique_ptr<ports::Guardrail> second);

}  // namespace bespoke::adapters::aws::comprehend
