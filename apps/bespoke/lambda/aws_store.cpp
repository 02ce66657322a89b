#include "lambda/aws_store.hpp"

#include "adapters/aws/opensearch/vector_index.hpp"
#include "adapters/aws/s3/tenant_storage.hpp"
#include "lambda/no_vector_index.hpp"

namespace bespoke::app {
namespace {

namespace aws = adapters::aws;

aws::opensearch::Options collection_options(const LambdaSettings& settings) {
    aws::opensearch::Options options;
    options.collection = settings.collection;
    options.isolation = settings.vector_indexes == LambdaSettings::VectorIndexes::PerTenant
                            ? aws::opensearch::Options::Isolation::IndexPerTenant
                            : aws::opensearch::Options::Isolation::SharedIndex;
    options.dimension = static_cast<std::size_t>(settings.embedding_dimensions);
    return options;
}

std::unique_ptr<ports::VectorIndex> make_vectors(aws::Client& client, const LambdaSettings& settings) {
    if (settings.collection.empty()) return std::make_unique<NoVectorIndex>();
    return std::make_unique<aws::opensearch::VectorIndex>(client, collection_options(settings));
}

/// What a tenant has, the table last: while it stands, whoever goes on with an erasure finds what there is.
std::vector<std::unique_ptr<ports::TenantStorage>> places(aws::Client& client, const LambdaSettings& settings,
                                                          std::unique_ptr<ports::TenantStorage> table) {
    std::vector<std::unique_ptr<ports::TenantStorage>> all;
    all.push_back(
        std::make_unique<aws::s3::TenantStorage>(client, std::vector<std::string>{settings.bucket, settings.quarantine_bucket}));
    if (!settings.collection.empty())
        all.push_back(std::make_unique<aws::opensearch::TenantStorage>(client, collection_options(settings)));
    if (table) all.push_back(std::move(table));
    return all;
}

}  // namespace

// The ledgers' bucket has a key of its own as its default: the tenants' key refuses whatever names no tenant.
AwsStore::AwsStore(const LambdaSettings& settings, const Environment& environment)
    : connection_(settings, environment),
      key_tables_(make_key_tables(client(), clock(), settings)),
      keys_(client(), *key_tables_.keys, clock(), {.kms_key = settings.kms_key}),
      record_tables_(make_record_tables(client(), keys_, *key_tables_.tenants, clock(), settings)),
      blobs_(client(), {.bucket = settings.bucket, .kms_key = settings.kms_key}),
      quarantine_(client(), {.bucket = settings.quarantine_bucket, .kms_key = settings.kms_key}),
      transfers_(client(), quarantine_, settings.bucket),
      erasures_(client(), {.bucket = settings.ledger_bucket, .prefix = "erasures/", .kms_key = ""}),
      audit_checkpoints_(client(), {.bucket = settings.ledger_bucket, .prefix = "audit/", .kms_key = ""}),
      refused_tokens_(client(), {.bucket = settings.ledger_bucket, .prefix = "refused-tokens/", .kms_key = ""}),
      vectors_(make_vectors(client(), settings)),
      storage_(places(client(), settings, std::move(record_tables_.storage))) {}

Result<std::unique_ptr<AwsStore>> AwsStore::create(const LambdaSettings& settings, const Environment& environment,
                                                   telemetry::Metrics& metrics) {
    auto store = std::unique_ptr<AwsStore>(new AwsStore(settings, environment));
    auto orchestration = AwsOrchestration::create(store->client(), store->metadata(), store->clock(), metrics, settings);
    if (!orchestration) return tl::unexpected(orchestration.error());
    store->orchestration_ = std::move(*orchestration);
    return store;
}

service::ServicePorts AwsStore::ports() {
    return {metadata(), blobs(), orchestration_->orchestrator(), keys(), tenants(), vectors(), clock()};
}

}  // namespace bespoke::app
