#include "lambda/aws_tables.hpp"

#include "adapters/aws/dynamodb/key_table.hpp"
#include "adapters/aws/dynamodb/metadata_store.hpp"
#include "adapters/aws/dynamodb/signing_key_table.hpp"
#include "adapters/aws/dynamodb/tenant_registry.hpp"
#include "adapters/aws/dynamodb/tenant_storage.hpp"

namespace bespoke::app {

namespace dynamodb = adapters::aws::dynamodb;

AwsKeyTables make_key_tables(adapters::aws::Client& client, const LambdaSettings& settings) {
    return {std::make_unique<dynamodb::KeyTable>(client, settings.table),
            std::make_unique<dynamodb::SigningKeyTable>(client, settings.table),
            std::make_unique<dynamodb::TenantRegistry>(client, settings.table)};
}

AwsRecordTables make_record_tables(adapters::aws::Client& client, ports::KeyService& keys, ports::TenantRegistry& tenants,
                                   ports::Clock& clock, const LambdaSettings& settings) {
    return {std::make_unique<dynamodb::MetadataStore>(client, dynamodb::MetadataStore::Options{.table = settings.table}, keys,
                                                      tenants, clock),
            std::make_unique<dynamodb::TenantStorage>(client, settings.table)};
}

}  // namespace bespoke::app
