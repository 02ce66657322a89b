#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

#include "http/limits.hpp"

namespace bespoke::http {

/// Counts what connections hold, over all I/O threads. Safe from many threads.
class Admission {
public:
    explicit Admission(const ServerLimits& limits) : limits_(limits) {}

    /// Empty if the connection may come in (then leave() must follow), else why not: "connections" or "connections-per-peer".
    std::string_view enter(const std::string& peer);
    void leave(const std::string& peer);
    /// Waits until no connection is left; whether that came in time.
    bool wait_until_empty(std::chrono::steady_clock::time_point until);
    /// Whether one more event stream may open (then close_stream() must follow).
    bool open_stream();
    void close_stream();
    /// Takes so many bytes of the budget for bodies; whether there were enough.
    bool take_bytes(std::uint64_t bytes);
    void give_bytes(std::uint64_t bytes);
    [[nodiscard]] std::uint64_t bytes() const { return bytes_.load(std::memory_order_relaxed); }

private:
    const ServerLimits limits_;
    std::mutex guard_;
    std::condition_variable emptied_;
    std::size_t connections_ = 0;
    std::map<std::string, std::size_t, std::less<>> per_peer_;
    std::atomic<std::size_t> streams_{0};
    std::atomic<std::uint64_t> bytes_{0};
};

/// The share of one connection in the budget for bodies; given back when it goes.
class BodyShare {
public:
    explicit BodyShare(Admission& admission) : admission_(admission) {}
    ~BodyShare() { release(); }
    BodyShare(const BodyShare&) = delete;
    BodyShare& operator=(const BodyShare&) = delete;
    /// Grows the share to `bytes`, in steps, since every piece of a body asks; whether the budget had that much.
    bool grow_to(std::uint64_t bytes);
    void release();

private:
    Admission& admission_;
    std::uint64_t held_ = 0;
};

}  // namespace bespoke::http
