#include "adapters/local/sqlite/reader_pool.hpp"

#include <sqlite3.h>

namespace bespoke::adapters::local::sqlite {
namespace {

constexpr int kStepsBetweenLooks = 10'000;
using SteadyClock = std::chrono::steady_clock;

/// Interrupts a query that runs past its time.
class TimeLimit {
public:
    TimeLimit(Connection& connection, std::chrono::milliseconds limit)
        : connection_(connection), end_(SteadyClock::now() + limit) {
        sqlite3_progress_handler(
            connection_.handle(), kStepsBetweenLooks,
            [](void* end) { return SteadyClock::now() > *static_cast<SteadyClock::time_point*>(end) ? 1 : 0; }, &end_);
    }
    TimeLimit(const TimeLimit&) = delete;
    TimeLimit& operator=(const TimeLimit&) = delete;
    ~TimeLimit() { sqlite3_progress_handler(connection_.handle(), 0, nullptr, nullptr); }

private:
    Connection& connection_;
    SteadyClock::time_point end_;
};

}  // namespace

Status ReaderPool::run(const std::function<void(Connection&)>& work) {
    const auto end = SteadyClock::now() + options_.patience;
    for (;;) {
        auto connection = borrow();
        if (!connection) return tl::unexpected(connection.error());
        const auto status = run_on(**connection, work);
        give_back(std::move(*connection));
        if (status || status.error().reason != "storage-busy" || SteadyClock::now() >= end) return status;
    }
}

Status ReaderPool::run_on(Connection& connection, const std::function<void(Connection&)>& work) const {
    const TimeLimit limit(connection, options_.longest_read);
    try {
        connection.script("BEGIN");
        work(connection);
        connection.script("COMMIT");
        return {};
    } catch (const SQLite::Exception& exception) {
        auto error = to_error(exception, connection.system_errno());
        if (connection.in_transaction()) connection.database().tryExec("ROLLBACK");
        return tl::unexpected(std::move(error));
    }
}

Result<std::unique_ptr<Connection>> ReaderPool::borrow() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return closed_ || !free_.empty() || lent_ < options_.size; });
    if (closed_) return tl::unexpected(*closed_);
    ++lent_;
    if (!free_.empty()) {
        auto connection = std::move(free_.back());
        free_.pop_back();
        return connection;
    }
    lock.unlock();
    try {
        return std::make_unique<Connection>(options_.path, Access::ReadOnly, options_.vfs, options_.patience);
    } catch (const SQLite::Exception& exception) {
        give_back(nullptr);
        return tl::unexpected(to_error(exception, 0));
    }
}

void ReaderPool::give_back(std::unique_ptr<Connection> connection) {
    const std::lock_guard lock(mutex_);
    --lent_;
    // One that can't leave its transaction is of no more use.
    if (connection && !connection->in_transaction()) free_.push_back(std::move(connection));
    changed_.notify_all();
}

void ReaderPool::close(const Error& later) {
    std::unique_lock lock(mutex_);
    if (!closed_) closed_ = later;
    changed_.notify_all();
    changed_.wait(lock, [&] { return lent_ == 0; });
    free_.clear();
}

}  // namespace bespoke::adapters::local::sqlite
