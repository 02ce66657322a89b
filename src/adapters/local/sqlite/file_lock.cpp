#include "adapters/local/sqlite/file_lock.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace bespoke::adapters::local::sqlite {

Result<FileLock> FileLock::acquire(const std::filesystem::path& data) {
    std::error_code ignored;
    std::filesystem::create_directories(data, ignored);
    // flock belongs to the open file: the system drops it with the process, and children that run another program don't inherit
    // it.
    const int fd = ::open((data / "lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0) {
        return fail(ErrorCode::Unavailable, "storage", "The data directory can't be used; check its path and permissions.",
                    std::strerror(errno), data.string());
    }
    FileLock lock(fd);
    if (::flock(fd, LOCK_EX | LOCK_NB) == 0) return lock;
    return fail(ErrorCode::Conflict, "data-in-use",
                "Another server uses this data directory; stop it, or name another directory.", std::strerror(errno),
                data.string());
}

FileLock::~FileLock() {
    if (fd_ >= 0) ::close(fd_);
}

}  // namespace bespoke::adapters::local::sqlite
