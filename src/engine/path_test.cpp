#include "engine/path.hpp"

#include <gtest/gtest.h>

#include "engine/timestamp.hpp"

namespace bespoke::engine {
namespace {

using nlohmann::json;

TEST(Path, FindsTheOnePlaceThatItNames) {
    const auto root = json::parse(R"({"a": {"b-c": [10, {"d e": 1}]}, "ü": 2})");
    const std::vector<std::pair<const char*, json>> cases = {
        {"$", root}, {"$.a.b-c[0]", 10}, {"$['a']['b-c'][1]['d e']", 1}, {"$.ü", 2}};
    for (const auto& [text, value] : cases) {
        const auto path = parse_path(text);
        ASSERT_TRUE(path) << text;
        ASSERT_NE(find(root, *path), nullptr) << text;
        EXPECT_EQ(*find(root, *path), value) << text;
    }
    for (const auto* text : {"$.x", "$.a.b-c[2]", "$.a[0]", "$.ü.x"})
        EXPECT_EQ(find(root, parse_path(text).value()), nullptr) << text;
}

TEST(Path, RefusesWhatNamesNoneOrMany) {
    for (const auto* text : {"", "a", "$a", "$.", "$..a", "$.a[", "$.a[*]", "$.a[-1]", "$.a[0:1]", "$[?(@.x)]", "$['a", "$['']",
                             "$.a b", "$['a\\'b']", "$.a[99999999999999999999]", "$['a','b']", "$.length()"}) {
        const auto path = parse_path(text);
        ASSERT_FALSE(path) << text;
        EXPECT_EQ(path.error().code, ErrorCode::InvalidInput);
    }
}

TEST(Path, PutsAValueWhereItsObjectsAreOrCanBeMade) {
    const auto root = json::parse(R"({"a": {"b": 1}, "list": [1], "n": null})");
    const auto with = [&](const char* text) {
        auto changed = root;
        return put(changed, parse_path(text).value(), "new") ? changed : json("refused");
    };
    EXPECT_EQ(with("$"), json("new"));
    EXPECT_EQ(with("$.a.b"), json::parse(R"({"a": {"b": "new"}, "list": [1], "n": null})"));
    EXPECT_EQ(with("$.x.y.z").at("x"), json::parse(R"({"y": {"z": "new"}})"));
    EXPECT_EQ(with("$.list[0]").at("list"), json::parse(R"(["new"])"));
    for (const auto* text : {"$.a.b.c", "$.list[1]", "$.list.x", "$.n.x", "$.x[0]"})
        EXPECT_EQ(with(text), json("refused")) << text;
}

TEST(Timestamps, AreReadAndWrittenAsRfc3339) {
    const std::vector<std::pair<const char*, std::int64_t>> cases = {{"1970-01-01T00:00:00Z", 0},
                                                                     {"2026-02-28T23:59:59.5Z", 1'772'323'199'500},
                                                                     {"2024-02-29T01:00:00.123456+01:00", 1'709'164'800'123},
                                                                     {"1969-12-31T23:59:59.999Z", -1}};
    for (const auto& [text, millis] : cases) {
        ASSERT_TRUE(parse_timestamp(text)) << text;
        EXPECT_EQ(to_millis(*parse_timestamp(text)), millis) << text;
    }
    EXPECT_EQ(to_rfc3339(from_millis(1'772'323'199'500)), "2026-02-28T23:59:59.500Z");
    for (const auto* text : {"", "2026-02-30T00:00:00Z", "2026-01-01 00:00:00Z", "2026-01-01T00:00:00", "2026-01-01T24:00:00Z",
                             "2026-01-01T00:00:00.Z", "2026-01-01T00:00:00Zx", "+026-01-01T00:00:00Z", "2026-01-01t00:00:00z"}) {
        EXPECT_FALSE(parse_timestamp(text)) << text;
    }
}

}  // namespace
}  // namespace bespoke::engine
