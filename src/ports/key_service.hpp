#pragma once

#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/ids.hpp"
#include "base/time.hpp"
#include "crypto/data_key.hpp"

namespace bespoke::ports {

/// Whose keys seal what belongs to the service itself, such as its signing keys. No valid name of a tenant, so no operator can make it.
inline TenantId system_keys() { return TenantId("_system"); }

/// A tenant's data keys. Keys that leave this port are in memory only and wiped with their owner. Safe from many threads.
class KeyService {
public:
    virtual ~KeyService() = default;
    /// The key that new data is sealed with; made at the tenant's first use. An erased tenant: `NotFound` "no-tenant".
    virtual Result<crypto::DataKey> current(const TenantId&) = 0;
    /// The key that old data was sealed with. Unknown, destroyed or another tenant's: `NotFound` "no-key".
    virtual Result<crypto::DataKey> find(const TenantId&, const std::string& key_id) = 0;
    /// Make a new current key. Older ones open old data until they are retired. An erased tenant: `NotFound` "no-tenant".
    virtual Status rotate(const TenantId&) = 0;

    struct KeyInfo {
        std::string id;
        Timestamp made_at{};
    };
    /// The tenant's keys, oldest first; the last is the current one. None were made yet, or all destroyed: empty.
    virtual Result<std::vector<KeyInfo>> keys(const TenantId&) = 0;
    /// Destroy an old key for good, once nothing is sealed with it any more. The current one: `Conflict` "key-in-use". Unknown is success.
    virtual Status retire(const TenantId&, const std::string& key_id) = 0;
    /// Destroy all keys of the tenant for good: what they sealed is noise from now on. Again is success.
    virtual Status destroy(const TenantId&) = 0;
};

}  // namespace bespoke::ports
