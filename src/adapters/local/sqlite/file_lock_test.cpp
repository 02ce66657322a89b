#include "adapters/local/sqlite/file_lock.hpp"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <optional>

#include "adapters/local/sqlite/scratch_for_test.hpp"

namespace bespoke::adapters::local::sqlite {
namespace {

TEST(FileLock, OneAtATime) {
    const Scratch scratch;
    std::optional<FileLock> first(FileLock::acquire(scratch.path() / "data").value());
    const auto second = FileLock::acquire(scratch.path() / "data");
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().code, ErrorCode::Conflict);
    EXPECT_EQ(second.error().reason, "data-in-use");
    first.reset();
    EXPECT_TRUE(FileLock::acquire(scratch.path() / "data"));
}

TEST(FileLock, AProcessThatDiesLeavesNoLockBehind) {
    const Scratch scratch;
    const auto child = ::fork();
    if (child == 0) {
        const auto lock = FileLock::acquire(scratch.path());
        ::_exit(lock ? 7 : 1);  // without any destructor
    }
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    ASSERT_EQ(WEXITSTATUS(status), 7) << "the child had the lock";
    EXPECT_TRUE(FileLock::acquire(scratch.path()));
}

TEST(FileLock, ADirectoryThatCannotBeUsedIsUnavailable) {
    const auto lock = FileLock::acquire("/proc/no-such-place");
    ASSERT_FALSE(lock);
    EXPECT_EQ(lock.error().code, ErrorCode::Unavailable);
}

}  // namespace
}  // namespace bespoke::adapters::local::sqlite
