#include "crypto/random.hpp"

#include <gtest/gtest.h>

#include <thread>

namespace bespoke::crypto {
namespace {

TEST(RandomId, HasAPrefixAndTwentySixLetters) {
    const auto id = random_id("job", from_millis(1'790'000'000'000));
    ASSERT_EQ(id.size(), 30U);
    EXPECT_EQ(id.substr(0, 4), "job_");
    EXPECT_EQ(id.find_first_not_of("0123456789abcdefghjkmnpqrstvwxyz", 4), std::string::npos);
}

TEST(RandomId, SortsByTimeOfMakingAlsoWithinAMillisecondAndWhenTheClockStepsBack) {
    std::vector<std::string> ids;
    for (int i = 0; i < 1'000; ++i) ids.push_back(random_id("x", from_millis(1'800'000'000'000)));
    for (int i = 0; i < 1'000; ++i) ids.push_back(random_id("x", from_millis(1'800'000'000'000 - i)));
    ids.push_back(random_id("x", from_millis(1'800'000'000'001)));
    EXPECT_TRUE(std::ranges::is_sorted(ids));
    EXPECT_EQ(std::set(ids.begin(), ids.end()).size(), ids.size());
}

TEST(RandomId, IsUniqueAcrossThreads) {
    std::array<std::vector<std::string>, 4> made;
    {
        std::vector<std::jthread> threads;
        for (auto& ids : made) {
            threads.emplace_back([&ids] {
                for (int i = 0; i < 2'000; ++i) ids.push_back(random_id("x", from_millis(1'810'000'000'000)));
            });
        }
    }
    std::set<std::string> all;
    for (const auto& ids : made) all.insert(ids.begin(), ids.end());
    EXPECT_EQ(all.size(), 8'000U);
}

TEST(RandomId, CannotBeGuessedFromTheOneBefore) {
    const auto now = from_millis(1'820'000'000'000);
    std::set<std::string> endings;
    for (int i = 0; i < 100; ++i) endings.insert(random_id("x", now).substr(24));
    EXPECT_GT(endings.size(), 95U) << "steps between ids are random";
}

TEST(Random, FillsAllOfIt) {
    Bytes bytes(4'096);
    fill_random(bytes);
    std::array<int, 256> counts{};
    for (const std::byte byte : bytes) ++counts[std::to_integer<std::size_t>(byte)];
    EXPECT_LT(std::ranges::max(counts), 64);
}

}  // namespace
}  // namespace bespoke::crypto
