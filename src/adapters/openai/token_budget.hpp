#pragma once

#include <cstdint>
#include <map>
#include <mutex>

#include "ports/clock.hpp"
#include "ports/token_ledger.hpp"

namespace bespoke::adapters::openai {

/// Counts in this process alone; each new day starts at zero. The clock outlives it.
class TokenBudget final : public ports::TokenLedger {
public:
    TokenBudget(std::int64_t daily, const ports::Clock& clock) : daily_(daily), clock_(clock) {}
    Result<bool> reserve(const TenantId& owner, std::int64_t tokens) override;
    Status settle(const TenantId& owner, std::int64_t reserved, std::int64_t used) override;

private:
    void turn_page();
    const std::int64_t daily_;
    const ports::Clock& clock_;
    std::int64_t day_ = 0;
    std::mutex mutex_;
    std::map<TenantId, std::int64_t> used_;
};

}  // namespace bespoke::adapters::openai
