#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/bytes.hpp"
#include "base/error.hpp"
#include "base/time.hpp"

namespace bespoke::adapters::local::sqlite {

/// The failure as the rest of the program sees it. `system_errno` tells a full disk or quota from a broken one.
/// Unavailable "storage-full" | "storage-busy" | "storage"; Corrupt "store-damaged"; Timeout "storage-slow"; LimitExceeded
/// "too-large"; Internal "storage-bug" for what only a defect of ours can cause.
Error to_error(const SQLite::Exception&, int system_errno);

class Connection;

/// The rows of a query, one at a time. Gives its prepared statement back when it goes.
class Rows {
public:
    Rows(Connection& connection, std::string sql, std::unique_ptr<SQLite::Statement> statement);
    Rows(Rows&&) = default;
    Rows(const Rows&) = delete;
    Rows& operator=(const Rows&) = delete;
    Rows& operator=(Rows&&) = delete;
    ~Rows();

    /// Move to the next row; false at the end. Throws SQLite::Exception.
    bool next() { return statement_->executeStep(); }
    [[nodiscard]] std::int64_t integer(int column) const { return statement_->getColumn(column).getInt64(); }
    [[nodiscard]] std::string text(int column) const { return statement_->getColumn(column).getString(); }
    [[nodiscard]] Bytes bytes(int column) const;
    [[nodiscard]] Timestamp time(int column) const { return from_millis(integer(column)); }
    [[nodiscard]] std::optional<Timestamp> maybe_time(int column) const;
    [[nodiscard]] bool null(int column) const { return statement_->isColumnNull(column); }

private:
    Connection& connection_;
    std::string sql_;
    std::unique_ptr<SQLite::Statement> statement_;
};

enum class Access { ReadWrite, ReadOnly };

/// One connection with its prepared statements. For one thread at a time. Its functions throw SQLite::Exception: only closures
/// that run inside Database::write or Database::read use them, and those turn exceptions into values.
class Connection {
public:
    /// `vfs` empty: the system's. Sets every pragma that keeps the file safe; a read-write connection makes the file if need be.
    /// A lock of another process is waited for up to 5 s at a time, or `patience` if that is less.
    Connection(const std::string& path, Access access, const std::string& vfs, std::chrono::milliseconds patience);

    /// Run one statement; gives the number of rows that it changed. Arguments: integers, text, BytesView, Timestamp, optional of
    /// those.
    template <class... Arguments>
    int run(const char* sql, const Arguments&... arguments) {
        auto rows = query(sql, arguments...);
        while (rows.next()) {
        }
        return database_.getChanges();
    }

    template <class... Arguments>
    Rows query(const char* sql, const Arguments&... arguments) {
        auto statement = prepare(sql);
        int index = 0;
        (bind(*statement, ++index, arguments), ...);
        return Rows(*this, sql, std::move(statement));
    }

    /// Run several statements without arguments.
    void script(const char* sql) { database_.exec(sql); }
    [[nodiscard]] std::int64_t last_row() const { return database_.getLastInsertRowid(); }
    [[nodiscard]] sqlite3* handle() { return database_.getHandle(); }
    [[nodiscard]] SQLite::Database& database() { return database_; }
    [[nodiscard]] bool in_transaction();
    /// The operating system's last error on this connection.
    [[nodiscard]] int system_errno();

private:
    friend class Rows;
    std::unique_ptr<SQLite::Statement> prepare(const char* sql);
    void give_back(std::string sql, std::unique_ptr<SQLite::Statement> statement);

    static void bind(SQLite::Statement& statement, int index, std::int64_t value) { statement.bind(index, value); }
    static void bind(SQLite::Statement& statement, int index, std::uint64_t value) {
        statement.bind(index, static_cast<std::int64_t>(value));
    }
    static void bind(SQLite::Statement& statement, int index, int value) { statement.bind(index, value); }
    static void bind(SQLite::Statement& statement, int index, const std::string& value) { statement.bind(index, value); }
    static void bind(SQLite::Statement& statement, int index, std::string_view value) {
        statement.bind(index, std::string(value));
    }
    static void bind(SQLite::Statement& statement, int index, const char* value) { statement.bind(index, value); }
    static void bind(SQLite::Statement& statement, int index, Timestamp value) { statement.bind(index, to_millis(value)); }
    static void bind(SQLite::Statement& statement, int index, BytesView value);
    static void bind(SQLite::Statement& statement, int index, const Bytes& value) { bind(statement, index, BytesView(value)); }
    template <class T>
    static void bind(SQLite::Statement& statement, int index, const std::optional<T>& value) {
        value ? bind(statement, index, *value) : statement.bind(index);
    }

    SQLite::Database database_;
    std::unordered_map<std::string, std::unique_ptr<SQLite::Statement>> statements_;
};

}  // namespace bespoke::adapters::local::sqlite
