#include "adapters/local/sqlite/database.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "adapters/local/sqlite/scratch_for_test.hpp"

namespace bespoke::adapters::local::sqlite {
namespace {

using namespace std::chrono_literals;
namespace fs = std::filesystem;

constexpr std::int32_t kApplicationId = 0x54657374;
constexpr std::array<const char*, 1> kFirst = {"CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT"};
constexpr std::array<const char*, 2> kSecond = {kFirst[0], "ALTER TABLE note ADD COLUMN colour TEXT"};
constexpr std::array<const char*, 2> kBroken = {kFirst[0], "ALTER TABLE note ADD COLUMN colour TEXT; CREATE TABLE note (id)"};

std::int64_t count(Database& database) {
    return database
        .read([](Connection& connection) -> Result<std::int64_t> {
            auto rows = connection.query("SELECT count(*) FROM note");
            rows.next();
            return rows.integer(0);
        })
        .value();
}

Status add(Database& database, const std::string& text) {
    return database.write([&](Connection& connection) -> Status {
        connection.run("INSERT INTO note (text) VALUES (?)", text);
        return {};
    });
}

class DatabaseTest : public testing::Test {
protected:
    DatabaseOptions options(std::span<const char* const> migrations = kFirst) {
        DatabaseOptions result;
        result.path = scratch_.path() / "test.db";
        result.schema = {kApplicationId, migrations};
        return result;
    }
    std::unique_ptr<Database> open(std::span<const char* const> migrations = kFirst) {
        return Database::open(options(migrations)).value();
    }
    Scratch scratch_;
};

TEST_F(DatabaseTest, AFailedClosureIsUndoneAloneWhileItsGroupIsCommitted) {
    const auto database = open();
    std::atomic<int> refused{0};
    std::vector<std::thread> threads;
    for (int thread = 0; thread < 16; ++thread) {
        threads.emplace_back([&, thread] {
            for (int i = 0; i < 20; ++i) {
                const auto status = database->write([&](Connection& connection) -> Status {
                    connection.run("INSERT INTO note (text) VALUES ('x')");
                    if (thread % 4 == 0) return fail(ErrorCode::Conflict, "no", "No.");
                    if (thread % 4 == 1) connection.run("INSERT INTO nowhere VALUES (1)");
                    return {};
                });
                if (!status) ++refused;
            }
        });
    }
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(refused, 8 * 20);
    EXPECT_EQ(count(*database), 8 * 20);
}

TEST_F(DatabaseTest, AClosureGetsItsOwnFailureBack) {
    const auto database = open();
    const auto own = database->write([](Connection&) -> Status { return fail(ErrorCode::Conflict, "mine", "No."); });
    EXPECT_EQ(own.error().reason, "mine");
    const auto thrown = database->write([](Connection&) -> Status { throw std::runtime_error("oh"); });
    EXPECT_EQ(thrown.error().code, ErrorCode::Internal);
    const auto wrong_sql = database->write([](Connection& connection) -> Status { return connection.run("nonsense"), Status{}; });
    EXPECT_EQ(wrong_sql.error().code, ErrorCode::Internal);
    EXPECT_EQ(wrong_sql.error().public_text.find("nonsense"), std::string::npos);
    EXPECT_TRUE(add(*database, "and goes on"));
}

TEST_F(DatabaseTest, AWriteInsideAWriteIsRefusedInsteadOfWaitingForItself) {
    const auto database = open();
    const auto status = database->write([&](Connection&) { return add(*database, "inner"); });
    ASSERT_FALSE(status);
    EXPECT_EQ(status.error().code, ErrorCode::Internal);
    EXPECT_EQ(count(*database), 0);
}

TEST_F(DatabaseTest, EveryTypeComesBackAsItWasBound) {
    const auto database = open();
    const Bytes none;
    const auto status = database->read([&](Connection& connection) -> Result<bool> {
        auto rows = connection.query("SELECT ?, ?, ?, ?, ?, ?", std::int64_t{-5}, std::string("a\0b", 3), none, from_millis(7),
                                     std::optional<Timestamp>(), to_bytes("xyz"));
        EXPECT_TRUE(rows.next());
        EXPECT_EQ(rows.integer(0), -5);
        EXPECT_EQ(rows.text(1), std::string("a\0b", 3));
        EXPECT_FALSE(rows.null(2)) << "no bytes are not NULL";
        EXPECT_TRUE(rows.bytes(2).empty());
        EXPECT_EQ(rows.time(3), from_millis(7));
        EXPECT_EQ(rows.maybe_time(4), std::nullopt);
        EXPECT_EQ(as_text(rows.bytes(5)), "xyz");
        return true;
    });
    EXPECT_TRUE(status);
}

TEST_F(DatabaseTest, ReadersSeeASnapshotAndCannotWrite) {
    const auto database = open();
    ASSERT_TRUE(add(*database, "one"));
    const auto counts = database->read([&](Connection& connection) -> Result<std::pair<std::int64_t, std::int64_t>> {
        const auto look = [&] {
            auto rows = connection.query("SELECT count(*) FROM note");
            rows.next();
            return rows.integer(0);
        };
        const auto before = look();
        EXPECT_TRUE(add(*database, "two"));
        return std::pair(before, look());
    });
    EXPECT_EQ(counts.value(), std::pair(std::int64_t{1}, std::int64_t{1}));
    EXPECT_EQ(count(*database), 2);
    const auto written = database->read([](Connection& connection) -> Result<int> { return connection.run("DELETE FROM note"); });
    EXPECT_FALSE(written);
    EXPECT_EQ(count(*database), 2);
}

TEST_F(DatabaseTest, AReadThatTakesTooLongIsGivenUp) {
    auto patient = options();
    patient.longest_read = 20ms;
    const auto database = Database::open(patient).value();
    const auto forever = database->read([](Connection& connection) -> Result<bool> {
        auto rows = connection.query("WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n");
        return rows.next();
    });
    ASSERT_FALSE(forever);
    EXPECT_EQ(forever.error().code, ErrorCode::Timeout);
    EXPECT_EQ(count(*database), 0) << "the connection is of use again";
}

TEST_F(DatabaseTest, AFileLockedByAnotherProgramIsWaitedForAndThenUnavailable) {
    auto impatient = options();
    impatient.patience = 30ms;
    const auto database = Database::open(impatient).value();
    Connection other(impatient.path.string(), Access::ReadWrite, {}, 1ms);
    other.script("BEGIN IMMEDIATE");
    const auto refused = add(*database, "x");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::Unavailable);
    EXPECT_EQ(refused.error().reason, "storage-busy");
    other.script("ROLLBACK");
    EXPECT_TRUE(add(*database, "x"));
}

TEST_F(DatabaseTest, MigratesAnOlderFileAndRefusesANewerOne) {
    ASSERT_TRUE(add(*open(kFirst), "old"));
    EXPECT_EQ(count(*open(kSecond)), 1);
    const auto older_program = Database::open(options(kFirst));
    ASSERT_FALSE(older_program);
    EXPECT_EQ(older_program.error().code, ErrorCode::Conflict);
    EXPECT_EQ(older_program.error().reason, "store-newer");
    EXPECT_EQ(count(*open(kSecond)), 1) << "and the file was left as it was";
}

TEST_F(DatabaseTest, AMigrationIsDoneWhollyOrNotAtAll) {
    ASSERT_TRUE(add(*open(kFirst), "old"));
    EXPECT_FALSE(Database::open(options(kBroken)));
    const auto database = open(kFirst);
    const auto columns = database->read([](Connection& connection) -> Result<std::int64_t> {
        auto rows = connection.query("SELECT count(*) FROM pragma_table_info('note')");
        rows.next();
        return rows.integer(0);
    });
    EXPECT_EQ(columns.value(), 2);
}

TEST_F(DatabaseTest, RefusesFilesOfOthersAndDamagedOnes) {
    const auto path = options().path;
    {
        SQLite::Database foreign(path.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
        foreign.exec("CREATE TABLE theirs (x)");
    }
    EXPECT_EQ(Database::open(options()).error().reason, "store-foreign");

    std::ofstream(path, std::ios::trunc) << std::string(10'000, 'z');
    EXPECT_EQ(Database::open(options()).error().reason, "store-damaged");

    fs::remove(path);
    {
        const auto database = open();
        for (int i = 0; i < 200; ++i) ASSERT_TRUE(add(*database, std::string(500, 'a')));
    }
    {
        std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(3 * 4096);
        file << std::string(4096, 'z');
    }
    const auto opened = Database::open(options());
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().code, ErrorCode::Corrupt);
    EXPECT_EQ(opened.error().reason, "store-damaged");
}

TEST_F(DatabaseTest, OfWhatIsDeletedNothingStaysInAnyFileAfterACheckpoint) {
    const std::string canary = "canary-2f6b1c";
    const auto database = open();
    for (const auto* text : {"before", canary.c_str(), "after"}) ASSERT_TRUE(add(*database, text));
    ASSERT_TRUE(database->checkpoint());
    ASSERT_NE(scratch_.bytes().find(canary), std::string::npos);
    ASSERT_TRUE(database->write([&](Connection& connection) -> Status {
        EXPECT_EQ(connection.run("DELETE FROM note WHERE text = ?", canary), 1);
        return {};
    }));
    ASSERT_TRUE(database->checkpoint());
    EXPECT_EQ(scratch_.bytes().find(canary), std::string::npos);
    EXPECT_NE(scratch_.bytes().find("after"), std::string::npos);
}

TEST_F(DatabaseTest, TheLogIsMovedIntoTheFileNowAndThen) {
    auto eager = options();
    eager.checkpoint_frames = 10;
    const auto database = Database::open(eager).value();
    for (int i = 0; i < 500; ++i) ASSERT_TRUE(add(*database, std::string(1'000, 'x')));
    EXPECT_LT(fs::file_size(eager.path.string() + "-wal"), 50U * 4'200);
}

TEST_F(DatabaseTest, ABackupIsAWholeFileThatOpensOnItsOwn) {
    const auto database = open();
    for (int i = 0; i < 50; ++i) ASSERT_TRUE(add(*database, "x"));
    const auto target = scratch_.path() / "backup.db";
    ASSERT_TRUE(database->back_up(target));
    ASSERT_TRUE(add(*database, "later"));
    auto restored = options();
    restored.path = target;
    EXPECT_EQ(count(*Database::open(restored).value()), 50);
    EXPECT_FALSE(database->back_up(scratch_.path() / "missing" / "backup.db"));
}

TEST_F(DatabaseTest, AfterClosingEachCallSaysWhy) {
    const auto database = open();
    ASSERT_TRUE(add(*database, "x"));
    database->close({ErrorCode::NotFound, "gone", "It is gone.", {}, {}});
    EXPECT_EQ(add(*database, "x").error().reason, "gone");
    EXPECT_EQ(database->checkpoint().error().reason, "gone");
    EXPECT_EQ(database->read([](Connection&) -> Result<int> { return 1; }).error().reason, "gone");
    EXPECT_FALSE(fs::exists(options().path.string() + "-wal"));
}

TEST_F(DatabaseTest, FilesAreForTheirOwnerAlone) {
    const auto database = open();
    ASSERT_TRUE(add(*database, "x"));
    for (const char* suffix : {"", "-wal", "-shm"}) {
        const auto mode = fs::status(options().path.string() + suffix).permissions();
        EXPECT_EQ(mode & (fs::perms::group_all | fs::perms::others_all), fs::perms::none) << suffix;
    }
}

}  // namespace
}  // namespace bespoke::adapters::local::sqlite
