#pragma once

#include <chrono>

#include "ports/clock.hpp"

namespace bespoke::adapters::local {

/// The machine's clock.
class SystemClock final : public ports::Clock {
public:
    [[nodiscard]] Timestamp now() const override {
        return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
    }
};

}  // namespace bespoke::adapters::local
