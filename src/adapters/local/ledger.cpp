#include "adapters/local/ledger.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>

#include "adapters/local/file.hpp"

namespace bespoke::adapters::local {
namespace {

tl::unexpected<Error> refused(const char* what) {
    const std::string cause = std::strerror(errno);
    const bool full = errno == ENOSPC || errno == EDQUOT;
    return fail(ErrorCode::Unavailable, full ? "storage-full" : "storage",
                full ? "The storage is full; free some space and try again."
                     : "The ledger can't be written; check space and permissions of the data.",
                fmt::format("ledger: {}: {}", what, cause));
}

/// The file descriptor of a ledger, closed with the object.
class Open {
public:
    explicit Open(const std::filesystem::path& path)
        : fd_(::open(path.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600)) {}
    Open(const Open&) = delete;
    Open& operator=(const Open&) = delete;
    ~Open() {
        if (fd_ >= 0) ::close(fd_);
    }
    [[nodiscard]] int get() const { return fd_; }

private:
    int fd_;
};

bool ends_torn(int fd) {
    struct stat info {};
    char last = '\n';
    return ::fstat(fd, &info) == 0 && info.st_size > 0 && ::pread(fd, &last, 1, info.st_size - 1) == 1 && last != '\n';
}

}  // namespace

Status Ledger::append(std::string_view line) {
    const std::scoped_lock lock(mutex_);
    const bool is_new = !std::filesystem::exists(path_);
    const Open file(path_);
    if (file.get() < 0) return refused("open");
    std::string text = ends_torn(file.get()) ? "\n" : "";
    text.append(line).append("\n");
    for (std::string_view rest = text; !rest.empty();) {
        const auto written = ::write(file.get(), rest.data(), rest.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return refused("write");
        rest.remove_prefix(static_cast<std::size_t>(written));
    }
    if (::fsync(file.get()) != 0) return refused("fsync");
    return is_new ? sync_directory(path_.parent_path()) : Status{};
}

Status Ledger::read(const std::function<void(std::string_view)>& visit) const {
    std::ifstream file(path_, std::ios::binary);
    if (!file && errno == ENOENT) return {};
    // A line that ends with the file is torn, or is being written.
    for (std::string line; std::getline(file, line) && !file.eof();) {
        if (!line.empty()) visit(line);
    }
    if (file.eof()) return {};
    return fail(ErrorCode::Unavailable, "storage", "The ledger can't be read; check its permissions and the disk.",
                fmt::format("ledger: {}", std::strerror(errno)));
}

}  // namespace bespoke::adapters::local
