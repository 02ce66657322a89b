#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "base/bytes.hpp"
#include "base/error.hpp"
#include "base/ids.hpp"
#include "ports/key_service.hpp"

namespace bespoke::adapters::sealing {

/// Where a sealed value stands: moved elsewhere it does not open.
struct Place {
    std::string_view kind;    ///< "record", "event" or "execution"
    std::string object;       ///< e.g. "job:job_01…"
    std::string_view column;  ///< e.g. "body"
};

/// Seals and opens one tenant's values (as CBOR) during one call of a port; asks for each key once. For one thread.
class Sealer {
public:
    Sealer(ports::KeyService& keys, TenantId tenant) : keys_(keys), tenant_(std::move(tenant)) {}
    /// Under the tenant's current key. Errors of the key service.
    Result<Bytes> seal(const Place&, const nlohmann::json& value);
    /// `Corrupt` "sealed" if the value was changed or moved; errors of the key service if its key is gone.
    Result<nlohmann::json> open(const Place&, BytesView sealed);

private:
    Result<const crypto::DataKey*> find(const std::string& key_id);
    ports::KeyService& keys_;
    const TenantId tenant_;
    std::string current_;  ///< id of the key to seal with, once known
    std::map<std::string, crypto::DataKey> known_;
};

}  // namespace bespoke::adapters::sealing
