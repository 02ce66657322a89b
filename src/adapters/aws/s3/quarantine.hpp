#pragma once

#include <optional>

#include "adapters/aws/s3/bucket.hpp"
#include "ports/transfer_links.hpp"

namespace bespoke::adapters::aws::s3 {

struct QuarantineOptions {
    std::string bucket;
    std::string kms_key;  ///< ARN; empty: the bucket's default encryption
};

/// Where files land that were sent straight to S3, one object an upload: `tenants/<tenant>/<upload id>`. Nothing else ever reads there, and a
/// lifecycle rule empties it. Whoever holds the form can send again until it expires; what counts are the bytes that `get` gave.
/// Safe from many threads.
class Quarantine {
public:
    /// `client` outlives it.
    Quarantine(Client& client, QuarantineOptions);

    /// What was sent. Not there yet, or gone: `nullopt`. More than `most_bytes`: `LimitExceeded` "too-large", and nothing is read.
    Result<std::optional<Bytes>> get(const TenantId&, const RecordId& upload, std::uint64_t most_bytes, Deadline);
    /// Forget it, in all versions. Missing is success.
    Status remove(const TenantId&, const RecordId& upload, Deadline);

    struct Place {
        TenantId tenant;
        RecordId upload;
    };
    /// What an event of the bucket speaks of; `nullopt` for keys that are no upload. `key` as in EventBridge's events, not encoded.
    static std::optional<Place> place_of(std::string_view key);
    static std::string key_of(const TenantId&, const RecordId& upload);
    [[nodiscard]] const Bucket& bucket() const { return bucket_; }
    [[nodiscard]] const QuarantineOptions& options() const { return options_; }

private:
    Client& client_;
    const QuarantineOptions options_;
    const Bucket bucket_;
};

}  // namespace bespoke::adapters::aws::s3
