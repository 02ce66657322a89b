#include "api/schema.hpp"

#include <gtest/gtest.h>

namespace bespoke::api {
namespace {

using nlohmann::json;

Schema schema(const char* text) { return std::move(Schema::compile(json::parse(text)).value()); }

TEST(Schema, TakesWhatFitsAndNamesThePlaceOfWhatDoesNot) {
    const auto checked = schema(R"({"type":"object","properties":{"items":{"type":"array","items":{"type":"object",
        "properties":{"a/b":{"type":"integer","minimum":1}},"additionalProperties":false}}},"required":["items"]})");
    EXPECT_FALSE(checked.check({{"items", {{{"a/b", 1}}}}}));
    const auto misfit = checked.check({{"items", {{{"a/b", 1}}, {{"a/b", 0}}}}});
    ASSERT_TRUE(misfit);
    EXPECT_EQ(misfit->pointer, "/items/1/a~1b");
}

TEST(Schema, ChecksEveryKeywordThatTheDocumentUses) {
    struct Row {
        const char* schema;
        json fits, fails;
    };
    const Row rows[] = {
        {R"({"type":["string","null"]})", nullptr, 1},
        {R"({"type":["string","null"],"enum":["a",null]})", nullptr, "b"},
        {R"({"type":"string","pattern":"^job_[0-9a-hjkmnp-tv-z]{26}$"})", "job_01kapv5m4r8x2t6w0y3z7c9d1f",
         "job_01KAPV5M4R8X2T6W0Y3Z7C9D1F"},
        {R"({"type":"string","minLength":2,"maxLength":3})", "ab", "abcd"},
        {R"({"type":"number","minimum":0,"maximum":100})", 12.5, 100.5},
        {R"({"type":"integer"})", 3, "3"},
        {R"({"type":"boolean"})", false, 0},
        {R"({"type":"array","uniqueItems":true,"maxItems":2,"items":{"type":"string"}})", json::array({"a", "b"}),
         json::array({"a", "a"})},
        {R"({"type":"object","minProperties":1,"additionalProperties":false,"properties":{"a":{}}})", {{"a", 1}}, {{"b", 1}}},
        {R"({"type":"object","additionalProperties":{"type":"string"}})", {{"b", "x"}}, {{"b", 1}}},
        {R"({"oneOf":[{"type":"string"},{"type":"null"}]})", nullptr, 1},
    };
    for (const auto& row : rows) {
        const auto checked = schema(row.schema);
        EXPECT_FALSE(checked.check(row.fits)) << row.schema;
        EXPECT_TRUE(checked.check(row.fails)) << row.schema;
    }
}

TEST(Schema, LeavesAPropertyNamedLikeAnAnnotationAlone) {
    const auto checked = schema(
        R"({"type":"object","properties":{"description":{"type":"string"},"format":{"type":"integer"}},"additionalProperties":false})");
    EXPECT_FALSE(checked.check({{"description", "x"}, {"format", 1}}));
    EXPECT_TRUE(checked.check({{"description", 1}}));
}

TEST(Schema, SurvivesTheLongestStringThatABodyMayHold) {
#ifdef __SANITIZE_ADDRESS__
    GTEST_SKIP() << "frames are several times as large under AddressSanitizer, and the pattern's recursion is as deep";
#endif
    const auto checked = schema(R"({"type":"string","pattern":"^[!-~]+$"})");
    EXPECT_FALSE(checked.check(std::string(kMaxStringBytes, 'a')));
}

}  // namespace
}  // namespace bespoke::api
