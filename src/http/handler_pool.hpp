#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace bespoke::http {

/// Threads that run blocking work from one bounded queue, first come first served. Safe from many threads.
class HandlerPool {
public:
    using Job = std::function<void()>;
    enum class Offer { Taken, Full };

    HandlerPool(unsigned threads, std::size_t most_queued);
    /// As stop().
    ~HandlerPool();
    /// Never waits. A job must not throw.
    Offer offer(Job);
    [[nodiscard]] std::size_t queued() const;
    /// Takes no more, lets jobs at work finish, and drops what still waits.
    void stop();

private:
    void work();

    const std::size_t most_queued_;
    mutable std::mutex guard_;
    std::condition_variable wake_;
    std::deque<Job> queue_;
    bool stopping_ = false;
    std::vector<std::thread> threads_;
};

}  // namespace bespoke::http
