#include "retrieval/collection.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

#include "retrieval/dot.hpp"
#include "retrieval/ranking.hpp"

namespace bespoke::retrieval {
namespace {

Segment segment(const std::string& document, std::vector<Passage> passages) {
    return Segment::build(document, std::move(passages)).value();
}

Collection collection_of(std::vector<std::pair<std::string, std::vector<Passage>>> documents) {
    Collection collection;
    for (auto& [name, passages] : documents) EXPECT_TRUE(collection.put(segment(name, std::move(passages))));
    return collection;
}

std::string names(const std::vector<Hit>& hits) {
    std::string text;
    for (const Hit& hit : hits) text += (text.empty() ? "" : " ") + hit.segment->document() + "/" + hit.segment->id(hit.passage);
    return text;
}

std::string found(const Collection& collection, const Query& query) { return names(collection.search(query).value()); }

Collection team() {
    return collection_of(
        {{"ada", {{"1", "Led the migration of billing services to Kubernetes", {1, 0, 0}}, {"2", "Baked bread", {0, 1, 0}}}},
         {"bob", {{"1", "Cared for patients on a surgical ward", {0, 0, 1}}, {"2", "Migrated a database", {0.9F, 0, 0.1F}}}}});
}

TEST(Collection, FindsByWordsInAnyForm) {
    EXPECT_EQ(found(team(), {"migrations", {}, {}, 10}), "bob/2 ada/1") << "the shorter text is more about it";
    EXPECT_EQ(found(team(), {"the of a", {}, {}, 10}), "") << "words without content find nothing";
    EXPECT_EQ(found(team(), {"astronomy", {}, {}, 10}), "");
}

TEST(Collection, FindsByMeaning) {
    EXPECT_EQ(found(team(), {"", {0, 0, 5}, {}, 10}), "bob/1 bob/2")
        << "the query's length does not matter; what is orthogonal is no hit";
    EXPECT_EQ(found(team(), {"", {0, 1, 0}, {}, 10}), "ada/2");
}

TEST(Collection, WhatIsGoodByBothComesFirst) {
    const auto hits = team().search({"migrated", {1, 0, 0}, {}, 10}).value();
    ASSERT_EQ(names(hits), "ada/1 bob/2");
    EXPECT_DOUBLE_EQ(hits[0].score, 1.0 / 61 + 1.0 / 62);
    EXPECT_DOUBLE_EQ(hits[1].score, 1.0 / 62 + 1.0 / 61);
}

TEST(Collection, SearchesOnlyTheDocumentsOfTheQuery) {
    EXPECT_EQ(found(team(), {"migrations", {1, 0, 0.1F}, {"bob"}, 10}), "bob/2 bob/1");
    EXPECT_EQ(found(team(), {"migrations", {}, {"nobody"}, 10}), "");
}

TEST(Collection, GivesNoMoreThanAskedForAndEqualOnesByName) {
    const auto same = collection_of({{"b", {{"2", "welding", {}}, {"1", "welding", {}}}}, {"a", {{"9", "welding", {}}}}});
    EXPECT_EQ(found(same, {"welding", {}, {}, 10}), "a/9 b/1 b/2");
    EXPECT_EQ(found(same, {"welding", {}, {}, 2}), "a/9 b/1");
    EXPECT_EQ(found(same, {"welding", {}, {}, 0}), "");
}

TEST(Collection, PuttingAgainReplacesAndNoPassagesRemove) {
    auto collection = team();
    const auto bytes = collection.bytes();
    ASSERT_TRUE(collection.put(segment("bob", {{"1", "Plays chess", {0, 1, 0}}})));
    EXPECT_EQ(found(collection, {"migrated", {}, {}, 10}), "ada/1");
    EXPECT_EQ(found(collection, {"chess", {}, {}, 10}), "bob/1");
    EXPECT_LT(collection.bytes(), bytes);
    ASSERT_TRUE(collection.put(segment("bob", {})));
    collection.remove("ada");
    collection.remove("ada");
    EXPECT_EQ(collection.documents(), 0U);
    EXPECT_EQ(collection.bytes(), 0U);
    EXPECT_EQ(found(collection, {"chess", {1, 2}, {}, 10}), "");
}

TEST(Collection, RefusesEmbeddingsOfAnotherLength) {
    auto collection = team();
    EXPECT_EQ(collection.put(segment("eve", {{"1", "x", {1, 0}}})).error().reason, "dimension");
    EXPECT_EQ(collection.search({"", {1, 0}, {}, 10}).error().reason, "dimension");
    EXPECT_TRUE(collection.put(segment("eve", {{"1", "no embedding", {}}})));
    EXPECT_EQ(Segment::build("x", {{"1", "", {1, 0}}, {"2", "", {1}}}).error().reason, "dimension");
    EXPECT_EQ(Segment::build("x", {{"1", "", std::vector<float>(Segment::kMaxDimension + 1)}}).error().reason, "dimension");
}

TEST(Collection, ADocumentMayChangeTheLengthIfItIsTheOnlyOne) {
    auto collection = collection_of({{"a", {{"1", "x", {1, 0}}}}});
    EXPECT_TRUE(collection.put(segment("a", {{"1", "x", {1, 0, 0}}})));
    EXPECT_EQ(collection.dimension(), 3U);
}

TEST(Collection, RefusesWhatIsNoNumber) {
    const float nan = std::numeric_limits<float>::quiet_NaN(), infinity = std::numeric_limits<float>::infinity();
    for (const float bad : {nan, infinity, -infinity, std::numeric_limits<float>::max()}) {
        EXPECT_EQ(Segment::build("x", {{"1", "", {bad, 1}}}).error().reason, "embedding") << bad;
        EXPECT_EQ(team().search({"", {bad, 0, 1}, {}, 10}).error().reason, "embedding") << bad;
    }
    EXPECT_EQ(found(team(), {"", {0, 0, 0}, {}, 10}), "") << "a query of zeros is like nothing";
}

TEST(Collection, CopiesAreIndependent) {
    const auto before = team();
    auto after = before;
    after.remove("ada");
    EXPECT_EQ(before.documents(), 2U);
    EXPECT_EQ(found(before, {"bread", {}, {}, 10}), "ada/2");
}

/// Random vectors; the whole is compared with a search written down plainly.
TEST(Searched, CosinesAgreeWithAPlainSumForEveryLength) {
    std::mt19937 random(7);  // NOLINT: the same numbers in each run
    std::normal_distribution<float> number;
    for (const std::size_t dimension : {1U, 2U, 15U, 16U, 17U, 31U, 33U, 384U}) {
        std::vector<Passage> passages;
        std::vector<float> query(dimension);
        for (float& value : query) value = number(random);
        for (int i = 0; i < 20; ++i) {
            Passage passage{std::to_string(i), "", std::vector<float>(dimension)};
            for (float& value : passage.embedding) value = number(random);
            passages.push_back(std::move(passage));
        }
        const Searched searched({std::make_shared<const Segment>(segment("a", passages))});
        const auto scores = searched.cosines(query);
        for (std::size_t i = 0; i < passages.size(); ++i) {
            double sum = 0, norm = 0;
            for (std::size_t k = 0; k < dimension; ++k) {
                sum += double{passages[i].embedding[k]} * query[k];
                norm += double{passages[i].embedding[k]} * passages[i].embedding[k];
            }
            EXPECT_NEAR(scores[i], sum / std::sqrt(norm), 1e-4) << dimension;
        }
    }
}

TEST(Searched, Bm25IsTheTextbooks) {
    // Two passages of 1 and 3 words; the word stands once in each.
    const Searched searched(
        {std::make_shared<const Segment>(segment("a", {{"1", "welding", {}}, {"2", "welding bronze statues", {}}}))});
    const auto scores = searched.bm25("welding");
    const double rarity = std::log(1 + 0.5 / 2.5);
    EXPECT_NEAR(scores[0], rarity * 2.2 / (1 + 1.2 * (0.25 + 0.75 * 0.5)), 1e-6);
    EXPECT_NEAR(scores[1], rarity * 2.2 / (1 + 1.2 * (0.25 + 0.75 * 1.5)), 1e-6);
}

TEST(ReciprocalRanks, EqualScoresShareARankAndDepthBounds) {
    std::vector<double> fused(5);
    add_reciprocal_ranks({0.5F, 0.9F, 0.5F, 0, -1}, 10, fused);
    EXPECT_EQ(fused, (std::vector<double>{1.0 / 62, 1.0 / 61, 1.0 / 62, 0, 0}));
    add_reciprocal_ranks({1, 2, 3, 4, 5}, 1, fused);
    EXPECT_DOUBLE_EQ(fused[4], 1.0 / 61);
    EXPECT_DOUBLE_EQ(fused[3], 0);
}

}  // namespace
}  // namespace bespoke::retrieval
