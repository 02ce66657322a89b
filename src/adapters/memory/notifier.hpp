#pragma once

#include <mutex>
#include <utility>
#include <vector>

#include "ports/notifier.hpp"

namespace bespoke::adapters::memory {

/// Keeps events for whoever asks for them.
class Notifier final : public ports::Notifier {
public:
    Status notify(const TenantId& tenant, const ports::Event& event, Deadline) override {
        const std::lock_guard lock(mutex_);
        events_.emplace_back(tenant, event);
        return {};
    }
    /// Events so far, oldest first.
    [[nodiscard]] std::vector<std::pair<TenantId, ports::Event>> events() const {
        const std::lock_guard lock(mutex_);
        return events_;
    }

private:
    mutable std::mutex mutex_;
    std::vector<std::pair<TenantId, ports::Event>> events_;
};

}  // namespace bespoke::adapters::memory
