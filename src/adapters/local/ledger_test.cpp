#include "adapters/local/ledger.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>

namespace bespoke::adapters::local {
namespace {

struct LedgerFile : testing::Test {
    void SetUp() override {
        std::string pattern = testing::TempDir() + "ledger-XXXXXX";
        folder = ::mkdtemp(pattern.data());
    }
    void TearDown() override { std::filesystem::remove_all(folder); }
    std::filesystem::path folder;
    std::filesystem::path path() const { return folder / "erasures.jsonl"; }
};

TEST_F(LedgerFile, KeepsLinesInOrderOverReopening) {
    ASSERT_TRUE(Ledger(path()).append("one"));
    ASSERT_TRUE(Ledger(path()).append("two"));
    EXPECT_EQ(Ledger(path()).lines().value(), (std::vector<std::string>{"one", "two"}));
}

TEST_F(LedgerFile, IsEmptyBeforeTheFirstLine) { EXPECT_TRUE(Ledger(path()).lines()->empty()); }

TEST_F(LedgerFile, LeavesATornLineOutAndEndsItBeforeTheNext) {
    std::ofstream(path()) << "one\ntor";
    EXPECT_EQ(Ledger(path()).lines().value(), std::vector<std::string>{"one"});
    ASSERT_TRUE(Ledger(path()).append("two"));
    EXPECT_EQ(Ledger(path()).lines().value(), (std::vector<std::string>{"one", "tor", "two"}));
}

TEST_F(LedgerFile, CanBeReadByItsOwnerAlone) {
    ASSERT_TRUE(Ledger(path()).append("one"));
    struct stat info {};
    ASSERT_EQ(::stat(path().c_str(), &info), 0);
    EXPECT_EQ(info.st_mode & 0777, 0600U);
}

TEST_F(LedgerFile, SaysSoWhenItCanNotBeWritten) {
    EXPECT_EQ(Ledger(folder / "missing" / "x").append("one").error().code, ErrorCode::Unavailable);
}

TEST_F(LedgerFile, SaysSoWhenItCanNotBeRead) {
    std::filesystem::create_directory(path());
    EXPECT_EQ(Ledger(path()).lines().error().code, ErrorCode::Unavailable);
}

}  // namespace
}  // namespace bespoke::adapters::local
