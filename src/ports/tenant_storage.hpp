#pragma once

#include "base/error.hpp"
#include "base/ids.hpp"

namespace bespoke::ports {

/// The place where everything of one tenant lies: its records, blobs, vectors, journal. Safe from many threads.
class TenantStorage {
public:
    virtual ~TenantStorage() = default;
    /// Remove all of it for good, side files of the database included, and let go of every handle. Survives a power cut once it answered;
    /// half done, it is done again with the same call. Nothing there is success. Only for tenants that the registry calls Erased.
    virtual Status erase(const TenantId&) = 0;
    /// True while anything of the tenant is there, also what a restored backup has brought back.
    virtual Result<bool> holds(const TenantId&) = 0;
    /// Fold the database's log into its main file where there is such a thing. Success where there is none.
    virtual Status checkpoint(const TenantId&) = 0;
};

}  // namespace bespoke::ports
