#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "adapters/local/embedding_cache.hpp"
#include "adapters/openai/cached_model.hpp"
#include "adapters/openai/language_model.hpp"
#include "adapters/openvino/embedder.hpp"
#include "bedrock_model.hpp"
#include "stages/stage_ports.hpp"

namespace bespoke::app {

/// Who embeds unless somebody says otherwise: "minilm" or "lexical".
inline constexpr const char* kDefaultEmbedder = "minilm";

/// Which models to work with.
struct IntelligenceOptions {
    /// What to do if the embedder is not installed.
    enum class Missing {
        Refuse,     ///< create() fails
        FailLater,  ///< who embeds gets the error: for commands that never do
    } missing = Missing::Refuse;
    std::string embedder = kDefaultEmbedder;  ///< "minilm", or "lexical" for none
    std::filesystem::path model_directory;    ///< of minilm; empty: where the set-up puts it
    adapters::openvino::Loading loading = adapters::openvino::Loading::AtFirstUse;
    std::size_t embedding_cache_bytes = 64ULL << 20U;
    std::optional<adapters::openai::Options> model;  ///< a language model, if there is one
    std::optional<BedrockChoice> bedrock;            ///< one of Amazon Bedrock in its place
    std::chrono::seconds model_timeout{240};         ///< of one answer
    std::filesystem::path policy_file;               ///< tightens the built-in policy; empty for none
};

/// Embedder, language model and policy of one process, with their caches. Nothing is loaded or connected before it is needed. Safe from
/// many threads.
class Intelligence {
public:
    /// `Unavailable` "embedder-missing" names the command that installs it and the way without; `InvalidInput` "model-url" and
    /// "bad-policy" name what is wrong.
    static Result<std::unique_ptr<Intelligence>> create(const IntelligenceOptions&, const ports::Clock&);

    /// Gives the stages what they need; this has to outlive them.
    void give_to(stages::StagePorts&);
    /// The embedder for one tenant; null where everything goes by words.
    std::unique_ptr<ports::Embedder> embedder_for(const TenantId&);
    /// "all-MiniLM-L6-v2/bf16", or "lexical".
    [[nodiscard]] std::string embedder_name() const;
    [[nodiscard]] adapters::local::EmbeddingCacheCounters cache_counters() const { return vectors_.counters(); }
    /// Forget what is kept of a tenant; for erasure.
    void forget(const TenantId&);

private:
    explicit Intelligence(const IntelligenceOptions&);
    Status make_model(const IntelligenceOptions&, const ports::Clock&);

    std::unique_ptr<ports::Embedder> embedder_;
    adapters::local::EmbeddingCache vectors_;
    adapters::openai::MemoryAnswerStore answers_;
    std::unique_ptr<Bedrock> bedrock_;  ///< null: no model of it; outlives what it gave
    std::unique_ptr<ports::LanguageModel> model_;
    stages::ModelService model_service_ = stages::ModelService::OpenAi;
    std::chrono::milliseconds model_timeout_;
    tailoring::Policy policy_;
    std::string secret_;
};

}  // namespace bespoke::app
