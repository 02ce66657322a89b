#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <vector>

#include "adapters/local/sqlite/connection.hpp"

namespace bespoke::adapters::local::sqlite {

struct ReaderPoolOptions {
    std::string path, vfs;
    std::size_t size = 4;
    std::chrono::milliseconds patience{30'000}, longest_read{5'000};
};

/// Read-only connections to one file, opened when first needed. Safe from many threads.
class ReaderPool {
public:
    explicit ReaderPool(ReaderPoolOptions options) : options_(std::move(options)) {}
    /// Run `work` in one read transaction; waits for a free connection. Once more if the file was busy; no failure of `work`
    /// itself passes through here. After close(): its error.
    Status run(const std::function<void(Connection&)>& work);
    /// Wait until nobody reads, and close all connections.
    void close(const Error& later);

private:
    Result<std::unique_ptr<Connection>> borrow();
    void give_back(std::unique_ptr<Connection> connection);
    Status run_on(Connection& connection, const std::function<void(Connection&)>& work) const;

    const ReaderPoolOptions options_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<std::unique_ptr<Connection>> free_;
    std::size_t lent_ = 0;
    std::optional<Error> closed_;
};

}  // namespace bespoke::adapters::local::sqlite
