#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <random>
#include <string>
#include <vector>

namespace bespoke {

/// A file system for SQLite that lies over the real one and knows what of each file a sync has made durable. It can lose power (what
/// was written and not synced is then lost, kept or torn at random, in sectors) and fail single operations. Syncs cost nothing, since
/// what is durable is kept in memory. Safe from many threads; one at a time a name.
class ShadowVfs {
public:
    explicit ShadowVfs(std::string name);
    ShadowVfs(const ShadowVfs&) = delete;
    ShadowVfs& operator=(const ShadowVfs&) = delete;
    ~ShadowVfs();
    [[nodiscard]] const std::string& name() const { return name_; }

    /// The power goes when so many more operations that change something have been done: from then on each fails and does nothing.
    void power_off_after(std::uint64_t operations);
    [[nodiscard]] bool powered_off();
    /// With all files closed: leave in each what a disk may hold after the power went, and switch on again.
    void restore_after_cut(std::mt19937& random);
    /// From now on syncs claim success and make nothing durable: the disk that this project can't be safe on. For the proof that the
    /// test can fail.
    void lie_about_syncs() { honest_ = false; }

    enum class Operation { Open, Write, Truncate, Sync, Map };
    /// The `nth` such operation from now on, and all after it, fail with this SQLite code until heal().
    void fail_from(Operation operation, std::uint64_t nth, int code);
    void heal();
    /// True if fail_from() has made something fail.
    [[nodiscard]] bool has_failed();

private:
    friend struct ShadowFile;
    struct Change {
        std::int64_t offset = 0;  ///< of a write; the new size of a truncation
        std::optional<std::string> bytes;
    };
    struct Content {
        std::string directory;
        std::string durable;
        bool exists_durably = false;
        bool removed = false;  ///< and the directory not synced since
        std::vector<Change> pending;
    };
    static void apply(std::string& content, const Change& change);
    static std::string torn(const Content& content, std::mt19937& random);
    /// Code to fail with, or SQLITE_OK; counts the operation.
    int before(Operation operation);
    void settle_removals(const std::string& directory);
    std::shared_ptr<Content> content_of(const std::string& path);
    int open(sqlite3_filename path, sqlite3_file* file, int flags, int* out_flags);
    int remove(const char* path, int sync_directory);

    const std::string name_;
    sqlite3_vfs* const real_;
    sqlite3_vfs vfs_{};
    std::mutex mutex_;
    std::map<std::string, std::shared_ptr<Content>> files_;  ///< shared with open files
    bool honest_ = true;
    bool off_ = false;
    std::optional<std::uint64_t> power_left_;
    struct Fault {
        Operation operation{};
        std::uint64_t left = 0;
        int code = 0;
    };
    std::optional<Fault> fault_;
    bool has_failed_ = false;
};

}  // namespace bespoke
