#include "intelligence.hpp"

#include "adapters/local/file.hpp"
#include "crypto/random.hpp"

namespace bespoke::app {
namespace {

constexpr std::uint64_t kMaxPolicyBytes = 256 * 1024;

std::string random_secret() {
    std::string secret(32, '\0');
    crypto::fill_random(std::as_writable_bytes(std::span(secret)));
    return secret;
}

/// Says what is missing once it is needed.
class MissingEmbedder final : public ports::Embedder {
public:
    explicit MissingEmbedder(Error error) : error_(std::move(error)) {}
    [[nodiscard]] std::string_view name() const override { return "missing"; }
    [[nodiscard]] std::size_t dimension() const override { return 0; }
    Result<std::vector<std::vector<float>>> embed(std::span<const std::string>) override { return tl::unexpected(error_); }

private:
    const Error error_;
};

Result<std::unique_ptr<ports::Embedder>> make_embedder(const IntelligenceOptions& options) {
    if (options.embedder == "lexical") return std::unique_ptr<ports::Embedder>();
    const auto directory =
        options.model_directory.empty() ? adapters::openvino::default_minilm_directory() : options.model_directory;
    auto made = adapters::openvino::make_minilm_embedder(directory, {.loading = options.loading});
    if (!made && options.missing == IntelligenceOptions::Missing::FailLater)
        return std::make_unique<MissingEmbedder>(std::move(made.error()));
    return made;
}

Result<tailoring::Policy> read_policy(const std::filesystem::path& file) {
    if (file.empty()) return tailoring::Policy{};
    const auto bytes = adapters::local::read_file(file, kMaxPolicyBytes);
    if (!bytes) return tl::unexpected(bytes.error());
    auto policy = tailoring::policy_from_toml(as_text(*bytes));
    if (policy) return policy;
    auto error = policy.error();
    error.where = error.where.empty() ? file.string() : fmt::format("{}:{}", file.string(), error.where);
    return tl::unexpected(std::move(error));
}

}  // namespace

Intelligence::Intelligence(const IntelligenceOptions& options)
    : vectors_(options.embedding_cache_bytes), model_timeout_(options.model_timeout), secret_(random_secret()) {}

Result<std::unique_ptr<Intelligence>> Intelligence::create(const IntelligenceOptions& options, const ports::Clock& clock) {
    std::unique_ptr<Intelligence> made(new Intelligence(options));
    auto policy = read_policy(options.policy_file);
    if (!policy) return tl::unexpected(policy.error());
    made->policy_ = std::move(*policy);
    if (auto model = made->make_model(options, clock); !model) return tl::unexpected(model.error());
    auto embedder = make_embedder(options);
    if (!embedder) return tl::unexpected(embedder.error());
    made->embedder_ = std::move(*embedder);
    return made;
}

Status Intelligence::make_model(const IntelligenceOptions& options, const ports::Clock& clock) {
    std::unique_ptr<ports::LanguageModel> model;
    if (options.bedrock) {
        auto bedrock = Bedrock::create(*options.bedrock, clock);
        if (!bedrock) return tl::unexpected(bedrock.error());
        bedrock_ = std::move(*bedrock);
        model = bedrock_->take_model();
        model_service_ = stages::ModelService::Bedrock;
    } else if (options.model) {
        auto made = adapters::openai::make_language_model(*options.model, clock);
        if (!made) return tl::unexpected(made.error());
        model = std::move(*made);
    }
    if (model) model_ = std::make_unique<adapters::openai::CachedModel>(std::move(model), answers_);
    return {};
}

void Intelligence::give_to(stages::StagePorts& ports) {
    if (embedder_) ports.embedder = [this](const TenantId& tenant) { return embedder_for(tenant); };
    ports.model = model_.get();
    ports.model_service = model_service_;
    if (bedrock_) ports.guardrail = bedrock_->guardrail();
    ports.model_timeout = model_timeout_;
    ports.prompt_secret = secret_;
    ports.policy = policy_;
}

std::unique_ptr<ports::Embedder> Intelligence::embedder_for(const TenantId& tenant) {
    if (!embedder_) return nullptr;
    return std::make_unique<adapters::local::CachedEmbedder>(*embedder_, vectors_, tenant.str());
}

std::string Intelligence::embedder_name() const { return embedder_ ? std::string(embedder_->name()) : "lexical"; }

void Intelligence::forget(const TenantId& tenant) {
    vectors_.forget(tenant.str());
    answers_.forget(adapters::openai::cache_prefix(tenant));
}

}  // namespace bespoke::app
