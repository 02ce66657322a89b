#pragma once

#include <memory>

#include "adapters/aws/core/client.hpp"
#include "lambda/settings.hpp"
#include "ports/clock.hpp"
#include "ports/key_service.hpp"
#include "ports/key_table.hpp"
#include "ports/metadata_store.hpp"
#include "ports/signing_key_table.hpp"
#include "ports/tenant_registry.hpp"
#include "ports/tenant_storage.hpp"

namespace bespoke::app {

/// What lies in the DynamoDB table, behind the ports. Two steps, since records are sealed with keys that stand in the table themselves.
struct AwsKeyTables {
    std::unique_ptr<ports::KeyTable> keys;
    std::unique_ptr<ports::SigningKeyTable> signing_keys;
    std::unique_ptr<ports::TenantRegistry> tenants_table;
    std::unique_ptr<ports::TenantRegistry> tenants;  ///< the table's, remembered for a moment
};
/// Client and clock outlive it.
AwsKeyTables make_key_tables(adapters::aws::Client&, const ports::Clock&, const LambdaSettings&);

struct AwsRecordTables {
    std::unique_ptr<ports::MetadataStore> metadata;
    std::unique_ptr<ports::TenantStorage> storage;
};
/// Client, keys, tenants and clock outlive it.
AwsRecordTables make_record_tables(adapters::aws::Client&, ports::KeyService&, ports::TenantRegistry&, ports::Clock&,
                                   const LambdaSettings&);

/// The chore that keeps a tenant's data keys young.
Result<std::map<std::string, std::uint64_t>> keep_keys_fresh(adapters::aws::Client&, ports::KeyService&, const ports::Clock&,
                                                             const LambdaSettings&, const TenantId&, Timestamp now, Deadline);

}  // namespace bespoke::app
