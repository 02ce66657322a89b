#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <vector>

namespace bespoke::http {

/// Threads that run blocking work from one bounded queue. Work waits in lanes that take turns, so that whoever queues a thousand requests
/// delays another's one by one. Safe from many threads.
class HandlerPool {
public:
    using Job = std::function<void()>;
    enum class Offer { Taken, Full };
    /// Whose work it is; first come first served within one.
    using Lane = std::size_t;

    HandlerPool(unsigned threads, std::size_t most_queued);
    /// As stop().
    ~HandlerPool();
    /// Never waits. A job must not throw.
    Offer offer(Lane, Job);
    [[nodiscard]] std::size_t queued() const;
    /// Takes no more, lets jobs at work finish, and drops what still waits.
    void stop();

private:
    void work();
    Job take_next();

    const std::size_t most_queued_;
    mutable std::mutex guard_;
    std::condition_variable wake_;
    std::unordered_map<Lane, std::deque<Job>> lanes_;  ///< none is empty
    std::deque<Lane> turns_;                           ///< each lane once, the next one first
    std::size_t queued_ = 0;
    bool stopping_ = false;
    std::vector<std::thread> threads_;
};

}  // namespace bespoke::http
