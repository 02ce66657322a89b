#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <variant>

#include "base/error.hpp"
#include "ports/blob_store.hpp"
#include "resume/resume.hpp"

namespace bespoke::stages {

/// A file that waits in the blob store. The name is shown to people and decides nothing.
struct Upload {
    ports::BlobKey blob;
    std::string name;
};

/// Name of a built-in style, or a sample to learn from.
using StyleChoice = std::variant<std::string, Upload>;

/// Who proposes edits.
enum class Generator {
    Rules,            ///< the rules alone
    Model,            ///< the rules, and a language model for wordings; without an answer of use the rules alone
    ModelRequired,    ///< the same, but a model that does not answer is a failure of the stage, which is tried again
    Bedrock,          ///< Model, where the model is one of Amazon Bedrock
    BedrockRequired,  ///< ModelRequired, where the model is one of Amazon Bedrock
};
/// "rules", "openai", "openai-required", "bedrock", "bedrock-required".
std::string_view to_string(Generator);
std::optional<Generator> generator_from(std::string_view);
/// True where a job can't do without the model's answer.
constexpr bool is_required(Generator generator) {
    return generator == Generator::ModelRequired || generator == Generator::BedrockRequired;
}
/// True where only a model of Amazon Bedrock will do.
constexpr bool is_bedrock(Generator generator) {
    return generator == Generator::Bedrock || generator == Generator::BedrockRequired;
}

/// What a tailoring job is asked to do; the input of the state machine.
struct Request {
    Upload resume, job_description;
    StyleChoice style = std::string("classic");
    int max_pages = 0;                  ///< page budget, 0 for none
    resume::Date today;                 ///< from the caller's clock
    std::optional<resume::Date> as_of;  ///< what "present" means, if the caller says so
    Generator generator = Generator::Rules;
    std::string policy;  ///< TOML that tightens the operator's policy; empty for none
};

/// State data at the start: `{"request": {...}}`.
nlohmann::json to_state(const Request&);
/// The request in any later state data. `Internal` if it isn't there: only our own code writes it.
Result<Request> request_of(const nlohmann::json& state);

}  // namespace bespoke::stages
