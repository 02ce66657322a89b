#pragma once

#include "adapters/aws/s3/bucket.hpp"
#include "ports/blob_store.hpp"

namespace bespoke::adapters::aws::s3 {

struct BlobStoreOptions {
    std::string bucket;
    std::string kms_key;                 ///< ARN; empty: the bucket's default encryption
    std::size_t max_bytes = 64U << 20U;  ///< of one blob
};

/// Blobs as objects `tenants/<tenant>/<key>`, touched with the tenant's own session only. S3 encrypts each under the service's KMS key with the
/// context {"tenantId"}, checks its SHA-256 on arrival and stores it once (If-None-Match); hash and name stand in the object's
/// metadata too, so that bytes that changed or were moved are `Corrupt` "integrity". Over `max_bytes`: `LimitExceeded` "blob-too-large". `remove` deletes all
/// versions, so that also in a bucket that keeps versions a blob is gone for good.
/// Not sealed by us: whoever holds a presigned link fetches the content from S3 itself.
/// Errors of S3 as to_error() says. Safe from many threads and processes.
class BlobStore final : public ports::BlobStore {
public:
    /// `client` outlives it.
    BlobStore(Client& client, BlobStoreOptions);

    Status put(const TenantId&, const ports::BlobKey&, BytesView bytes, Deadline) override;
    Result<std::optional<Bytes>> get(const TenantId&, const ports::BlobKey&, Deadline) override;
    Status remove(const TenantId&, const ports::BlobKey&, Deadline) override;
    Result<std::vector<Entry>> list(const TenantId&, std::string_view prefix, Deadline) override;

private:
    Answer<Reply> put_once(const TenantId&, const ports::BlobKey&, BytesView, Deadline);
    enum class There { Nothing, Same, Other };
    Result<There> compare(const TenantId&, const ports::BlobKey&, BytesView, Deadline);

    Client& client_;
    const BlobStoreOptions options_;
    const Bucket bucket_;
};

}  // namespace bespoke::adapters::aws::s3
