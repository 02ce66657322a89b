#include "adapters/aws/opensearch/fusion.hpp"

#include <gtest/gtest.h>

#include "adapters/aws/opensearch/requests.hpp"

namespace bespoke::adapters::aws::opensearch {
namespace {

/// What the service scores a hit with that cosine.
double score_of(double cosine) { return 1 / (1 + (2 - 2 * cosine)); }

Found found(const std::string& chunk, double score) { return {"id" + chunk, "key" + chunk, "doc", chunk, "text", score}; }

std::string order(const std::vector<ports::VectorHit>& hits) {
    std::string text;
    for (const auto& hit : hits) text += hit.chunk;
    return text;
}

TEST(Fusion, AddsTheReciprocalRanksOfBoth) {
    const auto hits = fused({found("a", score_of(0.9)), found("b", score_of(0.5))}, {found("b", 7), found("c", 3)}, 10);
    EXPECT_EQ(order(hits), "bac");
    EXPECT_DOUBLE_EQ(hits[0].score, 1.0 / 62 + 1.0 / 61);
    EXPECT_DOUBLE_EQ(hits[1].score, 1.0 / 61);
    EXPECT_DOUBLE_EQ(hits[2].score, 1.0 / 62);
}

TEST(Fusion, WhatStandsAcrossTheQueryWasNotFoundByMeaning) {
    EXPECT_EQ(order(fused({found("a", score_of(1)), found("b", score_of(0)), found("c", score_of(-0.5))}, {}, 10)), "a");
    EXPECT_EQ(order(fused({found("a", 0.33333334)}, {}, 10)), "") << "a cosine of 0 after rounding";
    EXPECT_EQ(order(fused({found("a", 0)}, {}, 10)), "");
}

TEST(Fusion, EqualScoresHaveOneRankAndStandByName) {
    const auto hits = fused({found("b", 0.5), found("a", 0.5)}, {}, 10);
    EXPECT_EQ(order(hits), "ab");
    EXPECT_DOUBLE_EQ(hits[0].score, hits[1].score);
    EXPECT_EQ(order(fused({found("b", 0.5), found("a", 0.5)}, {}, 1)), "a");
}

TEST(Fusion, ContentThatIsStoredTwiceIsFoundOnce) {
    auto again = found("a", 0.5);
    again.id = "another";
    EXPECT_EQ(order(fused({found("a", 0.5), again}, {again, found("a", 0.5)}, 10)), "a");
}

TEST(Requests, EveryQueryIsBoundToItsTenant) {
    const Asked asked{TenantId("acme"), {"doc"}, 8};
    const auto expected = nlohmann::json::parse(R"([{"term":{"tenantId":"acme"}},{"terms":{"docId":["doc"]}}])");
    EXPECT_EQ(nearest_query(asked, {1, 0})["query"]["knn"]["embedding"]["filter"]["bool"]["filter"], expected);
    EXPECT_EQ(words_query(asked, "x")["query"]["bool"]["filter"], expected);
    EXPECT_EQ(stored_query(asked)["query"]["bool"]["filter"], expected);
}

TEST(Requests, AKeyIsTheSameForTheSameContentOfTheSameTenantOnly) {
    const StoredChunk chunk{"doc", "1", "text", {0.6F, 0.8F}};
    const auto key = key_of(TenantId("acme"), chunk);
    EXPECT_EQ(key, key_of(TenantId("acme"), chunk));
    std::set<std::string> keys{key, key_of(TenantId("other"), chunk)};
    for (const StoredChunk& other :
         {StoredChunk{"doc2", "1", "text", {0.6F, 0.8F}}, StoredChunk{"doc", "2", "text", {0.6F, 0.8F}},
          StoredChunk{"doc", "1", "text!", {0.6F, 0.8F}}, StoredChunk{"doc", "1", "text", {}}}) {
        keys.insert(key_of(TenantId("acme"), other));
    }
    EXPECT_EQ(keys.size(), 6U);
}

TEST(Requests, ABulkBodyIsOneLineAPart) {
    EXPECT_EQ(bulk_body({{{"text", "a\nb"}}}, {"1%3A0"}),
              "{\"index\":{}}\n{\"text\":\"a\\nb\"}\n{\"delete\":{\"_id\":\"1%3A0\"}}\n");
    EXPECT_EQ(dumped("\xff"), "\"\xef\xbf\xbd\"") << "no UTF-8, yet nothing throws";
}

}  // namespace
}  // namespace bespoke::adapters::aws::opensearch
