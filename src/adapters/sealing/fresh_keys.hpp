#pragma once

#include <vector>

#include "ports/key_service.hpp"

namespace bespoke::adapters::sealing {

/// A tenant's keys, oldest first.
struct FreshKeys {
    std::vector<ports::KeyService::KeyInfo> keys;
    enum class Rotated { No, Yes } rotated = Rotated::No;  ///< the last was made just now
};
/// Makes a new key if the current one has been in use for `longest_use`. A tenant that has sealed nothing yet keeps having none. Doing it twice makes
/// one key. Errors are the key service's.
Result<FreshKeys> fresh_keys(ports::KeyService&, const TenantId&, std::chrono::hours longest_use, Timestamp now);

}  // namespace bespoke::adapters::sealing
