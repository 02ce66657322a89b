#include "adapters/local/sqlite/connection.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace bespoke::adapters::local::sqlite {
namespace {

constexpr std::chrono::milliseconds kBusyTimeout{5000};
constexpr int kPrimaryCode = 0xff;

int flags_of(Access access) {
    // A connection is never used by two threads at once, so SQLite's own mutexes would only cost.
    return SQLITE_OPEN_NOMUTEX | (access == Access::ReadOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
}

/// What holds for readers and the writer alike: a crafted file must not make SQLite run what its schema says.
constexpr const char* kSafety =
    "PRAGMA trusted_schema=OFF;"
    "PRAGMA cell_size_check=ON;"
    "PRAGMA mmap_size=0;"
    "PRAGMA temp_store=MEMORY;"
    "PRAGMA foreign_keys=ON;";

/// FULL syncs the write-ahead log in every commit. Checkpoints are left to the one writer: two connections that checkpoint and
/// write at the same moment can corrupt a file before SQLite 3.51.3.
constexpr const char* kWriting =
    "PRAGMA synchronous=FULL;"
    "PRAGMA wal_autocheckpoint=0;"
    "PRAGMA secure_delete=ON;";

void configure(sqlite3* handle) {
    sqlite3_extended_result_codes(handle, 1);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
}

Error error(ErrorCode code, const char* reason, const char* text) { return {code, reason, text, {}, {}}; }

Error classify(int code, int extended, int system_errno) {
    const bool full = code == SQLITE_FULL || system_errno == ENOSPC || system_errno == EDQUOT;
    switch (code) {
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
            return error(ErrorCode::Corrupt, "store-damaged", "Stored data is damaged; restore it from a backup.");
        case SQLITE_BUSY:
        case SQLITE_LOCKED: return error(ErrorCode::Unavailable, "storage-busy", "The storage is busy; try again in a minute.");
        case SQLITE_INTERRUPT: return error(ErrorCode::Timeout, "storage-slow", "Reading the storage took too long; try again.");
        case SQLITE_TOOBIG:
            return error(ErrorCode::LimitExceeded, "too-large", "This is too large to be stored; make it smaller.");
        case SQLITE_FULL:
        case SQLITE_IOERR:
        case SQLITE_CANTOPEN:
        case SQLITE_READONLY:
        case SQLITE_PERM:
        case SQLITE_PROTOCOL:
        case SQLITE_NOMEM:
            if (extended == SQLITE_IOERR_CORRUPTFS) return classify(SQLITE_CORRUPT, extended, 0);
            if (full) return error(ErrorCode::Unavailable, "storage-full", "The storage is full; free space and try again.");
            return error(ErrorCode::Unavailable, "storage",
                         "The storage does not answer; try again, and check the disk if it stays so.");
        default:
            return error(ErrorCode::Internal, "storage-bug",
                         "Something went wrong on our side; report it with the request's id.");
    }
}

}  // namespace

Error to_error(const SQLite::Exception& exception, int system_errno) {
    auto result = classify(exception.getErrorCode() & kPrimaryCode, exception.getExtendedErrorCode(), system_errno);
    result.detail = fmt::format("SQLite {} (errno {}): {}", exception.getExtendedErrorCode(), system_errno, exception.what());
    return result;
}

Rows::Rows(Connection& connection, std::string sql, std::unique_ptr<SQLite::Statement> statement)
    : connection_(connection), sql_(std::move(sql)), statement_(std::move(statement)) {}

Rows::~Rows() {
    if (statement_) connection_.give_back(std::move(sql_), std::move(statement_));
}

Bytes Rows::bytes(int column) const {
    const auto value = statement_->getColumn(column);
    const auto* data = static_cast<const std::byte*>(value.getBlob());
    return {data, data + value.getBytes()};
}

std::optional<Timestamp> Rows::maybe_time(int column) const {
    if (null(column)) return std::nullopt;
    return time(column);
}

Connection::Connection(const std::string& path, Access access, const std::string& vfs, std::chrono::milliseconds patience)
    : database_(path, flags_of(access), static_cast<int>(std::min(patience, kBusyTimeout).count()), vfs) {
    configure(handle());
    script(kSafety);
    if (access == Access::ReadOnly) return;
    if (database_.execAndGet("PRAGMA journal_mode=WAL").getString() != "wal") {
        throw SQLite::Exception("the file system can't hold a write-ahead log", SQLITE_CANTOPEN);
    }
    script(kWriting);
}

bool Connection::in_transaction() { return sqlite3_get_autocommit(handle()) == 0; }

int Connection::system_errno() { return sqlite3_system_errno(handle()); }

std::unique_ptr<SQLite::Statement> Connection::prepare(const char* sql) {
    const auto found = statements_.find(sql);
    if (found == statements_.end() || !found->second) return std::make_unique<SQLite::Statement>(database_, sql);
    return std::move(found->second);
}

void Connection::give_back(std::string sql, std::unique_ptr<SQLite::Statement> statement) {
    statement->tryReset();       // repeats the error of the step, which was thrown already
    statement->clearBindings();  // what was bound must not linger in memory
    statements_[std::move(sql)] = std::move(statement);
}

void Connection::bind(SQLite::Statement& statement, int index, BytesView value) {
    // A null pointer would bind NULL instead of no bytes.
    const void* data = value.empty() ? static_cast<const void*>("") : value.data();
    statement.bind(index, data, static_cast<int>(value.size()));
}

}  // namespace bespoke::adapters::local::sqlite
