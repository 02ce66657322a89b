#include "base/lru_cache.hpp"

#include <gtest/gtest.h>

namespace bespoke {
namespace {

TEST(LruCache, LetsGoOfWhatWasNotUsedForTheLongest) {
    LruCache<int> cache(30);
    cache.put("a", 1, 10);
    cache.put("b", 2, 10);
    cache.put("c", 3, 10);
    ASSERT_NE(cache.find("a"), nullptr);
    cache.put("d", 4, 10);
    EXPECT_EQ(cache.find("b"), nullptr);
    for (const auto* key : {"a", "c", "d"}) EXPECT_NE(cache.find(key), nullptr) << key;
    EXPECT_EQ(cache.evictions(), 1);
}

TEST(LruCache, NeverCostsMoreThanItsRoom) {
    LruCache<int> cache(100);
    for (int i = 0; i < 1'000; ++i) {
        cache.put(std::to_string(i), i, static_cast<std::size_t>(i % 120));
        ASSERT_LE(cache.bytes(), 100U) << i;
    }
}

TEST(LruCache, KeepsTheFirstValueOfAName) {
    LruCache<int> cache(30);
    cache.put("a", 1, 10);
    cache.put("a", 2, 20);
    EXPECT_EQ(*cache.find("a"), 1);
    EXPECT_EQ(cache.bytes(), 10U);
}

TEST(LruCache, KeepsNothingThatIsLargerThanAllOfIt) {
    LruCache<int> cache(30);
    cache.put("a", 1, 10);
    cache.put("b", 2, 31);
    EXPECT_EQ(cache.find("b"), nullptr);
    EXPECT_NE(cache.find("a"), nullptr);
}

TEST(LruCache, ForgetsWhatIsUnwanted) {
    LruCache<int> cache(100);
    for (int i = 0; i < 6; ++i) cache.put(std::to_string(i), i, 10);
    cache.erase_if([](std::string_view, int value) { return value % 2 == 0; });
    EXPECT_EQ(cache.entries(), 3U);
    EXPECT_EQ(cache.bytes(), 30U);
    EXPECT_EQ(cache.find("2"), nullptr);
    EXPECT_NE(cache.find("3"), nullptr);
}

}  // namespace
}  // namespace bespoke
