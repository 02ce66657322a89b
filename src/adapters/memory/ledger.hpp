#pragma once

#include <mutex>

#include "ports/ledger.hpp"

namespace bespoke::adapters::memory {

/// Lines in memory. Declared deviation: nothing survives the process.
class Ledger final : public ports::Ledger {
public:
    Status append(std::string_view line) override {
        const std::scoped_lock lock(mutex_);
        lines_.emplace_back(line);
        return {};
    }
    Status read(const std::function<void(std::string_view)>& visit) const override {
        const std::scoped_lock lock(mutex_);
        for (const auto& line : lines_) visit(line);
        return {};
    }

private:
    mutable std::mutex mutex_;
    std::vector<std::string> lines_;
};

}  // namespace bespoke::adapters::memory
