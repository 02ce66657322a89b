#include "adapters/local/sqlite/database.hpp"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <algorithm>

#include "adapters/local/file.hpp"
#include "adapters/local/sqlite/backup.hpp"

namespace bespoke::adapters::local::sqlite {
namespace {

namespace fs = std::filesystem;
using SteadyClock = std::chrono::steady_clock;

constexpr std::size_t kLargestGroup = 256;

Error our_defect(const char* detail) {
    return {ErrorCode::Internal, "storage-bug", "Something went wrong on our side; report it with the request's id.", detail, {}};
}

/// One closure may be too large for the disk where the others are not.
bool may_be_one_closures_fault(const Error& error) {
    return error.reason == "storage-full" || error.code == ErrorCode::LimitExceeded;
}

/// SQLite gives a new file the process's mode; resumes are for the owner's eyes alone. The log and its index take the file's
/// mode.
Status make_private(const fs::path& path) {
    const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0) {
        return fail(ErrorCode::Unavailable, "storage", "The data directory can't be written; check space and permissions.",
                    path.string());
    }
    ::close(fd);
    return sync_directory(path.parent_path());
}

}  // namespace

/// A thread in write(): its closure and, later, what became of it.
struct Database::Waiter {
    const Work* work;
    Status status;
    bool done = false;
    std::condition_variable wake;
};

Database::Database(DatabaseOptions options)
    : options_(std::move(options)),
      next_checkpoint_(options_.checkpoint_frames),
      readers_({options_.path.string(), options_.vfs, options_.readers, options_.patience, options_.longest_read}) {}

Result<std::unique_ptr<Database>> Database::open(DatabaseOptions options) {
    auto database = std::unique_ptr<Database>(new Database(std::move(options)));
    if (!fs::exists(database->options_.path)) {
        if (auto made = make_private(database->options_.path); !made) return tl::unexpected(made.error());
    }
    if (auto opened = database->open_files(); !opened) return tl::unexpected(opened.error());
    return database;
}

Status Database::open_files() {
    try {
        writer_ = std::make_unique<Connection>(options_.path.string(), Access::ReadWrite, options_.vfs, options_.patience);
        sqlite3_wal_hook(
            writer_->handle(),
            [](void* frames, sqlite3*, const char*, int count) {
                *static_cast<int*>(frames) = count;
                return SQLITE_OK;
            },
            &log_frames_);
        if (options_.check == DatabaseOptions::Check::Quick) {
            if (auto sound = quick_check(*writer_); !sound) return sound;
        }
        return migrate(*writer_, options_.schema);
    } catch (const SQLite::Exception& exception) {
        auto error = to_error(exception, writer_ ? writer_->system_errno() : 0);
        writer_.reset();
        return tl::unexpected(std::move(error));
    }
}

Database::~Database() { close(our_defect("the database was closed")); }

Status Database::write(const Work& work) {
    Waiter waiter{&work, {}, false, {}};
    std::unique_lock lock(mutex_);
    if (leading_ && leader_ == std::this_thread::get_id()) return tl::unexpected(our_defect("write inside write"));
    if (closed_) return tl::unexpected(*closed_);
    queue_.push_back(&waiter);
    waiter.wake.wait(lock, [&] { return waiter.done || (!leading_ && queue_.front() == &waiter); });
    if (!waiter.done) lead(lock);
    return waiter.status;
}

/// Commits whatever waits, with the caller's closure first; the lock is held before and after.
void Database::lead(std::unique_lock<std::mutex>& lock) {
    leading_ = true;
    leader_ = std::this_thread::get_id();
    const auto count = std::min(queue_.size(), kLargestGroup);
    const std::vector<Waiter*> group(queue_.begin(), queue_.begin() + static_cast<std::ptrdiff_t>(count));
    queue_.erase(queue_.begin(), queue_.begin() + static_cast<std::ptrdiff_t>(count));
    lock.unlock();
    commit_group(group);
    lock.lock();
    for (auto* waiter : group) {
        waiter->done = true;
        waiter->wake.notify_one();
    }
    lock.unlock();
    // The group has its answer; a failed checkpoint costs nobody anything and is tried again.
    [[maybe_unused]] const auto moved = checkpoint_if_due();
    lock.lock();
    leading_ = false;
    leader_ = {};
    if (!queue_.empty()) queue_.front()->wake.notify_one();
    idle_.notify_all();
}

void Database::commit_group(const std::vector<Waiter*>& group) {
    const auto began = std::chrono::steady_clock::now();
    const auto outcome = attempt(group);
    if (options_.metrics != nullptr && outcome) {
        const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
        options_.metrics->observe("bespoke_store_commit_seconds", {}, took.count());
        options_.metrics->observe("bespoke_store_batch_size", {}, static_cast<double>(group.size()));
    }
    if (outcome) return;
    if (group.size() > 1 && may_be_one_closures_fault(outcome.error())) {
        for (auto* waiter : group) commit_group({waiter});
        return;
    }
    for (auto* waiter : group) waiter->status = outcome;
}

/// One transaction for the group. Success: each waiter has its closure's outcome. Failure: nothing of it was done.
Status Database::attempt(const std::vector<Waiter*>& group) {
    try {
        if (!writer_) {
            if (auto opened = open_files(); !opened) return opened;
        }
        begin();
        for (auto* waiter : group) run_one(*waiter);
        const bool any = std::ranges::any_of(group, [](const Waiter* waiter) { return waiter->status.has_value(); });
        writer_->script(any ? "COMMIT" : "ROLLBACK");
        return {};
    } catch (const SQLite::Exception& exception) {
        auto error = to_error(exception, writer_ ? writer_->system_errno() : 0);
        abandon();
        return tl::unexpected(std::move(error));
    }
}

/// The closure in a savepoint of its own. Throws if the failure took the whole transaction with it.
void Database::run_one(Waiter& waiter) {
    writer_->script("SAVEPOINT closure");
    try {
        waiter.status = (*waiter.work)(*writer_);
    } catch (const SQLite::Exception& exception) {
        if (!writer_->in_transaction()) throw;
        waiter.status = tl::unexpected(to_error(exception, writer_->system_errno()));
    } catch (const std::exception& exception) {
        waiter.status = tl::unexpected(our_defect(exception.what()));
    }
    if (!waiter.status) writer_->script("ROLLBACK TO closure");
    writer_->script("RELEASE closure");
}

/// IMMEDIATE: a transaction that turns from reading to writing would not wait for the lock.
void Database::begin() {
    const auto end = SteadyClock::now() + options_.patience;
    for (;;) {
        try {
            writer_->script("BEGIN IMMEDIATE");
            return;
        } catch (const SQLite::Exception& exception) {
            if (exception.getErrorCode() != SQLITE_BUSY || SteadyClock::now() >= end) throw;
        }
    }
}

/// Leave a failed transaction; a connection that can't is replaced by a new one at the next write.
void Database::abandon() {
    if (!writer_ || !writer_->in_transaction()) return;
    writer_->database().tryExec("ROLLBACK");
    if (writer_->in_transaction()) writer_.reset();
}

Status Database::checkpoint_if_due() {
    // A shorter log than last time is one that began anew.
    if (log_frames_ < seen_frames_) next_checkpoint_ = options_.checkpoint_frames;
    seen_frames_ = log_frames_;
    if (!writer_ || log_frames_ < next_checkpoint_) return {};
    // Where a reader keeps the log from beginning anew, not every commit has to find that out.
    next_checkpoint_ = log_frames_ + options_.checkpoint_frames;
    return run_checkpoint(log_frames_ >= options_.insist_frames ? SQLITE_CHECKPOINT_RESTART : SQLITE_CHECKPOINT_PASSIVE);
}

Status Database::run_checkpoint(int mode) {
    int frames = 0;
    int moved = 0;
    if (sqlite3_wal_checkpoint_v2(writer_->handle(), nullptr, mode, &frames, &moved) != SQLITE_OK) {
        return tl::unexpected(to_error(SQLite::Exception(writer_->handle()), writer_->system_errno()));
    }
    if (options_.metrics != nullptr) {
        options_.metrics->add("bespoke_store_checkpoints_total", {{"outcome", frames == moved ? "whole" : "partial"}});
    }
    if (frames == moved) return {};
    return fail(ErrorCode::Unavailable, "storage-busy", "The storage is busy; try again in a minute.");
}

/// Run something on the writer when no group is being committed.
Status Database::alone(const std::function<Status()>& work) {
    std::unique_lock lock(mutex_);
    idle_.wait(lock, [&] { return !leading_; });
    if (closed_) return tl::unexpected(*closed_);
    leading_ = true;
    leader_ = std::this_thread::get_id();
    lock.unlock();
    auto status = work();
    lock.lock();
    leading_ = false;
    leader_ = {};
    if (!queue_.empty()) queue_.front()->wake.notify_one();
    idle_.notify_all();
    return status;
}

Status Database::checkpoint() {
    return alone([&]() -> Status {
        if (!writer_) return open_files();
        return run_checkpoint(SQLITE_CHECKPOINT_TRUNCATE);
    });
}

Status Database::back_up(const fs::path& target) {
    Status status;
    const auto ran = readers_.run([&](Connection& connection) { status = copy_to(connection, target); });
    return ran ? status : ran;
}

void Database::close(const Error& later) {
    std::unique_lock lock(mutex_);
    if (!closed_) closed_ = later;
    idle_.wait(lock, [&] { return !leading_ && queue_.empty(); });
    lock.unlock();
    readers_.close(later);
    lock.lock();
    writer_.reset();  // the last connection: empties and removes the log
}

}  // namespace bespoke::adapters::local::sqlite
