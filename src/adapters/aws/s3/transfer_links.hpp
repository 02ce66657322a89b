#pragma once

#include "adapters/aws/s3/quarantine.hpp"
#include "ports/transfer_links.hpp"

namespace bespoke::adapters::aws::s3 {

/// Uploads by a POST policy into the quarantine: this very key, exactly the declared number of bytes, media type and SHA-256 (which S3 checks),
/// encrypted for the tenant. Downloads by presigned GET ("Sharing objects with presigned URLs"), shown under the file's name and kept in
/// no cache. Both are signed with the tenant's session, so no link reaches another tenant's data whatever its text, and both die with it.
/// `InvalidInput` "bad-link" for a name, hash or time that can't be signed; `Unavailable` "aws-credentials". Safe from many threads.
class TransferLinks final : public ports::TransferLinks {
public:
    /// All outlive it. `blobs` is the bucket of the tenant's BlobStore.
    TransferLinks(Client& client, const Quarantine& quarantine, std::string blobs);

    Result<ports::UploadForm> upload(const TenantId&, const ports::ExpectedFile&) override;
    Result<std::string> download(const TenantId&, const ports::OfferedFile&) override;

private:
    Client& client_;
    const Quarantine& quarantine_;
    const Bucket blobs_;
};

}  // namespace bespoke::adapters::aws::s3
