#include "lambda/aws_intelligence.hpp"

#include "adapters/aws/bedrock/embedder.hpp"
#include "adapters/aws/bedrock/guardrail.hpp"
#include "adapters/aws/bedrock/language_model.hpp"
#include "adapters/aws/comprehend/entity_recognizer.hpp"
#include "adapters/aws/comprehend/personal_data_screen.hpp"
#include "adapters/aws/s3/bucket.hpp"
#include "adapters/aws/textract/scan_reader.hpp"
#include "adapters/local/reader_process.hpp"
#include "adapters/openai/budgeted_model.hpp"
#include "crypto/random.hpp"
#include "input.hpp"
#include "model_metrics.hpp"
#include "service/token_ledger.hpp"

namespace bespoke::app {
namespace {

namespace aws = adapters::aws;

Result<adapters::local::ReaderProcess> reader_of(const LambdaSettings& settings) {
    if (settings.reader.empty()) return make_reader();
    return adapters::local::ReaderProcess::create(settings.reader, Limits{});
}

std::string random_secret() {
    std::string secret(32, '\0');
    crypto::fill_random(std::as_writable_bytes(std::span(secret)));
    return secret;
}

}  // namespace

struct AwsIntelligence::Impl {
    Impl(adapters::local::ReaderProcess local, const AwsWorld& given_world, const LambdaSettings& given)
        : local_reader(std::move(local)),
          world(given_world),
          settings(given),
          recognizer(world.client, {.language = settings.comprehend_language, .pace = pace()}) {}

    adapters::local::ReaderProcess local_reader;
    const AwsWorld world;
    const LambdaSettings settings;
    aws::comprehend::Recognizer recognizer;
    std::unique_ptr<ports::LanguageModel> model;
    std::unique_ptr<ports::Guardrail> guardrail;        ///< null: the built-in screens alone
    std::unique_ptr<ports::EntityRecognizer> entities;  ///< null: the rules alone
    std::string secret = random_secret();

    [[nodiscard]] aws::bedrock::GuardrailId guardrail_id() const { return {settings.guardrail, settings.guardrail_version}; }
    [[nodiscard]] aws::PacerOptions pace() const {
        return {.patience = std::chrono::seconds(settings.throttle_patience_seconds)};
    }

    Status make_model() {
        if (settings.model.empty()) return {};
        auto made = aws::bedrock::make_language_model(world.client,
                                                      {.model = settings.model,
                                                       .guardrail = guardrail_id(),
                                                       .usd_per_million_input_tokens = settings.usd_per_million_input_tokens,
                                                       .usd_per_million_output_tokens = settings.usd_per_million_output_tokens,
                                                       .pace = pace()});
        if (!made) return tl::unexpected(made.error());
        model = std::move(*made);
        if (settings.daily_token_budget == 0) return {};
        auto ledger = std::make_unique<service::StoredTokenLedger>(settings.daily_token_budget, world.store, world.clock);
        model = std::make_unique<adapters::openai::BudgetedModel>(std::move(model), std::move(ledger));
        return {};
    }

    void make_guardrails() {
        if (!settings.guardrail.empty()) guardrail = aws::bedrock::make_guardrail(world.client, guardrail_id(), pace());
        if (settings.comprehend == LambdaSettings::Switch::Off) return;
        guardrail = aws::comprehend::both(std::move(guardrail), aws::comprehend::make_personal_data_screen(recognizer));
        entities = aws::comprehend::make_entity_recognizer(recognizer);
    }

    std::unique_ptr<ports::Embedder> embedder_for(const TenantId& tenant) {
        aws::bedrock::EmbedderOptions options;
        options.model = settings.embedding_model;
        options.dimension = static_cast<int>(settings.embedding_dimensions);
        options.pace = pace();
        // Less than the state's TimeoutSeconds, so that what is given up is given up as what it was.
        options.patience = settings.handler == "embed" ? std::chrono::seconds(45) : std::chrono::seconds(20);
        options.usd_per_million_tokens = settings.usd_per_million_embedding_tokens;
        options.on_used = [this](std::int64_t tokens, double usd) { count_embedding(world.metrics, tokens, usd); };
        return aws::bedrock::make_embedder(world.client, tenant, options);
    }

    std::unique_ptr<ports::DocumentReader> reader_for(const TenantId& tenant) {
        aws::textract::ScanOptions options;
        options.bucket = settings.bucket;
        options.object_key = [](const TenantId& owner, const ports::BlobKey& key) {
            return aws::s3::tenant_prefix(owner) + key.str();
        };
        return std::make_unique<aws::textract::ScanReader>(local_reader, world.client, world.blobs, tenant, std::move(options));
    }
};

AwsIntelligence::AwsIntelligence(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
AwsIntelligence::~AwsIntelligence() = default;

Result<std::unique_ptr<AwsIntelligence>> AwsIntelligence::create(const AwsWorld& world, const LambdaSettings& settings) {
    auto reader = reader_of(settings);
    if (!reader) return tl::unexpected(reader.error());
    auto impl = std::make_unique<Impl>(std::move(*reader), world, settings);
    if (auto made = impl->make_model(); !made) return tl::unexpected(made.error());
    impl->make_guardrails();
    return std::unique_ptr<AwsIntelligence>(new AwsIntelligence(std::move(impl)));
}

ports::DocumentReader& AwsIntelligence::reader() { return impl_->local_reader; }

void AwsIntelligence::give_to(stages::StagePorts& ports) {
    auto& impl = *impl_;
    ports.model = impl.model.get();
    ports.model_service = stages::ModelService::Bedrock;
    ports.guardrail = impl.guardrail.get();
    ports.entities = impl.entities.get();
    ports.prompt_secret = impl.secret;
    if (impl.settings.ocr == LambdaSettings::Switch::On)
        ports.reader_for = [&impl](const TenantId& tenant) { return impl.reader_for(tenant); };
    if (!impl.settings.embedding_model.empty())
        ports.embedder = [&impl](const TenantId& tenant) { return impl.embedder_for(tenant); };
}

}  // namespace bespoke::app
