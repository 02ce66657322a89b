#include "adapters/aws/opensearch/answers.hpp"

#include <gtest/gtest.h>

namespace bespoke::adapters::aws::opensearch {
namespace {

const TenantId kAcme("acme");

std::string answer(const std::string& hits) { return R"({"took":1,"hits":{"total":{"value":1},"hits":[)" + hits + "]}}"; }

std::string hit(const std::string& tenant, const std::string& more = R"(,"chunkId":"c","text":"t")") {
    return R"({"_index":"i","_id":"1%3A0","_score":0.5,"_source":{"tenantId":")" + tenant + R"(","docId":"d","chunkKey":"k")" +
           more + "}}";
}

TEST(SearchAnswers, AreReadInTheirOrder) {
    const auto hits = parse_hits(answer(hit("acme") + "," + hit("acme", "")), kAcme);
    ASSERT_TRUE(hits) << hits.error().detail;
    ASSERT_EQ(hits->size(), 2U);
    const Found& first = hits->front();
    EXPECT_EQ(first.id + first.key + first.document + first.chunk + first.text, "1%3A0kdct");
    EXPECT_DOUBLE_EQ(first.score, 0.5);
    EXPECT_TRUE(parse_hits(answer(""), kAcme)->empty());
}

TEST(SearchAnswers, AHitOfAnotherTenantGivesNothingAway) {
    const auto hits = parse_hits(answer(hit("acme") + "," + hit("other", R"(,"text":"secret")")), kAcme);
    ASSERT_FALSE(hits);
    EXPECT_EQ(hits.error().reason, "foreign-hit");
    EXPECT_EQ((hits.error().public_text + hits.error().detail).find("secret"), std::string::npos);
}

TEST(SearchAnswers, RefuseWhatIsNone) {
    for (const auto& text :
         {std::string(), std::string("[]"), std::string("{}"), std::string(R"({"hits":[]})"),
          std::string(R"({"hits":{"hits":{}}})"), answer("1"), answer(R"({"_id":"x"})"), answer(R"({"_id":"x","_source":[]})"),
          answer(R"({"_id":1,"_source":{"tenantId":"acme","docId":"d","chunkKey":"k"}})"),
          answer(R"({"_id":"x","_source":{"tenantId":"acme","docId":"d"}})"), answer(hit("acme")) + "x"}) {
        const auto hits = parse_hits(text, kAcme);
        ASSERT_FALSE(hits) << text;
        EXPECT_EQ(hits.error().reason, "search-answer") << text;
    }
}

TEST(BulkAnswers, TellWhatBecameOfEachItem) {
    const auto bulk = [](const std::string& items) { return parse_bulk(R"({"errors":true,"items":[)" + items + "]}"); };
    EXPECT_TRUE(
        bulk(R"({"index":{"_id":"a","status":201}},{"delete":{"_id":"b","status":200}},{"delete":{"_id":"c","status":404}})"));
    EXPECT_EQ(bulk(R"({"index":{"status":201}},{"index":{"status":429}})").error().reason, "throttled");
    EXPECT_EQ(bulk(R"({"delete":{"status":503}})").error().reason, "throttled");
    const auto refused = bulk(R"({"index":{"status":400,"error":{"type":"mapper_parsing_exception","reason":"secret text"}}})");
    EXPECT_EQ(refused.error().reason, "aws-request");
    EXPECT_NE(refused.error().detail.find("mapper_parsing_exception"), std::string::npos);
    EXPECT_EQ(refused.error().detail.find("secret"), std::string::npos);
    EXPECT_EQ(bulk(R"({"index":{}})").error().reason, "search-answer");
    EXPECT_EQ(bulk("1").error().reason, "search-answer");
    EXPECT_EQ(parse_bulk("{}").error().reason, "search-answer");
}

}  // namespace
}  // namespace bespoke::adapters::aws::opensearch
