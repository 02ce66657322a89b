#include "adapters/openai/token_budget.hpp"

#include <algorithm>
#include <chrono>

namespace bespoke::adapters::openai {

void TokenBudget::turn_page() {
    const auto day = std::chrono::floor<std::chrono::days>(clock_.now()).time_since_epoch().count();
    if (day == day_) return;
    day_ = day;
    used_.clear();
}

Result<bool> TokenBudget::reserve(const TenantId& owner, std::int64_t tokens) {
    const std::lock_guard lock(mutex_);
    turn_page();
    auto& used = used_[owner];
    if (used + tokens > daily_) return false;
    used += tokens;
    return true;
}

Status TokenBudget::settle(const TenantId& owner, std::int64_t reserved, std::int64_t used) {
    const std::lock_guard lock(mutex_);
    turn_page();
    auto& total = used_[owner];
    // Set aside yesterday, settled today: there is nothing to give back.
    total = std::max<std::int64_t>(total - reserved, 0) + used;
    return {};
}

}  // namespace bespoke::adapters::openai
