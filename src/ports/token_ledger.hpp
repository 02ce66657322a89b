#pragma once

#include <cstdint>

#include "base/error.hpp"
#include "base/ids.hpp"

namespace bespoke::ports {

/// Counts the tokens that a tenant's questions to language models took in a UTC day, against a bound. Safe from many threads.
class TokenLedger {
public:
    virtual ~TokenLedger() = default;
    /// Sets tokens aside for a question. False: they would go beyond the day's bound, and nothing was set aside. What a process that died had set aside
    /// counts for the rest of the day. Errors are the store's.
    virtual Result<bool> reserve(const TenantId&, std::int64_t tokens) = 0;
    /// Gives back what was set aside, and counts what was used.
    virtual Status settle(const TenantId&, std::int64_t reserved, std::int64_t used) = 0;
};

}  // namespace bespoke::ports
