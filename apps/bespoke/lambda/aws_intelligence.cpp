#include "lambda/aws_intelligence.hpp"

#include "adapters/aws/bedrock/embedder.hpp"
#include "adapters/aws/bedrock/guardrail.hpp"
#include "adapters/aws/bedrock/language_model.hpp"
#include "adapters/aws/comprehend/personal_data_screen.hpp"
#include "adapters/aws/s3/bucket.hpp"
#include "adapters/aws/textract/scan_reader.hpp"
#include "adapters/local/reader_process.hpp"
#include "crypto/random.hpp"
#include "input.hpp"

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
    Impl(adapters::local::ReaderProcess local, aws::Client& for_tenants, ports::BlobStore& scans, const LambdaSettings& given)
        : local_reader(std::move(local)),
          client(for_tenants),
          blobs(scans),
          settings(given),
          recognizer(client, {.language = settings.comprehend_language}) {}

    adapters::local::ReaderProcess local_reader;
    aws::Client& client;
    ports::BlobStore& blobs;
    const LambdaSettings settings;
    aws::comprehend::Recognizer recognizer;
    std::unique_ptr<ports::LanguageModel> model;
    std::unique_ptr<ports::Guardrail> guardrail;  ///< null: the built-in screens alone
    std::string secret = random_secret();

    [[nodiscard]] aws::bedrock::GuardrailId guardrail_id() const { return {settings.guardrail, settings.guardrail_version}; }

    void make_guardrails() {
        if (!settings.guardrail.empty()) guardrail = aws::bedrock::make_guardrail(client, guardrail_id());
        if (settings.comprehend == LambdaSettings::Switch::Off) return;
        guardrail = aws::comprehend::both(std::move(guardrail), aws::comprehend::make_personal_data_screen(recognizer));
    }

    std::unique_ptr<ports::Embedder> embedder_for(const TenantId& tenant) {
        aws::bedrock::EmbedderOptions options;
        options.model = settings.embedding_model;
        options.dimension = static_cast<int>(settings.embedding_dimensions);
        return aws::bedrock::make_embedder(client, tenant, options);
    }

    std::unique_ptr<ports::DocumentReader> reader_for(const TenantId& tenant) {
        aws::textract::ScanOptions options;
        options.bucket = settings.bucket;
        options.object_key = [](const TenantId& owner, const ports::BlobKey& key) {
            return aws::s3::tenant_prefix(owner) + key.str();
        };
        return std::make_unique<aws::textract::ScanReader>(local_reader, client, blobs, tenant, std::move(options));
    }
};

AwsIntelligence::AwsIntelligence(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
AwsIntelligence::~AwsIntelligence() = default;

Result<std::unique_ptr<AwsIntelligence>> AwsIntelligence::create(aws::Client& client, ports::BlobStore& blobs,
                                                                 const LambdaSettings& settings) {
    auto reader = reader_of(settings);
    if (!reader) return tl::unexpected(reader.error());
    auto impl = std::make_unique<Impl>(std::move(*reader), client, blobs, settings);
    if (!settings.model.empty()) {
        auto model = aws::bedrock::make_language_model(client, {.model = settings.model, .guardrail = impl->guardrail_id()});
        if (!model) return tl::unexpected(model.error());
        impl->model = std::move(*model);
    }
    impl->make_guardrails();
    return std::unique_ptr<AwsIntelligence>(new AwsIntelligence(std::move(impl)));
}

ports::DocumentReader& AwsIntelligence::reader() { return impl_->local_reader; }

void AwsIntelligence::give_to(stages::StagePorts& ports) {
    auto& impl = *impl_;
    ports.model = impl.model.get();
    ports.model_service = stages::ModelService::Bedrock;
    ports.guardrail = impl.guardrail.get();
    ports.prompt_secret = impl.secret;
    if (impl.settings.ocr == LambdaSettings::Switch::On)
        ports.reader_for = [&impl](const TenantId& tenant) { return impl.reader_for(tenant); };
    if (!impl.settings.embedding_model.empty())
        ports.embedder = [&impl](const TenantId& tenant) { return impl.embedder_for(tenant); };
}

}  // namespace bespoke::app
