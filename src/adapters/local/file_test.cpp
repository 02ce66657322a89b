#include "adapters/local/file.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

#include "adapters/local/sqlite/scratch_for_test.hpp"

namespace bespoke::adapters::local {
namespace {

TEST(WriteDurably, IsNotHinderedByWhatAKilledProcessOfTheSameNumberLeft) {
    const sqlite::Scratch scratch;
    for (int i = 0; i < 1'000; ++i) {
        std::ofstream(scratch.path() / fmt::format("{}{}-{}", kTemporaryPrefix, ::getpid(), i)) << "torn";
    }
    const auto path = scratch.path() / "file";
    const auto written = write_durably(path, as_bytes("whole"), IfExists::Keep);
    ASSERT_TRUE(written) << written.error().detail;
    EXPECT_EQ(as_text(read_file(path, 100).value()), "whole");
}

}  // namespace
}  // namespace bespoke::adapters::local
