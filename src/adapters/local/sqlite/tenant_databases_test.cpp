#include "adapters/local/sqlite/tenant_databases.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "adapters/local/sqlite/scratch_for_test.hpp"

namespace bespoke::adapters::local::sqlite {
namespace {

namespace fs = std::filesystem;
using ports::TenantState;

const TenantId kAlice("alice");

/// Tenants named alice, bob, … exist until told otherwise.
class Registry final : public ports::TenantRegistry {
public:
    Status create(const TenantId&, Timestamp) override { return {}; }
    Result<std::optional<ports::Tenant>> get(const TenantId& tenant) override {
        const std::lock_guard lock(mutex_);
        if (tenant.str() == "nobody") return std::nullopt;
        return ports::Tenant{tenant, erased_.contains(tenant) ? TenantState::Erased : TenantState::Active, {}, {}};
    }
    Result<std::vector<ports::Tenant>> list() override { return std::vector<ports::Tenant>(); }
    Status set_state(const TenantId& tenant, TenantState, Timestamp) override {
        const std::lock_guard lock(mutex_);
        erased_.insert(tenant);
        return {};
    }

private:
    std::mutex mutex_;
    std::set<TenantId> erased_;
};

class TenantDatabasesTest : public testing::Test {
protected:
    Status write(const TenantId& tenant, const std::string& text) {
        const auto database = databases_->open(tenant);
        if (!database) return tl::unexpected(database.error());
        return (*database)->write([&](Connection& connection) -> Status {
            connection.run("INSERT INTO vector (document, body) VALUES (?, x'00')", text);
            return {};
        });
    }
    std::int64_t count(const TenantId& tenant) {
        return databases_->open(tenant)
            .value()
            ->read([](Connection& connection) -> Result<std::int64_t> {
                auto rows = connection.query("SELECT count(*) FROM vector");
                rows.next();
                return rows.integer(0);
            })
            .value();
    }
    int open_files() {
        int files = 0;
        for (const auto& entry : fs::directory_iterator("/proc/self/fd")) {
            std::error_code gone;
            const auto target = fs::read_symlink(entry.path(), gone).string();
            if (target.starts_with(scratch_.path().string()) && target.ends_with("tenant.db")) ++files;
        }
        return files;
    }
    void remake(std::size_t open_at_once) {
        TenantDatabasesOptions options;
        options.data = scratch_.path() / "data";
        options.open_at_once = open_at_once;
        databases_ = std::make_unique<TenantDatabases>(options, registry_);
    }
    void SetUp() override { remake(64); }

    Scratch scratch_;
    Registry registry_;
    std::unique_ptr<TenantDatabases> databases_;
};

TEST_F(TenantDatabasesTest, ATenantThatDoesNotExistMakesNoFile) {
    for (const char* name : {"nobody", "../x", "", "A"})
        EXPECT_EQ(databases_->open(TenantId(name)).error().reason, "no-tenant") << name;
    EXPECT_TRUE(databases_->on_disk().empty());
    EXPECT_FALSE(fs::exists(scratch_.path() / "data"));
}

TEST_F(TenantDatabasesTest, KeepsAtMostSoManyFilesOpenAndEvictedOnesComeBack) {
    remake(2);
    for (int round = 0; round < 2; ++round) {
        for (const char* name : {"a", "b", "c", "d", "e"}) ASSERT_TRUE(write(TenantId(name), std::to_string(round)));
    }
    EXPECT_LE(open_files(), 2);  // the writers; readers open when somebody reads
    EXPECT_GE(open_files(), 1);
    EXPECT_EQ(count(TenantId("a")), 2);
    EXPECT_EQ(databases_->on_disk().size(), 5);
}

TEST_F(TenantDatabasesTest, AFileInUseIsNeverOpenedTwice) {
    remake(1);
    const auto held = databases_->open(kAlice).value();
    for (const char* name : {"b", "c"}) ASSERT_TRUE(write(TenantId(name), "x"));
    EXPECT_EQ(databases_->open(kAlice).value(), held);
}

TEST_F(TenantDatabasesTest, ErasureEndsCallsUnderWayAndLeavesNothing) {
    ASSERT_TRUE(write(kAlice, "x"));
    fs::create_directories(scratch_.path() / "data/tenants/alice/blobs/aa");
    EXPECT_EQ(databases_->erase(kAlice).error().reason, "tenant-not-erased") << "a tenant that is alive";
    const auto held = databases_->open(kAlice).value();
    std::thread busy([&] {
        while (held->write(
            [](Connection& connection) -> Status { return connection.run("UPDATE vector SET body = x'01'"), Status{}; })) {
        }
    });
    ASSERT_TRUE(registry_.set_state(kAlice, TenantState::Erased, {}));
    EXPECT_TRUE(databases_->erase(kAlice));
    busy.join();
    EXPECT_FALSE(databases_->holds(kAlice).value());
    EXPECT_EQ(open_files(), 0);
    EXPECT_EQ(write(kAlice, "x").error().reason, "no-tenant");
    EXPECT_EQ(held->write([](Connection&) -> Status { return {}; }).error().reason, "no-tenant");
    EXPECT_FALSE(fs::exists(scratch_.path() / "data/tenants/alice"));
    EXPECT_TRUE(databases_->erase(kAlice)) << "again is success";
    EXPECT_TRUE(databases_->checkpoint(kAlice));
}

TEST_F(TenantDatabasesTest, ABackupPutInPlaceOfTheFileIsThatState) {
    ASSERT_TRUE(write(kAlice, "one"));
    ASSERT_TRUE(databases_->back_up(kAlice, scratch_.path() / "backup.db"));
    ASSERT_TRUE(write(kAlice, "two"));
    databases_.reset();
    fs::copy_file(scratch_.path() / "backup.db", scratch_.path() / "data/tenants/alice/tenant.db",
                  fs::copy_options::overwrite_existing);
    remake(64);
    EXPECT_EQ(count(kAlice), 1);
}

TEST_F(TenantDatabasesTest, ManyThreadsShareOneDatabaseATenant) {
    remake(2);
    std::vector<std::thread> threads;
    for (int thread = 0; thread < 8; ++thread) {
        threads.emplace_back([&, thread] {
            for (int i = 0; i < 10; ++i)
                EXPECT_TRUE(write(TenantId("t" + std::to_string(i % 4)), fmt::format("{}-{}", thread, i)));
        });
    }
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(count(TenantId("t0")) + count(TenantId("t1")) + count(TenantId("t2")) + count(TenantId("t3")), 80);
}

}  // namespace
}  // namespace bespoke::adapters::local::sqlite
