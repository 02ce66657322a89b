#pragma once

#include <functional>

#include "adapters/local/sealed_blob_store.hpp"

namespace bespoke::adapters::local {

/// When keys change, and what else than blobs is sealed with them.
struct RotationPolicy {
    std::chrono::hours longest_use{24 * 90};
    /// A superseded key is kept at least this long, for writers that took it before the rotation.
    std::chrono::hours grace{24};
    /// Seals the tenant's rows anew that were sealed with another than the current key; gives how many are left (0: finished).
    std::function<Result<std::size_t>(const TenantId&, Deadline)> reseal_rows;
};

struct RotationReport {
    int rotated = 0;           ///< 1 if a new key was made
    std::size_t resealed = 0;  ///< blobs
    std::size_t damaged = 0;   ///< blobs that no longer open; their keys are kept
    std::size_t retired = 0;   ///< keys
};

/// Seal all blobs of a tenant that are not sealed with the current key with it. Can be broken off anywhere and done again.
Result<RotationReport> reseal_blobs(SealedBlobStore& blobs, const TenantId& tenant, Deadline deadline);

/// One run of the chore for one tenant: a new key if the current one is older than the policy says, everything sealed with old
/// keys sealed anew, and then those old keys destroyed that were superseded long enough ago. Each step may be repeated after a
/// crash; no key goes before a whole pass, made after the grace, has found nothing sealed with it. `Timeout` "deadline" means: go
/// on later.
Result<RotationReport> keep_keys_fresh(SealedBlobStore& blobs, ports::KeyService& keys, const TenantId& tenant,
                                       const RotationPolicy& policy, Timestamp now, Deadline deadline);

}  // namespace bespoke::adapters::local
