#pragma once

#include "adapters/aws/s3/bucket.hpp"
#include "ports/tenant_storage.hpp"

namespace bespoke::adapters::aws::s3 {

/// What a tenant has in S3: all versions of all objects below his prefix, in every bucket named. With the tenant's own session.
/// Safe from many threads and processes.
class TenantStorage final : public ports::TenantStorage {
public:
    /// `client` outlives it. Blobs, quarantine; never the ledger's.
    TenantStorage(Client& client, const std::vector<std::string>& buckets,
                  std::chrono::milliseconds patience = std::chrono::minutes(10));

    Status erase(const TenantId&) override;
    Result<bool> holds(const TenantId&) override;
    Status checkpoint(const TenantId&) override { return {}; }

private:
    Client& client_;
    std::vector<Bucket> buckets_;
    const std::chrono::milliseconds patience_;
};

}  // namespace bespoke::adapters::aws::s3
