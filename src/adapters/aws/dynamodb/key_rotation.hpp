#pragma once

#include "adapters/aws/dynamodb/resealer.hpp"

namespace bespoke::adapters::aws::dynamodb {

struct RotationPolicy {
    std::chrono::hours longest_use{24 * 90};  ///< of a data key to seal with
    /// Who took a key before a rotation, or read a value before it was sealed anew, has written by then: other processes notice a rotation
    /// within minutes, a function lives for a quarter of an hour at most.
    std::chrono::hours grace{24};
};

struct RotationReport {
    int rotated = 0;             ///< 1 if a new key was made
    std::uint64_t resealed = 0;  ///< values, by the pass at hand
    std::uint64_t damaged = 0;   ///< values that do not open; while there are any, keys are kept
    std::size_t retired = 0;     ///< keys
};

/// One run of the chore for one tenant, the twin of local::keep_keys_fresh: a new key if the current one is older than the policy says, at once
/// a pass that seals anew what old keys sealed, and once the grace has gone by a second one; if that finds nothing, the old keys are retired
/// for good, else there is another after the next grace. May be broken off anywhere and done again. `Timeout` "deadline" means: go on later.
Result<RotationReport> keep_keys_fresh(Resealer&, ports::KeyService&, const TenantId&, const RotationPolicy&, Timestamp now,
                                       Deadline);

}  // namespace bespoke::adapters::aws::dynamodb
