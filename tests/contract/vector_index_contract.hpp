#pragma once

// The promises of ports::VectorIndex, kept by every adapter. Included by one file of an executable, which brings rigs and instantiates the suite.

#include <gtest/gtest.h>

#include <atomic>
#include <limits>
#include <memory>
#include <thread>

#include "ports/vector_index.hpp"

namespace bespoke::vector_index_contract {

using ports::Chunk;
inline const TenantId kAlice("alice");
inline const TenantId kBob("bob");
inline const RecordId kCv("doc_cv"), kLetter("doc_letter");

/// An index under test and what can be done to it from outside.
class Rig {
public:
    virtual ~Rig() = default;
    virtual ports::VectorIndex& index() = 0;
    /// Start again with what was stored; false where nothing survives (a declared deviation).
    virtual bool reopen() { return false; }
    /// Whether each tenant's embeddings may have a length of their own (false: a declared deviation, the length is a setting).
    virtual bool lengths_are_free() { return true; }
};

inline std::string found(ports::VectorIndex& index, const TenantId& tenant, const ports::VectorQuery& query) {
    const auto hits = index.search(tenant, query);
    if (!hits) return hits.error().reason;
    std::string text;
    for (const auto& hit : *hits) text += (text.empty() ? "" : " ") + hit.document.str() + "/" + hit.chunk;
    return text;
}

using MakeRig = std::unique_ptr<Rig> (*)();

class VectorIndexContract : public testing::TestWithParam<MakeRig> {
protected:
    std::unique_ptr<Rig> rig_ = GetParam()();
    ports::VectorIndex& index() { return rig_->index(); }
    void put(const TenantId& tenant, const RecordId& document, const std::vector<Chunk>& chunks) {
        ASSERT_TRUE(index().put(tenant, document, chunks));
    }
    std::string words(const TenantId& tenant, const std::string& text) { return found(index(), tenant, {text, {}, {}, 10}); }
    std::string meaning(const TenantId& tenant, const std::vector<float>& embedding) {
        return found(index(), tenant, {"", embedding, {}, 10});
    }
};

TEST_P(VectorIndexContract, FindsByWordsByMeaningAndByBoth) {
    put(kAlice, kCv, {{"/work/0", "Ran billing on Kubernetes", {1, 0}}, {"/work/1", "Baked bread", {0, 1}}});
    EXPECT_EQ(words(kAlice, "kubernetes"), "doc_cv//work/0");
    EXPECT_EQ(meaning(kAlice, {0, 1}), "doc_cv//work/1");
    const auto hits = index().search(kAlice, {"bread", {0.6F, 0.8F}, {}, 10}).value();
    ASSERT_EQ(hits.size(), 2U);
    EXPECT_EQ(hits[0].document, kCv);
    EXPECT_EQ(hits[0].chunk, "/work/1");
    EXPECT_EQ(hits[0].text, "Baked bread");
    EXPECT_DOUBLE_EQ(hits[0].score, 2.0 / 61);
    EXPECT_DOUBLE_EQ(hits[1].score, 1.0 / 62);
}

TEST_P(VectorIndexContract, NothingThereFindsNothing) {
    EXPECT_EQ(words(kAlice, "anything"), "");
    EXPECT_EQ(meaning(kAlice, {1, 0}), "");
    EXPECT_TRUE(index().remove(kAlice, kCv)) << "missing is success";
}

TEST_P(VectorIndexContract, NoQueryReachesAnotherTenant) {
    put(kAlice, kCv, {{"1", "alice welds", {1, 0}}});
    put(kBob, kCv, {{"1", "bob bakes", {1, 0}}});
    EXPECT_EQ(words(kBob, "welds"), "");
    const auto hits = index().search(kBob, {"welds bakes", {1, 0}, {}, 10}).value();
    ASSERT_EQ(hits.size(), 1U);
    EXPECT_EQ(hits[0].text, "bob bakes");
    ASSERT_TRUE(index().remove(kBob, kCv));
    EXPECT_EQ(words(kAlice, "welds"), "doc_cv/1");
    if (!rig_->lengths_are_free()) return;
    EXPECT_TRUE(index().put(kBob, kCv, {{"1", "other model", {1, 0, 0}}}))
        << "nor does another tenant's length of embeddings matter";
}

TEST_P(VectorIndexContract, PutReplacesAllChunksOfADocument) {
    put(kAlice, kCv, {{"1", "welding", {}}, {"2", "welding statues", {}}});
    put(kAlice, kLetter, {{"1", "welding letters", {}}});
    put(kAlice, kCv, {{"2", "baking", {}}});
    EXPECT_EQ(words(kAlice, "welding"), "doc_letter/1");
    EXPECT_EQ(words(kAlice, "baking"), "doc_cv/2");
    put(kAlice, kCv, {});
    EXPECT_EQ(words(kAlice, "baking"), "");
}

TEST_P(VectorIndexContract, RemovedDocumentsAreNotFound) {
    put(kAlice, kCv, {{"1", "welding", {1, 0}}});
    put(kAlice, kLetter, {{"1", "welding", {1, 0}}});
    ASSERT_TRUE(index().remove(kAlice, kCv));
    EXPECT_EQ(words(kAlice, "welding"), "doc_letter/1");
    EXPECT_EQ(meaning(kAlice, {1, 0}), "doc_letter/1");
}

TEST_P(VectorIndexContract, SearchesOnlyTheDocumentsOfTheQuery) {
    put(kAlice, kCv, {{"1", "welding", {1, 0}}});
    put(kAlice, kLetter, {{"1", "welding", {1, 0}}});
    EXPECT_EQ(found(index(), kAlice, {"welding", {1, 0}, {kLetter}, 10}), "doc_letter/1");
    EXPECT_EQ(found(index(), kAlice, {"welding", {1, 0}, {RecordId("doc_none")}, 10}), "");
    EXPECT_EQ(found(index(), kAlice, {"welding", {1, 0}, {}, 1}), "doc_cv/1") << "equal scores by document";
}

TEST_P(VectorIndexContract, RefusesEmbeddingsThatDoNotFitAndKeepsWhatIsThere) {
    put(kAlice, kCv, {{"1", "welding", {1, 0}}});
    EXPECT_EQ(index().put(kAlice, kLetter, {{"1", "x", {1, 0, 0}}}).error().reason, "dimension");
    EXPECT_EQ(index().put(kAlice, kLetter, {{"1", "x", {std::numeric_limits<float>::quiet_NaN(), 0}}}).error().reason,
              "embedding");
    EXPECT_EQ(meaning(kAlice, {1, 0, 0}), "dimension");
    EXPECT_EQ(words(kAlice, "x"), "");
    EXPECT_EQ(meaning(kAlice, {1, 0}), "doc_cv/1");
}

TEST_P(VectorIndexContract, ChunksSurviveARestart) {
    put(kAlice, kCv, {{"1", "welding", {1, 0}}, {"2", "baking", {0, 1}}});
    put(kAlice, kLetter, {{"1", "sailing", {}}});
    ASSERT_TRUE(index().remove(kAlice, kLetter));
    const auto before = found(index(), kAlice, {"welding sailing", {0.8F, 0.6F}, {}, 10});
    if (!rig_->reopen()) GTEST_SKIP() << "declared deviation: keeps nothing across restarts";
    EXPECT_EQ(found(index(), kAlice, {"welding sailing", {0.8F, 0.6F}, {}, 10}), before);
    EXPECT_EQ(before, "doc_cv/1 doc_cv/2");
}

TEST_P(VectorIndexContract, ReadersAndWritersDoNotDisturbEachOther) {
    put(kAlice, kCv, {{"1", "welding", {1, 0}}});
    std::atomic<int> wrong{0};
    {
        std::vector<std::jthread> threads;
        for (int t = 0; t < 2; ++t) {
            threads.emplace_back([&, t] {
                const RecordId own("doc_" + std::to_string(t));
                for (int i = 0; i < 20; ++i) {
                    if (!index().put(kAlice, own, {{"1", "baking", {0, 1}}}) || !index().remove(kAlice, own)) ++wrong;
                }
            });
            threads.emplace_back([&] {
                for (int i = 0; i < 100; ++i) wrong += words(kAlice, "welding") == "doc_cv/1" ? 0 : 1;
            });
        }
    }
    EXPECT_EQ(wrong, 0);
    EXPECT_EQ(words(kAlice, "baking"), "");
}

}  // namespace bespoke::vector_index_contract
