#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

#include "ports/clock.hpp"
#include "ports/guardrail.hpp"
#include "ports/language_model.hpp"

namespace bespoke::app {

/// A model of Amazon Bedrock, and the guardrail beside it.
struct BedrockChoice {
    std::string model;                         ///< id or inference profile
    std::string region;                        ///< empty: what the environment or the AWS profile names
    std::string guardrail, guardrail_version;  ///< empty: the built-in screens alone
    std::string ca_file;                       ///< certificates to trust in place of the system's
    std::chrono::milliseconds answer_timeout{240'000};
    double usd_per_million_input_tokens = 0, usd_per_million_output_tokens = 0;
    std::int64_t daily_token_budget = 0;  ///< of one tenant in one UTC day, counted by this process; 0 for no bound
};

/// Amazon Bedrock as one's own machine reaches it: with the keys and endpoints that the environment and the shared files name, all of them the
/// caller's own.
class Bedrock {
public:
    /// The clock outlives it. `InvalidInput` "model-url" where nobody says in which region, or which model.
    static Result<std::unique_ptr<Bedrock>> create(const BedrockChoice&, const ports::Clock&);
    ~Bedrock();

    /// Once; this has to outlive it.
    std::unique_ptr<ports::LanguageModel> take_model();
    /// Null where none was chosen.
    ports::Guardrail* guardrail();

private:
    struct Impl;
    explicit Bedrock(std::unique_ptr<Impl>);
    std::unique_ptr<Impl> impl_;
};

}  // namespace bespoke::app
