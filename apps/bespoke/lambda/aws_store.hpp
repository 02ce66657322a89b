#pragma once

#include <memory>

#include "adapters/aws/kms/key_service.hpp"
#include "adapters/aws/s3/blob_store.hpp"
#include "adapters/aws/s3/ledger.hpp"
#include "adapters/aws/s3/quarantine.hpp"
#include "adapters/aws/s3/transfer_links.hpp"
#include "lambda/all_tenant_storage.hpp"
#include "lambda/aws_connection.hpp"
#include "lambda/aws_orchestration.hpp"
#include "lambda/aws_tables.hpp"
#include "ports/vector_index.hpp"
#include "service/service_ports.hpp"
#include "telemetry/metrics.hpp"

namespace bespoke::app {

/// All that the service keeps on AWS, behind the ports: the twin of Store. Making it calls nobody. Safe from many threads.
class AwsStore {
public:
    /// `InvalidInput` "bad-definition". The metrics outlive it.
    static Result<std::unique_ptr<AwsStore>> create(const LambdaSettings&, const Environment&, telemetry::Metrics&);

    adapters::aws::Client& client() { return connection_.client(); }
    ports::Clock& clock() { return connection_.clock(); }
    ports::KeyService& keys() { return keys_; }
    ports::SigningKeyTable& signing_keys() { return *key_tables_.signing_keys; }
    ports::TenantRegistry& tenants() { return *key_tables_.tenants; }
    ports::MetadataStore& metadata() { return *record_tables_.metadata; }
    ports::BlobStore& blobs() { return blobs_; }
    ports::VectorIndex& vectors() { return *vectors_; }
    ports::TransferLinks& transfers() { return transfers_; }
    adapters::aws::s3::Quarantine& quarantine() { return quarantine_; }
    ports::Ledger& erasures() { return erasures_; }
    ports::Ledger& audit_checkpoints() { return audit_checkpoints_; }
    ports::Ledger& refused_tokens() { return refused_tokens_; }
    ports::TenantStorage& storage() { return storage_; }
    AwsOrchestration& orchestration() { return *orchestration_; }
    service::ServicePorts ports();

private:
    AwsStore(const LambdaSettings&, const Environment&);

    // In the order in which they lean on each other.
    AwsConnection connection_;
    AwsKeyTables key_tables_;
    adapters::aws::kms::KeyService keys_;
    AwsRecordTables record_tables_;
    adapters::aws::s3::BlobStore blobs_;
    adapters::aws::s3::Quarantine quarantine_;
    adapters::aws::s3::TransferLinks transfers_;
    adapters::aws::s3::Ledger erasures_, audit_checkpoints_, refused_tokens_;
    std::unique_ptr<ports::VectorIndex> vectors_;
    AllTenantStorage storage_;
    std::unique_ptr<AwsOrchestration> orchestration_;
};

}  // namespace bespoke::app
