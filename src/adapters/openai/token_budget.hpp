#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <string>

#include "base/ids.hpp"
#include "base/time.hpp"

namespace bespoke::adapters::openai {

/// Counts tokens by owner and UTC day, in this process alone; each new day starts at zero. Safe from many threads.
class TokenBudget {
public:
    explicit TokenBudget(std::int64_t daily) : daily_(daily) {}
    /// Sets tokens aside for a request; false if they would exceed the day's budget. 0 as budget: never.
    bool reserve(const TenantId& owner, std::int64_t tokens, Timestamp now);
    /// Gives back what was set aside, and counts what was used.
    void settle(const TenantId& owner, std::int64_t reserved, std::int64_t used, Timestamp now);

private:
    void turn_page(Timestamp now);
    std::int64_t daily_, day_ = 0;
    std::mutex mutex_;
    std::map<TenantId, std::int64_t> used_;
};

}  // namespace bespoke::adapters::openai
