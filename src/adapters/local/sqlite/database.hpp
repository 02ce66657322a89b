#pragma once

#include <condition_variable>
#include <deque>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "adapters/local/sqlite/connection.hpp"
#include "adapters/local/sqlite/migrations.hpp"
#include "adapters/local/sqlite/reader_pool.hpp"
#include "telemetry/metrics.hpp"

namespace bespoke::adapters::local::sqlite {

struct DatabaseOptions {
    std::filesystem::path path;
    Schema schema;
    std::string vfs;  ///< empty: the system's; tests bring one that forgets
    std::size_t readers = 4;
    /// A lock held by another process is waited for this long.
    std::chrono::milliseconds patience{30'000};
    /// A read that takes longer is given up, because an old snapshot keeps the log from being emptied.
    std::chrono::milliseconds longest_read{5'000};
    /// Frames (pages) in the log after which the writer moves them into the file, and after which it insists.
    int checkpoint_frames = 1'000, insist_frames = 8'000;
    telemetry::Metrics* metrics = nullptr;                  ///< what commits cost; outlives the database, may be absent
    enum class Check { Quick, None } check = Check::Quick;  ///< when opening
};

/// One SQLite file: a single read-write connection with group commit and a pool of read-only ones. Safe from many threads. What
/// `write` acknowledged survives a power cut.
class Database {
public:
    /// A closure of one transaction. May run on another thread and more than once (then only the last run counts): it sets its
    /// outputs anew each time, touches nothing but the connection and them, and never calls `write` of the same database. If it
    /// fails or throws, all it did is undone.
    using Work = std::function<Status(Connection&)>;

    /// Opens, or makes, the file and brings it to the newest schema. Errors of to_error(), migrate() and quick_check().
    static Result<std::unique_ptr<Database>> open(DatabaseOptions options);
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;
    ~Database();

    /// Run the closure and commit it together with those of all threads that are waiting. Gives the closure's own failure, or the
    /// storage's: then nothing was done, or (a failed sync before a crash) all of it.
    Status write(const Work& work);

    /// Run a function `Result<T>(Connection&)` on a read-only snapshot.
    template <class Function>
    auto read(Function&& function) -> std::invoke_result_t<Function, Connection&> {
        std::optional<std::invoke_result_t<Function, Connection&>> result;
        const auto status = readers_.run([&](Connection& connection) { result.emplace(function(connection)); });
        if (!status) return tl::unexpected(status.error());
        return std::move(*result);
    }

    /// Move the whole log into the file and empty it: what was deleted is then in neither. `Unavailable` "storage-busy" if
    /// readers hold it.
    Status checkpoint();
    /// Copy the file as it stands, check the copy, and give it its name when it is whole and synced. An existing file is
    /// replaced.
    Status back_up(const std::filesystem::path& target);
    /// Wait for calls under way, empty the log and close the file. Later calls give `later`.
    void close(const Error& later);

private:
    struct Waiter;
    explicit Database(DatabaseOptions options);
    Status open_files();
    void lead(std::unique_lock<std::mutex>& lock);
    void commit_group(const std::vector<Waiter*>& group);
    Status attempt(const std::vector<Waiter*>& group);
    void run_one(Waiter& waiter);
    void begin();
    void abandon();
    Status checkpoint_if_due();
    Status run_checkpoint(int mode);
    Status alone(const std::function<Status()>& work);

    const DatabaseOptions options_;
    std::mutex mutex_;
    std::deque<Waiter*> queue_;
    bool leading_ = false;    ///< a thread uses the writer
    std::thread::id leader_;  ///< which; for noticing a closure that writes again
    std::optional<Error> closed_;
    std::condition_variable idle_;
    // These belong to the leader.
    int log_frames_ = 0;  ///< in the log as of the last commit
    int seen_frames_ = 0;
    int next_checkpoint_ = 0;
    std::unique_ptr<Connection> writer_;  ///< null after a failure that it did not survive
    ReaderPool readers_;
};

}  // namespace bespoke::adapters::local::sqlite
