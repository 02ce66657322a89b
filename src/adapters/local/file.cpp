#include "adapters/local/file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include "crypto/encoding.hpp"
#include "crypto/random.hpp"

namespace bespoke::adapters::local {
namespace {

namespace fs = std::filesystem;

/// Owns a file descriptor.
class Descriptor {
public:
    explicit Descriptor(int fd) : fd_(fd) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() {
        if (fd_ >= 0) ::close(fd_);
    }
    [[nodiscard]] int get() const { return fd_; }
    [[nodiscard]] bool valid() const { return fd_ >= 0; }

private:
    int fd_;
};

tl::unexpected<Error> refused(const char* what, const fs::path& path) {
    const bool full = errno == ENOSPC || errno == EDQUOT;
    const std::string cause = std::strerror(errno);
    if (full) {
        return fail(ErrorCode::Unavailable, "storage-full", "The storage is full; free some space and try again.", cause,
                    path.string());
    }
    return fail(ErrorCode::Unavailable, "storage",
                fmt::format("The file can't be {} ({}); check space and permissions.", what, cause), cause, path.string());
}

Status write_all(int fd, BytesView bytes, const fs::path& path) {
    while (!bytes.empty()) {
        const auto written = ::write(fd, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return refused("written", path);
        bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
    return {};
}

Status write_temporary(const fs::path& temporary, BytesView bytes) {
    const Descriptor file(::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    if (!file.valid()) return refused("created", temporary);
    if (auto written = write_all(file.get(), bytes, temporary); !written) return written;
    if (::fsync(file.get()) != 0) return refused("synced", temporary);
    return {};
}

/// Gives the temporary file its name; false if the name is taken and kept.
Result<bool> give_name(const fs::path& temporary, const fs::path& path, IfExists if_exists) {
    if (if_exists == IfExists::Replace) {
        if (::rename(temporary.c_str(), path.c_str()) != 0) return refused("renamed", path);
        return true;
    }
    const int linked = ::link(temporary.c_str(), path.c_str());
    const int error = errno;
    ::unlink(temporary.c_str());
    if (linked == 0) return true;
    if (error == EEXIST) return false;
    errno = error;
    return refused("linked", path);
}

fs::path temporary_beside(const fs::path& path) {
    // Random, because a process that was killed leaves its own behind, and in a container the next one has the same number.
    std::array<std::byte, 12> suffix{};
    crypto::fill_random(suffix);
    return path.parent_path() / (std::string(kTemporaryPrefix) + crypto::hex(suffix));
}

}  // namespace

Status sync_directory(const fs::path& directory) {
    const Descriptor descriptor(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!descriptor.valid() || ::fsync(descriptor.get()) != 0) return refused("synced", directory);
    return {};
}

Result<bool> write_durably(const fs::path& path, BytesView bytes, IfExists if_exists) {
    const auto temporary = temporary_beside(path);
    if (auto written = write_temporary(temporary, bytes); !written) {
        ::unlink(temporary.c_str());
        return tl::unexpected(written.error());
    }
    auto named = give_name(temporary, path, if_exists);
    if (!named) {
        ::unlink(temporary.c_str());
        return named;
    }
    if (auto synced = sync_directory(path.parent_path()); !synced) return tl::unexpected(synced.error());
    return named;
}

namespace {

Result<std::uint64_t> size_of_regular_file(const Descriptor& file, const fs::path& path) {
    if (!file.valid() && (errno == ENOENT || errno == ENOTDIR)) {
        return fail(ErrorCode::NotFound, "missing-file", "There is no such file; check the path.", {}, path.string());
    }
    struct stat status {};
    if (!file.valid() || ::fstat(file.get(), &status) != 0) return refused("read", path);
    if (S_ISDIR(status.st_mode)) {
        return fail(ErrorCode::InvalidInput, "not-a-file", "This is a directory; name the file in it that holds the document.",
                    {}, path.string());
    }
    if (!S_ISREG(status.st_mode)) {
        return fail(ErrorCode::InvalidInput, "not-a-file", "This is not a regular file; name the file that holds the document.",
                    {}, path.string());
    }
    return static_cast<std::uint64_t>(status.st_size);
}

Result<Bytes> read_up_to(const Descriptor& file, std::size_t size, const fs::path& path) {
    Bytes bytes(size);
    std::size_t filled = 0;
    while (filled < bytes.size()) {
        const auto got = ::read(file.get(), bytes.data() + filled, bytes.size() - filled);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return refused("read", path);
        if (got == 0) break;
        filled += static_cast<std::size_t>(got);
    }
    bytes.resize(filled);
    return bytes;
}

}  // namespace

Result<Bytes> read_file(const fs::path& path, std::uint64_t max_bytes) {
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    const auto size = size_of_regular_file(file, path);
    if (!size) return tl::unexpected(size.error());
    if (*size > max_bytes) {
        return fail(ErrorCode::LimitExceeded, "too-large",
                    fmt::format("The file has {} MB and at most {} MB are read; export it without large images.", *size >> 20U,
                                max_bytes >> 20U),
                    {}, path.string());
    }
    return read_up_to(file, *size, path);
}

Result<Bytes> read_beginning(const fs::path& path, std::size_t max_bytes) {
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    const auto size = size_of_regular_file(file, path);
    if (!size) return tl::unexpected(size.error());
    return read_up_to(file, std::min<std::uint64_t>(*size, max_bytes), path);
}

Status remove_durably(const fs::path& path) {
    if (::unlink(path.c_str()) == 0) return sync_directory(path.parent_path());
    if (errno == ENOENT || errno == ENOTDIR) return {};
    return refused("removed", path);
}

Status make_directories_durably(const fs::path& directory, const fs::path& root) {
    std::error_code error;
    fs::create_directories(directory, error);
    if (error) {
        errno = error.value();
        return refused("made", directory);
    }
    // A directory is an entry of its parent, which has to be synced for it to stay; also if another made it and may not be that
    // far.
    for (auto at = directory; at != root && at.has_relative_path();) {
        at = at.parent_path();
        if (auto synced = sync_directory(at); !synced) return synced;
    }
    return {};
}

}  // namespace bespoke::adapters::local
