#include "lambda/aws_tables.hpp"

#include "adapters/aws/dynamodb/cached_tenant_registry.hpp"
#include "adapters/aws/dynamodb/key_rotation.hpp"
#include "adapters/aws/dynamodb/key_table.hpp"
#include "adapters/aws/dynamodb/metadata_store.hpp"
#include "adapters/aws/dynamodb/signing_key_table.hpp"
#include "adapters/aws/dynamodb/tenant_registry.hpp"
#include "adapters/aws/dynamodb/tenant_storage.hpp"

namespace bespoke::app {

namespace dynamodb = adapters::aws::dynamodb;

AwsKeyTables make_key_tables(adapters::aws::Client& client, const ports::Clock& clock, const LambdaSettings& settings) {
    AwsKeyTables tables{std::make_unique<dynamodb::KeyTable>(client, settings.table),
                        std::make_unique<dynamodb::SigningKeyTable>(client, settings.table),
                        std::make_unique<dynamodb::TenantRegistry>(client, settings.table),
                        {}};
    tables.tenants =
        std::make_unique<dynamodb::CachedTenantRegistry>(*tables.tenants_table, clock, dynamodb::CachedTenantRegistry::Options{});
    return tables;
}

AwsRecordTables make_record_tables(adapters::aws::Client& client, ports::KeyService& keys, ports::TenantRegistry& tenants,
                                   ports::Clock& clock, const LambdaSettings& settings) {
    return {std::make_unique<dynamodb::MetadataStore>(client, dynamodb::MetadataStore::Options{.table = settings.table}, keys,
                                                      tenants, clock),
            std::make_unique<dynamodb::TenantStorage>(client, settings.table)};
}

Result<std::map<std::string, std::uint64_t>> keep_keys_fresh(adapters::aws::Client& client, ports::KeyService& keys,
                                                             const ports::Clock& clock, const LambdaSettings& settings,
                                                             const TenantId& tenant, Timestamp now, Deadline deadline) {
    dynamodb::RotationPolicy policy;
    policy.longest_use = std::chrono::hours(24 * settings.rotate_after_days);
    dynamodb::Resealer resealer(client, settings.table, keys, clock);
    const auto report = dynamodb::keep_keys_fresh(resealer, keys, tenant, policy, now, deadline);
    if (!report) return tl::unexpected(report.error());
    return std::map<std::string, std::uint64_t>{{"rotated", static_cast<std::uint64_t>(report->rotated)},
                                                {"resealed", report->resealed},
                                                {"damaged", report->damaged},
                                                {"retired", report->retired}};
}

}  // namespace bespoke::app
