#include "http/handler_pool.hpp"

#include <algorithm>

namespace bespoke::http {

HandlerPool::HandlerPool(unsigned threads, std::size_t most_queued) : most_queued_(most_queued) {
    for (unsigned i = 0; i < std::max(threads, 1U); ++i) threads_.emplace_back([this] { work(); });
}

HandlerPool::~HandlerPool() { stop(); }

HandlerPool::Offer HandlerPool::offer(Job job) {
    {
        const std::lock_guard lock(guard_);
        if (stopping_ || queue_.size() >= most_queued_) return Offer::Full;
        queue_.push_back(std::move(job));
    }
    wake_.notify_one();
    return Offer::Taken;
}

std::size_t HandlerPool::queued() const {
    const std::lock_guard lock(guard_);
    return queue_.size();
}

void HandlerPool::work() {
    std::unique_lock lock(guard_);
    for (;;) {
        wake_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
        if (stopping_) return;
        auto job = std::move(queue_.front());
        queue_.pop_front();
        lock.unlock();
        job();
        job = nullptr;  // what it holds goes before the lock is taken again
        lock.lock();
    }
}

void HandlerPool::stop() {
    std::deque<Job> dropped;
    {
        const std::lock_guard lock(guard_);
        stopping_ = true;
        dropped.swap(queue_);
    }
    wake_.notify_all();
    for (auto& thread : threads_)
        if (thread.joinable()) thread.join();
}

}  // namespace bespoke::http
