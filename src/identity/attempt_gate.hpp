#pragma once

#include <chrono>
#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "base/time.hpp"

namespace bespoke::identity {

/// Slow down guessing: after five attempts in a row without success a name has to wait, 1 s at first, twice as long with each attempt
/// more, at most 15 minutes. Knows at most `capacity` names and forgets the oldest. Safe from many threads.
class AttemptGate {
public:
    explicit AttemptGate(std::size_t capacity = 10'000) : capacity_(capacity) {}
    /// Begin an attempt: it counts as failed until `succeeded`, so that many at once get no further than one after the other.
    /// How long to wait if there may be none now.
    std::optional<std::chrono::seconds> enter(const std::string& name, Timestamp now);
    void succeeded(const std::string& name);

private:
    struct Attempts {
        int failures = 0;
        Timestamp last{}, blocked_until{};
    };
    void make_room(Timestamp now);
    std::size_t capacity_;
    std::mutex mutex_;
    std::map<std::string, Attempts> attempts_;
};

}  // namespace bespoke::identity
