#pragma once

#include <atomic>
#include <mutex>

#include "engine/executor.hpp"

namespace bespoke::engine {

/// A claim that a worker is at.
struct Executor::AtWork {
    AtWork(ports::Claim held, ports::Position start, FairQueue::Turn taken)
        : claim(std::move(held)), turn(std::move(taken)), position(std::move(start)) {
        lease_until = to_millis(claim.lease_until);
    }

    const ports::Claim claim;  ///< its position is where the worker began
    const FairQueue::Turn turn;
    std::atomic<std::int64_t> lease_until{};  ///< milliseconds since the epoch
    std::atomic<std::int64_t> last_beat{};    ///< milliseconds of Ports::elapsed
    std::atomic<bool> stop{false};            ///< cancelled, lost, or its tenant is going

    std::mutex committing;  ///< held while an outcome is decided and committed; guards what follows
    enum class Phase {
        Between,    ///< no task runs
        Running,    ///< a task runs
        Abandoned,  ///< it overran; the watcher has given its lease and its turn back
    } phase = Phase::Between;
    ports::Position position;
    std::chrono::milliseconds began{};  ///< by Ports::elapsed
    std::chrono::milliseconds timeout{};
    std::optional<std::chrono::milliseconds> heartbeat;
    bool parked = false;  ///< an outcome waits for the disk; nothing else may be committed
};

}  // namespace bespoke::engine
