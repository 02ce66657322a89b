#include "adapters/local/sqlite/backup.hpp"

#include <SQLiteCpp/Backup.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include "adapters/local/file.hpp"

namespace bespoke::adapters::local::sqlite {
namespace {

namespace fs = std::filesystem;

Status cannot_write(const fs::path& path) {
    return fail(ErrorCode::Unavailable, "storage", "The backup can't be written; check the target's space and permissions.",
                path.string());
}

/// All in one step: a copy in many would begin anew whenever the writer commits.
Status copy_and_check(Connection& source, const fs::path& copy) {
    SQLite::Database target(copy.string(), SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX);
    SQLite::Backup(target, source.database()).executeStep(-1);
    // One file is easier to carry away than one with a log.
    target.exec("PRAGMA journal_mode=DELETE");
    SQLite::Statement check(target, "PRAGMA integrity_check(1)");
    if (check.executeStep() && check.getColumn(0).getString() == "ok") return {};
    return fail(ErrorCode::Corrupt, "store-damaged", "Stored data is damaged; restore it from an older backup.");
}

Status make_private(const fs::path& path) {
    const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0) return cannot_write(path);
    ::close(fd);
    return {};
}

Status sync_file(const fs::path& path) {
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    const bool synced = fd >= 0 && ::fsync(fd) == 0;
    if (fd >= 0) ::close(fd);
    return synced ? Status{} : cannot_write(path);
}

Status finish(const fs::path& copy, const fs::path& target) {
    if (auto synced = sync_file(copy); !synced) return synced;
    if (::rename(copy.c_str(), target.c_str()) != 0) return cannot_write(target);
    return sync_directory(fs::absolute(target).parent_path());
}

}  // namespace

Status copy_to(Connection& source, const fs::path& target) {
    const auto copy = fs::path(target.string() + ".part");
    std::error_code ignored;
    fs::remove(copy, ignored);
    auto status = make_private(copy);
    if (status) status = copy_and_check(source, copy);
    if (status) status = finish(copy, target);
    if (!status) fs::remove(copy, ignored);
    return status;
}

}  // namespace bespoke::adapters::local::sqlite
