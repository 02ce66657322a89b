#include "http/handler_pool.hpp"

#include <algorithm>

namespace bespoke::http {

HandlerPool::HandlerPool(unsigned threads, std::size_t most_queued) : most_queued_(most_queued) {
    for (unsigned i = 0; i < std::max(threads, 1U); ++i) threads_.emplace_back([this] { work(); });
}

HandlerPool::~HandlerPool() { stop(); }

HandlerPool::Offer HandlerPool::offer(Lane lane, Job job) {
    {
        const std::lock_guard lock(guard_);
        if (stopping_ || queued_ >= most_queued_) return Offer::Full;
        auto& waiting = lanes_[lane];
        if (waiting.empty()) turns_.push_back(lane);
        waiting.push_back(std::move(job));
        ++queued_;
    }
    wake_.notify_one();
    return Offer::Taken;
}

std::size_t HandlerPool::queued() const {
    const std::lock_guard lock(guard_);
    return queued_;
}

HandlerPool::Job HandlerPool::take_next() {
    const auto lane = lanes_.find(turns_.front());
    turns_.pop_front();
    auto job = std::move(lane->second.front());
    lane->second.pop_front();
    --queued_;
    if (lane->second.empty()) {
        lanes_.erase(lane);
    } else {
        turns_.push_back(lane->first);
    }
    return job;
}

void HandlerPool::work() {
    std::unique_lock lock(guard_);
    for (;;) {
        wake_.wait(lock, [this] { return stopping_ || queued_ > 0; });
        if (stopping_) return;
        auto job = take_next();
        lock.unlock();
        job();
        job = nullptr;  // what it holds goes before the lock is taken again
        lock.lock();
    }
}

void HandlerPool::stop() {
    std::unordered_map<Lane, std::deque<Job>> dropped;
    {
        const std::lock_guard lock(guard_);
        stopping_ = true;
        dropped.swap(lanes_);
        turns_.clear();
        queued_ = 0;
    }
    wake_.notify_all();
    for (auto& thread : threads_)
        if (thread.joinable()) thread.join();
}

}  // namespace bespoke::http
