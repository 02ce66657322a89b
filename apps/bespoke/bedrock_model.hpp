#pragma once

#include <memory>
#include <string>

#include "ports/clock.hpp"
#include "ports/language_model.hpp"

namespace bespoke::app {

/// A model of Amazon Bedrock as one's own machine reaches it: with the keys, region and endpoints that the environment and the shared files
/// name, all of them the caller's own. `model` is an id or an inference profile. The clock outlives it. `InvalidInput` "model-url" where
/// nobody says in which region, or which model.
Result<std::unique_ptr<ports::LanguageModel>> make_bedrock_model(const std::string& model, const ports::Clock&);

}  // namespace bespoke::app
