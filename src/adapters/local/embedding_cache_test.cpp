#include "adapters/local/embedding_cache.hpp"

#include <gmock/gmock.h>

#include <thread>

namespace bespoke::adapters::local {
namespace {

using testing::ElementsAre;

/// A vector that tells the text's length; remembers what it was asked.
class CountingEmbedder : public ports::Embedder {
public:
    [[nodiscard]] std::string_view name() const override { return name_; }
    [[nodiscard]] std::size_t dimension() const override { return 2; }
    Result<std::vector<std::vector<float>>> embed(std::span<const std::string> texts) override {
        if (fails_) return fail(ErrorCode::Unavailable, "embedder-failed", "No.");
        std::vector<std::vector<float>> vectors;
        for (const auto& text : texts) {
            asked_.push_back(text);
            vectors.push_back({1.0F, static_cast<float>(text.size())});
        }
        return vectors;
    }

    std::string name_ = "model";
    bool fails_ = false;
    std::vector<std::string> asked_;
};

std::vector<float> seconds(const std::vector<std::vector<float>>& vectors) {
    std::vector<float> values;
    for (const auto& vector : vectors) values.push_back(vector[1]);
    return values;
}

using Texts = std::vector<std::string>;

TEST(CachedEmbedder, AsksForEachTextOnce) {
    CountingEmbedder embedder;
    EmbeddingCache cache(1 << 20);
    CachedEmbedder cached(embedder, cache, "a");
    EXPECT_THAT(seconds(*cached.embed(Texts{"x", "yy", "x", ""})), ElementsAre(1, 2, 1, 0));
    EXPECT_THAT(seconds(*cached.embed(Texts{"zzz", "yy", "", "zzz"})), ElementsAre(3, 2, 0, 3));
    EXPECT_THAT(embedder.asked_, ElementsAre("x", "yy", "", "zzz"));
    EXPECT_EQ(cache.counters().hits, 2);
    EXPECT_EQ(cache.counters().misses, 4);
    EXPECT_EQ(cache.counters().entries, 4);
}

TEST(CachedEmbedder, GivesNoOwnerWhatAnotherAskedFor) {
    CountingEmbedder embedder;
    EmbeddingCache cache(1 << 20);
    CachedEmbedder alice(embedder, cache, "alice"), bob(embedder, cache, "bob");
    ASSERT_TRUE(alice.embed(Texts{"secret"}));
    ASSERT_TRUE(bob.embed(Texts{"secret"}));
    EXPECT_THAT(embedder.asked_, ElementsAre("secret", "secret"));
    EXPECT_EQ(cache.counters().hits, 0);
}

TEST(CachedEmbedder, TakesNoPartOfAKeyForAnother) {
    EmbeddingCache cache(1 << 20);
    cache.keep("a", "b", "c", {1});
    for (const auto& [owner, model, text] :
         {std::tuple{"ab", "", "c"}, {"", "ab", "c"}, {"a", "", "bc"}, {"a", "bc", ""}, {"1:a", "b", "c"}}) {
        EXPECT_TRUE(cache.find(owner, model, text).empty()) << owner << '|' << model << '|' << text;
    }
    EXPECT_FALSE(cache.find("a", "b", "c").empty());
}

TEST(CachedEmbedder, ComparesNoVectorsOfDifferentModels) {
    CountingEmbedder embedder;
    EmbeddingCache cache(1 << 20);
    CachedEmbedder cached(embedder, cache, "a");
    ASSERT_TRUE(cached.embed(Texts{"x"}));
    embedder.name_ = "other";
    ASSERT_TRUE(cached.embed(Texts{"x"}));
    EXPECT_EQ(embedder.asked_.size(), 2);
}

TEST(CachedEmbedder, KeepsNothingOfAFailure) {
    CountingEmbedder embedder;
    EmbeddingCache cache(1 << 20);
    CachedEmbedder cached(embedder, cache, "a");
    embedder.fails_ = true;
    EXPECT_FALSE(cached.embed(Texts{"x"}));
    embedder.fails_ = false;
    EXPECT_TRUE(cached.embed(Texts{"x"}));
}

TEST(EmbeddingCache, DropsTheLongestUnusedWhenFull) {
    EmbeddingCache cache(1000);  // room for three
    for (const char* text : {"a", "b", "c"}) cache.keep("", "m", text, {1});
    ASSERT_FALSE(cache.find("", "m", "a").empty());
    cache.keep("", "m", "d", {1});
    EXPECT_TRUE(cache.find("", "m", "b").empty());
    for (const char* text : {"a", "c", "d"}) EXPECT_FALSE(cache.find("", "m", text).empty()) << text;
    EXPECT_EQ(cache.counters().evictions, 1);
    EXPECT_LE(cache.counters().bytes, 1000);
}

TEST(EmbeddingCache, KeepsNothingThatIsLargerThanItself) {
    EmbeddingCache cache(100);
    cache.keep("", "m", "a", std::vector<float>(384));
    EXPECT_TRUE(cache.find("", "m", "a").empty());
    EXPECT_EQ(cache.counters().bytes, 0);
}

TEST(EmbeddingCache, ForgetsAnOwnerWhole) {
    EmbeddingCache cache(1 << 20);
    cache.keep("alice", "m", "x", {1});
    cache.keep("alice", "m", "y", {1});
    cache.keep("bob", "m", "x", {2});
    cache.forget("alice");
    EXPECT_TRUE(cache.find("alice", "m", "x").empty());
    EXPECT_THAT(cache.find("bob", "m", "x"), ElementsAre(2));
    EXPECT_EQ(cache.counters().entries, 1);
    cache.forget("bob");
    EXPECT_EQ(cache.counters().bytes, 0);
}

TEST(EmbeddingCache, ServesManyThreads) {
    EmbeddingCache cache(20'000);
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t) {
        threads.emplace_back([&cache, t] {
            for (int i = 0; i < 500; ++i) {
                const auto text = std::to_string(i % 80);
                cache.keep("", "m", text, {static_cast<float>(i % 80)});
                const auto vector = cache.find("", "m", text);
                if (!vector.empty()) {
                    EXPECT_EQ(vector[0], static_cast<float>(i % 80));
                }
                if (i % 100 == 0) cache.forget(t == 0 ? "" : "nobody");
            }
        });
    }
    for (auto& thread : threads) thread.join();
    EXPECT_LE(cache.counters().bytes, 20'000);
}

}  // namespace
}  // namespace bespoke::adapters::local
