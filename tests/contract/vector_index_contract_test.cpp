// The promises of ports::VectorIndex, kept by every adapter.

#include <gtest/gtest.h>

#include <fstream>
#include <limits>
#include <thread>

#include "adapters/local/key_service.hpp"
#include "adapters/local/key_table_for_test.hpp"
#include "adapters/local/vector_index.hpp"
#include "adapters/memory/vector_index.hpp"
#include "crypto/sealed.hpp"
#include "local_rig.hpp"

namespace bespoke {
namespace {

using ports::Chunk;
const TenantId kAlice("alice");
const TenantId kBob("bob");
const RecordId kCv("doc_cv"), kLetter("doc_letter");

/// An index under test and what can be done to it from outside.
class Rig {
public:
    virtual ~Rig() = default;
    virtual ports::VectorIndex& index() = 0;
    /// Start again with what was stored; false where nothing survives (a declared deviation).
    virtual bool reopen() { return false; }
};

class MemoryRig final : public Rig {
public:
    ports::VectorIndex& index() override { return index_; }

private:
    adapters::memory::VectorIndex index_;
};

class LocalRig final : public Rig {
public:
    explicit LocalRig(std::size_t cache_bytes = 1ULL << 20U) : cache_bytes_(cache_bytes) {
        reopen();
        for (const auto& tenant : {kAlice, kBob}) EXPECT_TRUE(stores_->system().create(tenant, clock_.now()));
    }
    adapters::local::VectorIndex& index() override { return *index_; }
    bool reopen() override {
        index_.reset();
        stores_.reset();
        stores_ = std::make_unique<LocalStores>(scratch_.path(), clock_);
        index_ = std::make_unique<adapters::local::VectorIndex>(stores_->databases(), *keys_, cache_bytes_);
        return true;
    }
    LocalStores& stores() { return *stores_; }
    ports::KeyService& keys() { return *keys_; }
    /// True if any file of the data directory holds these bytes.
    bool on_disk(std::string_view text) {
        for (const auto& entry : std::filesystem::recursive_directory_iterator(scratch_.path())) {
            if (!entry.is_regular_file()) continue;
            std::ifstream file(entry.path(), std::ios::binary);
            const std::string content((std::istreambuf_iterator<char>(file)), {});
            if (content.find(text) != std::string::npos) return true;
        }
        return false;
    }
    Result<Bytes> row(const TenantId& tenant, const RecordId& document) {
        return stores_->databases().open(tenant).value()->read([&](auto& connection) -> Result<Bytes> {
            auto rows = connection.query("SELECT body FROM vector WHERE document = ?", document.str());
            return rows.next() ? rows.bytes(0) : Bytes{};
        });
    }
    void overwrite_row(const TenantId& tenant, const RecordId& document, const Bytes& body) {
        ASSERT_TRUE(stores_->databases().open(tenant).value()->write([&](auto& connection) -> Status {
            connection.run("UPDATE vector SET body = ? WHERE document = ?", body, document.str());
            return {};
        }));
    }

private:
    const std::size_t cache_bytes_;
    ScratchDirectory scratch_;
    adapters::memory::Clock clock_;
    adapters::local::MemoryKeyTable table_;
    std::unique_ptr<ports::KeyService> keys_ =
        adapters::local::KeyService::create(table_, crypto::SecretKey::random(), clock_).value();
    std::unique_ptr<LocalStores> stores_;
    std::unique_ptr<adapters::local::VectorIndex> index_;
};

std::string found(ports::VectorIndex& index, const TenantId& tenant, const ports::VectorQuery& query) {
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

INSTANTIATE_TEST_SUITE_P(Memory, VectorIndexContract,
                         testing::Values([]() -> std::unique_ptr<Rig> { return std::make_unique<MemoryRig>(); }));
INSTANTIATE_TEST_SUITE_P(Local, VectorIndexContract,
                         testing::Values([]() -> std::unique_ptr<Rig> { return std::make_unique<LocalRig>(); }));
INSTANTIATE_TEST_SUITE_P(LocalWithoutCache, VectorIndexContract,
                         testing::Values([]() -> std::unique_ptr<Rig> { return std::make_unique<LocalRig>(0); }));

TEST(LocalVectorIndex, WritesNothingReadableToDisk) {
    LocalRig rig;
    ASSERT_TRUE(rig.index().put(kAlice, kCv, {{"1", "Ada Lovelace, London", {1, 0}}}));
    EXPECT_TRUE(rig.on_disk("doc_cv")) << "or this test looks in the wrong place";
    EXPECT_FALSE(rig.on_disk("Lovelace"));
}

TEST(LocalVectorIndex, ARowMovedToAnotherDocumentIsDamaged) {
    LocalRig rig;
    ASSERT_TRUE(rig.index().put(kAlice, kCv, {{"1", "welding", {}}}));
    ASSERT_TRUE(rig.index().put(kAlice, kLetter, {{"1", "baking", {}}}));
    rig.overwrite_row(kAlice, kLetter, rig.row(kAlice, kCv).value());
    rig.reopen();
    EXPECT_EQ(found(rig.index(), kAlice, {"welding", {}, {}, 10}), "vectors-damaged");
}

TEST(LocalVectorIndex, KeepsNoMoreLoadedThanItMay) {
    LocalRig rig(10'000);
    const std::string text(6'000, 'x');
    for (const auto& tenant : {kAlice, kBob, kAlice}) {
        ASSERT_TRUE(rig.index().put(tenant, kCv, {{"1", "welding " + text, {}}}));
        EXPECT_LE(rig.index().usage().bytes, 10'000U);
        EXPECT_EQ(rig.index().usage().tenants, 1U);
    }
    EXPECT_EQ(found(rig.index(), kBob, {"welding", {}, {}, 10}), "doc_cv/1");
    EXPECT_EQ(found(rig.index(), kAlice, {"welding", {}, {}, 10}), "doc_cv/1");
}

TEST(LocalVectorIndex, AnErasedTenantIsNotServedFromMemory) {
    LocalRig rig;
    ASSERT_TRUE(rig.index().put(kAlice, kCv, {{"1", "welding", {}}}));
    ASSERT_TRUE(rig.stores().system().set_state(kAlice, ports::TenantState::Erased, from_millis(0)));
    EXPECT_EQ(found(rig.index(), kAlice, {"welding", {}, {}, 10}), "no-tenant");
    EXPECT_EQ(rig.index().put(kAlice, kCv, {}).error().reason, "no-tenant");
    EXPECT_EQ(rig.index().usage().bytes, 0U);
}

TEST(LocalVectorIndex, RowsAreSealedAnewWithTheCurrentKey) {
    LocalRig rig;
    for (const char* document : {"doc_1", "doc_2", "doc_3"})
        ASSERT_TRUE(rig.index().put(kAlice, RecordId(document), {{"1", "welding", {}}}));
    const auto old = rig.keys().current(kAlice)->id;
    EXPECT_EQ(rig.index().reseal(kAlice, 2), 0U);
    ASSERT_TRUE(rig.keys().rotate(kAlice));
    EXPECT_EQ(rig.index().reseal(kAlice, 2), 2U);
    EXPECT_EQ(rig.index().reseal(kAlice, 2), 1U);
    EXPECT_EQ(rig.index().reseal(kAlice, 2), 0U);
    ASSERT_TRUE(rig.keys().retire(kAlice, old));
    rig.reopen();
    EXPECT_EQ(found(rig.index(), kAlice, {"welding", {}, {}, 10}), "doc_1/1 doc_2/1 doc_3/1");
}

}  // namespace
}  // namespace bespoke
