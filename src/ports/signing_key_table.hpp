#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/bytes.hpp"
#include "base/error.hpp"
#include "base/time.hpp"

namespace bespoke::ports {

/// An Ed25519 key of the built-in issuer.
struct StoredSigningKey {
    std::string id;        ///< RFC 7638 thumbprint
    Bytes public_key;      ///< 32 bytes
    Bytes sealed_private;  ///< sealed before it gets here; empty once it signs no more
    Timestamp created_at{}, active_from{};
    std::optional<Timestamp> retire_at;  ///< what it signed counts until then
};

/// Keep the issuer's keys, for all tenants. All values are opaque to the table. Safe from many threads.
class SigningKeyTable {
public:
    virtual ~SigningKeyTable() = default;
    /// Add or replace by id. On success it survives a power cut.
    virtual Status put(const StoredSigningKey&) = 0;
    /// All of them, the oldest first.
    virtual Result<std::vector<StoredSigningKey>> list() = 0;
    /// Forget one. Missing is success.
    virtual Status remove(const std::string& id) = 0;
};

}  // namespace bespoke::ports
