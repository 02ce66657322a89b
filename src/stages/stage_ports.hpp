#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "ports/blob_store.hpp"
#include "ports/document_reader.hpp"
#include "ports/embedder.hpp"
#include "ports/entity_recognizer.hpp"
#include "ports/guardrail.hpp"
#include "ports/language_model.hpp"
#include "stages/tenant_memory.hpp"
#include "tailoring/policy.hpp"

namespace bespoke::stages {

/// One call of the language model, for whoever counts.
struct ModelCall {
    std::string_view outcome;  ///< "ok", "cached" or the reason of the error
    int input_tokens = 0, output_tokens = 0;
    double cost_usd = 0;
    std::chrono::milliseconds took{};
};

/// What kind of service answers for `StagePorts::model`: a job names the kind that it wants.
enum class ModelService {
    OpenAi,   ///< a server that speaks OpenAI's chat completions
    Bedrock,  ///< Amazon Bedrock
};

/// What the stages need from the world. The composition root owns them all and they outlive every execution. What is empty or
/// null is a feature switched off: everything else works without it.
struct StagePorts {
    ports::BlobStore& blobs;
    ports::DocumentReader& reader;
    /// Gives the reader on behalf of a tenant, where reading sends the tenant's file elsewhere; empty: `reader` reads for all.
    std::function<std::unique_ptr<ports::DocumentReader>(const TenantId&)> reader_for = {};
    /// Gives the embedder on behalf of a tenant; empty: everything goes by words.
    std::function<std::unique_ptr<ports::Embedder>(const TenantId&)> embedder = {};
    ports::LanguageModel* model = nullptr;  ///< null: jobs that ask for one are rejected
    ModelService model_service = ModelService::OpenAi;
    std::chrono::milliseconds model_timeout{240'000};  ///< of one answer; the stage's own deadline holds beside it
    std::string prompt_secret = {};                    ///< random bytes of this process: fences around data can't be guessed
    ports::Guardrail* guardrail = nullptr;             ///< null: the built-in screens alone
    ports::EntityRecognizer* entities = nullptr;       ///< null: the rules alone say what a text names
    TenantMemory* memory = nullptr;                    ///< null: nothing is learnt
    tailoring::Policy policy = {};                     ///< the operator's; a job's own can only tighten it
    std::function<void(const ModelCall&)> on_model_call = {};
    std::function<void(std::size_t texts)> on_embedded = {};
};

}  // namespace bespoke::stages
