#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/bytes.hpp"
#include "base/deadline.hpp"
#include "base/error.hpp"
#include "base/ids.hpp"
#include "base/time.hpp"

namespace bespoke::ports {

/// Name of a blob within its tenant: '/'-separated parts of [A-Za-z0-9._-], none of them "." or "..", 1..512 bytes.
using BlobKey = StrongId<struct BlobKeyTag>;

/// True if the key keeps the rule above. Adapters refuse all others as `InvalidInput`.
bool is_valid(const BlobKey&);

/// Keep immutable byte strings, one namespace per tenant. Safe from many threads.
class BlobStore {
public:
    virtual ~BlobStore() = default;
    /// Store `bytes`. On success they survive a power cut. Same bytes again is success; other bytes are `Conflict`.
    virtual Status put(const TenantId&, const BlobKey&, BytesView bytes, Deadline) = 0;
    /// Fetch a blob. Missing, or another tenant's, is `nullopt`, not an error. Bytes that changed since `put` are `Corrupt`.
    virtual Result<std::optional<Bytes>> get(const TenantId&, const BlobKey&, Deadline) = 0;
    /// Forget a blob for good. Missing is success.
    virtual Status remove(const TenantId&, const BlobKey&, Deadline) = 0;
    /// A blob and when it was stored.
    struct Entry {
        BlobKey key;
        Timestamp stored_at{};
        std::uint64_t bytes = 0;  ///< as stored
    };
    /// All blobs whose key begins with `prefix` (any text), by key.
    virtual Result<std::vector<Entry>> list(const TenantId&, std::string_view prefix, Deadline) = 0;
};

/// A store of sealed bytes: what was sealed anew, with another key, may take the place of what was sealed before. Only the code that
/// seals sees this; to all others a blob never changes.
class SealedBytesStore : public BlobStore {
public:
    /// Put `bytes` in the place of a stored blob in one step, which a power cut does not tear; its `stored_at` stays. Missing, also if
    /// removed at the same time: `NotFound` "no-blob", and nothing is stored.
    virtual Status replace(const TenantId&, const BlobKey&, BytesView bytes, Deadline) = 0;
};

}  // namespace bespoke::ports
