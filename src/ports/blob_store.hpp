#pragma once

#include <optional>

#include "base/bytes.hpp"
#include "base/deadline.hpp"
#include "base/error.hpp"
#include "base/ids.hpp"

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
};

}  // namespace bespoke::ports
