#include "engine/fair_queue.hpp"

#include <algorithm>

namespace bespoke::engine {

void FairQueue::note(const TenantId& tenant, Timestamp due) {
    {
        const std::lock_guard lock(mutex_);
        auto& entry = entries_[tenant];
        entry.due = entry.due ? std::min(*entry.due, due) : due;
        ++entry.notes;
        ++wakes_;
    }
    changed_.notify_one();
}

bool FairQueue::ready(const Entry& entry, Timestamp now) const {
    return entry.due && *entry.due <= now && entry.turns < jobs_per_tenant_;
}

std::optional<FairQueue::Turn> FairQueue::take(Timestamp now) {
    const std::lock_guard lock(mutex_);
    const auto is_ready = [&](const auto& item) { return ready(item.second, now); };
    const auto behind = entries_.upper_bound(last_);
    auto found = std::find_if(behind, entries_.end(), is_ready);
    if (found == entries_.end()) found = std::find_if(entries_.begin(), behind, is_ready);
    if (found == entries_.end() || !is_ready(*found)) return std::nullopt;
    last_ = found->first;
    ++found->second.turns;
    return Turn{found->first, found->second.notes};
}

void FairQueue::done(const Turn& turn) {
    {
        const std::lock_guard lock(mutex_);
        const auto found = entries_.find(turn.tenant);
        if (found == entries_.end()) return;
        found->second.turns = std::max(0, found->second.turns - 1);
        ++wakes_;
    }
    changed_.notify_one();
}

void FairQueue::settle(const Turn& turn, std::optional<Timestamp> due) {
    const std::lock_guard lock(mutex_);
    const auto found = entries_.find(turn.tenant);
    if (found != entries_.end() && found->second.notes == turn.notes) found->second.due = due;
}

std::vector<TenantId> FairQueue::tenants() const {
    const std::lock_guard lock(mutex_);
    std::vector<TenantId> all;
    for (const auto& [tenant, entry] : entries_) all.push_back(tenant);
    return all;
}

void FairQueue::drop(const TenantId& tenant) {
    const std::lock_guard lock(mutex_);
    entries_.erase(tenant);
}

std::optional<Timestamp> FairQueue::next_due() const {
    std::optional<Timestamp> next;
    for (const auto& [tenant, entry] : entries_) {
        if (entry.due && entry.turns < jobs_per_tenant_) next = next ? std::min(*next, *entry.due) : *entry.due;
    }
    return next;
}

void FairQueue::wait(Timestamp now, std::chrono::milliseconds longest) {
    std::unique_lock lock(mutex_);
    const auto due = next_due();
    if (due && *due <= now) return;
    if (due) longest = std::min(longest, *due - now);
    changed_.wait_for(lock, longest, [this, seen = wakes_] { return wakes_ != seen; });
}

void FairQueue::wake_all() {
    {
        const std::lock_guard lock(mutex_);
        ++wakes_;
    }
    changed_.notify_all();
}

std::size_t FairQueue::waiting(Timestamp now) const {
    const std::lock_guard lock(mutex_);
    return static_cast<std::size_t>(std::ranges::count_if(
        entries_, [&](const auto& item) { return item.second.due && *item.second.due <= now && item.second.turns == 0; }));
}

}  // namespace bespoke::engine
