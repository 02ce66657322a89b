#pragma once

#include <string>
#include <vector>

#include "base/bytes.hpp"
#include "base/error.hpp"
#include "base/ids.hpp"
#include "base/time.hpp"

namespace bespoke::ports {

/// A tenant's data key as it is stored: wrapped with a key of the operator's. Or, with nothing in `wrapped`, the note that they were destroyed.
struct KeyRow {
    TenantId tenant;
    std::string key_id;
    int version = 0;  ///< grows with each rotation; the highest is the current key
    Bytes wrapped;
    Timestamp made_at{};
};

/// Where the wrapped keys of all tenants stand. Safe from many threads; every change survives a power cut.
class KeyTable {
public:
    virtual ~KeyTable() = default;
    /// A tenant's rows, by version.
    virtual Result<std::vector<KeyRow>> rows_of(const TenantId&) = 0;
    virtual Result<std::vector<KeyRow>> all() = 0;
    /// Add rows; those of the same tenant and key are replaced. All or nothing.
    virtual Status put(const std::vector<KeyRow>&) = 0;
    /// These rows are all that the tenant has. On success the bytes of others are in no file any more. Where several processes change the table,
    /// rows made since the caller read it stay: those of a version above the highest of these, unless these hold a note of destruction.
    virtual Status replace_all(const TenantId&, const std::vector<KeyRow>&) = 0;
};

}  // namespace bespoke::ports
