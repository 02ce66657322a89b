#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.hpp"
#include "base/error.hpp"
#include "base/ids.hpp"
#include "crypto/data_key.hpp"

namespace bespoke::crypto {

/// What sealed bytes are and where they belong. All of it is authenticated: moved to another tenant, object or column they do not open.
struct SealContext {
    TenantId tenant;
    std::string_view kind;    ///< e.g. "record", "blob", "cursor"
    std::string_view object;  ///< e.g. record id, blob key
    std::string_view column;  ///< e.g. "body"
};

/// AES-256-GCM under a key derived for this one message: HKDF-SHA256(data key, random 32-byte salt, context) gives the message key, the
/// nonce and a commitment to the key. Layout: docs/formats/sealed.md. Safe for any number of messages a key.
Bytes seal(const DataKey&, const SealContext&, BytesView plain);

/// Name of the key that sealed them; `nullopt` if these are no sealed bytes.
std::optional<std::string> key_id_of(BytesView sealed);

/// `Corrupt` "sealed" if any bit, the key or the context differs.
Result<Bytes> open(const DataKey&, const SealContext&, BytesView sealed);

}  // namespace bespoke::crypto
