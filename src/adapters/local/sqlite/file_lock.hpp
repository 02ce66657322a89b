#pragma once

#include <filesystem>
#include <utility>

#include "base/error.hpp"

namespace bespoke::adapters::local::sqlite {

/// The right to be the one process that works in a data directory; kept until it goes or its process ends, however that ends.
class FileLock {
public:
    /// Takes <data>/lock at once or not at all: `Conflict` "data-in-use" if another process (or this one) has it; `Unavailable`
    /// "storage" if the directory can't be used.
    static Result<FileLock> acquire(const std::filesystem::path& data);
    FileLock(FileLock&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
    FileLock& operator=(FileLock&& other) noexcept {
        std::swap(fd_, other.fd_);
        return *this;
    }
    FileLock(const FileLock&) = delete;
    FileLock& operator=(const FileLock&) = delete;
    ~FileLock();

private:
    explicit FileLock(int fd) : fd_(fd) {}
    int fd_;
};

}  // namespace bespoke::adapters::local::sqlite
