// OpenSearch Serverless keeps the promises of ports::VectorIndex, and some that only it can break.

#include "adapters/aws/opensearch/vector_index.hpp"

#include <cmath>

#include "control.hpp"
#include "vector_index_contract.hpp"

namespace bespoke {
namespace {

using namespace vector_index_contract;  // NOLINT(google-build-using-namespace)
using namespace adapters::aws;          // NOLINT(google-build-using-namespace)
using opensearch::Options;
using Isolation = Options::Isolation;

/// Vectors of two numbers as in the suite; nothing waits but for the stand-in's answers.
Options options(Isolation isolation) {
    Options options;
    options.isolation = isolation;
    options.index = isolation == Isolation::SharedIndex ? "shared" : "chunks";
    options.dimension = 2;
    options.pause = [](std::chrono::milliseconds) {};
    return options;
}

class AossRig final : public Rig {
public:
    explicit AossRig(const Options& options) : options_(options), storage_(emulated_client(), options) {
        for (const auto& tenant : {kAlice, kBob}) EXPECT_TRUE(storage_.erase(tenant));
        reopen();
    }
    ports::VectorIndex& index() override { return *index_; }
    bool reopen() override {
        index_ = std::make_unique<opensearch::VectorIndex>(emulated_client(), options_);
        return true;
    }
    bool lengths_are_free() override { return false; }
    opensearch::TenantStorage& storage() { return storage_; }

private:
    const Options options_;
    opensearch::TenantStorage storage_;
    std::unique_ptr<ports::VectorIndex> index_;
};

template <Isolation isolation>
std::unique_ptr<Rig> make_rig() {
    return std::make_unique<AossRig>(options(isolation));
}

INSTANTIATE_TEST_SUITE_P(AossIndexPerTenant, VectorIndexContract, ::testing::Values(&make_rig<Isolation::IndexPerTenant>));
INSTANTIATE_TEST_SUITE_P(AossSharedIndex, VectorIndexContract, ::testing::Values(&make_rig<Isolation::SharedIndex>));

class AossVectorIndex : public ::testing::TestWithParam<Isolation> {
protected:
    AossRig rig_{options(GetParam())};
    std::string words(const std::string& text) { return found(rig_.index(), kAlice, {text, {}, {}, 10}); }
    /// So that what becomes visible later is visible.
    void search_often() {
        for (int i = 0; i < 60; ++i) EXPECT_NE(words("nothing"), "throttled");
    }
};
INSTANTIATE_TEST_SUITE_P(Both, AossVectorIndex, ::testing::Values(Isolation::IndexPerTenant, Isolation::SharedIndex));

TEST_P(AossVectorIndex, AChangeIsSeenByTheNextSearchThoughTheServiceLags) {
    const Disturbed lag("aoss", {{"lagSearches", 5}});
    ASSERT_TRUE(rig_.index().put(kAlice, kCv, {{"1", "welding", {1, 0}}, {"2", "baking", {0, 1}}}));
    EXPECT_EQ(words("welding"), "doc_cv/1");
    ASSERT_TRUE(rig_.index().put(kAlice, kCv, {{"2", "sailing", {0, 1}}}));
    EXPECT_EQ(words("welding baking sailing"), "doc_cv/2");
    ASSERT_TRUE(rig_.index().remove(kAlice, kCv));
    EXPECT_EQ(words("sailing"), "");
}

TEST_P(AossVectorIndex, LagBeyondPatienceIsSaidAndDoneAgainFindsNothingTwice) {
    auto hasty = options(GetParam());
    hasty.patience = std::chrono::milliseconds(30);
    const std::vector<Chunk> chunks{{"1", "welding", {1, 0}}};
    {
        const Disturbed lag("aoss", {{"lagSearches", 1'000}});
        const auto late = opensearch::VectorIndex(emulated_client(), hasty).put(kAlice, kCv, chunks);
        ASSERT_FALSE(late);
        EXPECT_EQ(late.error().reason, "index-lag");
        EXPECT_EQ(late.error().code, ErrorCode::Unavailable);
    }
    ASSERT_TRUE(rig_.index().put(kAlice, kCv, chunks)) << "stored twice now, once unseen";
    for (int i = 0; i < 1'000; ++i) ASSERT_EQ(words("welding"), "doc_cv/1");
    ASSERT_TRUE(rig_.index().remove(kAlice, kCv)) << "both are seen and go";
    EXPECT_EQ(words("welding"), "");
    search_often();
    EXPECT_EQ(words("welding"), "");
}

TEST_P(AossVectorIndex, AnAnswerThatGotLostStoresNothingTwice) {
    {
        const Disturbed lost("faults", nlohmann::json::array({{{"service", "aoss"},
                                                               {"operation", ".*_bulk.*"},
                                                               {"skip", 0},
                                                               {"times", 1},
                                                               {"kind", "close"},
                                                               {"when", "after"}}}));
        ASSERT_TRUE(rig_.index().put(kAlice, kCv, {{"1", "welding", {1, 0}}}));
        EXPECT_EQ(lost.struck(), 1);
    }
    EXPECT_EQ(words("welding"), "doc_cv/1");
    ASSERT_TRUE(rig_.index().remove(kAlice, kCv));
    EXPECT_EQ(rig_.storage().holds(kAlice), false);
}

TEST_P(AossVectorIndex, ItemsThatTheServiceHasNoRoomForAreAThrottleAndGoInLater) {
    {
        const Disturbed full("aoss", {{"failItems", 1}});
        EXPECT_EQ(rig_.index().put(kAlice, kCv, {{"1", "welding", {}}, {"2", "welding statues", {}}}).error().reason,
                  "throttled");
    }
    ASSERT_TRUE(rig_.index().put(kAlice, kCv, {{"1", "welding", {}}, {"2", "welding statues", {}}}));
    EXPECT_EQ(words("welding"), "doc_cv/1 doc_cv/2");
}

TEST_P(AossVectorIndex, ATenantIsErasedAndOthersStay) {
    EXPECT_EQ(rig_.storage().holds(kAlice), false);
    ASSERT_TRUE(rig_.index().put(kAlice, kCv, {{"1", "welding", {}}}));
    ASSERT_TRUE(rig_.index().put(kAlice, kLetter, {{"1", "welding", {}}}));
    ASSERT_TRUE(rig_.index().put(kBob, kCv, {{"1", "welding", {}}}));
    EXPECT_EQ(rig_.storage().holds(kAlice), true);
    ASSERT_TRUE(rig_.storage().erase(kAlice));
    EXPECT_TRUE(rig_.storage().erase(kAlice)) << "again is success";
    EXPECT_EQ(rig_.storage().holds(kAlice), false);
    EXPECT_EQ(words("welding"), "");
    EXPECT_EQ(rig_.storage().holds(kBob), true);
}

TEST_P(AossVectorIndex, TakesTextOfAnyKindAndRefusesTooMuchOfIt) {
    ASSERT_TRUE(rig_.index().put(kAlice, kCv, {{"/a\"\n", "caf\xe9 \x1f welding \"quoted\"\nline", {0, 0}}}));
    EXPECT_EQ(words("welding"), "doc_cv//a\"\n");
    EXPECT_EQ(found(rig_.index(), kAlice, {"", {1, 0}, {}, 10}), "") << "zeros point nowhere";
    EXPECT_EQ(rig_.index().put(kAlice, kCv, std::vector<Chunk>(1'001)).error().reason, "too-many-chunks");
    EXPECT_EQ(rig_.index().put(TenantId("../bob"), kCv, {}).error().reason, "no-tenant");
    EXPECT_EQ(found(rig_.index(), TenantId("a*"), {"welding", {}, {}, 10}), "no-tenant");
}

TEST_P(AossVectorIndex, FindsTheBestOfMany) {
    std::vector<Chunk> chunks;
    for (int i = 0; i < 300; ++i) {
        const float angle = static_cast<float>(i) / 300;
        chunks.push_back({fmt::format("{:03}", i), "line", {std::cos(angle), std::sin(angle)}});
    }
    ASSERT_TRUE(rig_.index().put(kAlice, kCv, chunks));
    const auto hits = rig_.index().search(kAlice, {"", {1, 0}, {}, 3}).value();
    ASSERT_EQ(hits.size(), 3U);
    for (std::size_t i = 0; i < 3; ++i) EXPECT_EQ(hits[i].chunk, fmt::format("{:03}", i));
}

}  // namespace
}  // namespace bespoke
