#include "api/conditional.hpp"

#include <gtest/gtest.h>

#include "api/rig_for_test.hpp"

namespace bespoke::api {
namespace {

using testing::request;

Call call_with(const http::Request& sent) { return {sent, "putSettings", {}, {}, {}, {}, {}, {}, {}}; }

TEST(Tags, AreComparedAsRfc9110Says) {
    EXPECT_TRUE(names_tag("*", "\"1\"", Comparison::Strong));
    EXPECT_TRUE(names_tag(" \"0\" , \"1\"", "\"1\"", Comparison::Strong));
    EXPECT_TRUE(names_tag("W/\"1\"", "\"1\"", Comparison::Weak));
    EXPECT_FALSE(names_tag("W/\"1\"", "\"1\"", Comparison::Strong));
    for (const char* field : {"", "1", "\"1", "\"0\" \"1\"", "\"11\"", "w/\"1\""})
        EXPECT_FALSE(names_tag(field, "\"1\"", Comparison::Weak)) << field;
}

TEST(IfMatch, LetsThroughOnlyTheVersionThatItNames) {
    const auto with = [](const char* value) { return request("PUT", "/v1/settings", {{"If-Match", value}}); };
    const auto right = with("\"3\""), wrong = with("\"2\""), none = request("PUT", "/v1/settings");
    EXPECT_TRUE(check_if_match(call_with(right), 3));
    EXPECT_TRUE(check_if_match(call_with(none), 3));
    EXPECT_EQ(status_of(check_if_match(call_with(wrong), 3).error()), 412);
    EXPECT_EQ(status_of(need_if_match(call_with(none)).error()), 428);
    EXPECT_EQ(expected_version(call_with(right)).value(), 3U);
    EXPECT_EQ(expected_version(call_with(none)).value(), std::nullopt);
    EXPECT_EQ(status_of(expected_version(call_with(with("\"3x\""))).error()), 412);
}

TEST(Conditional, AnswersUnchangedWithoutABodyWhenTheClientHasIt) {
    const auto first = conditional(request("GET", "/v1/settings"), json_answer(200, {{"a", 1}}));
    const auto tag = std::string(first.headers.get("ETag").value());
    const auto again = conditional(request("GET", "/v1/settings", {{"If-None-Match", tag}}), json_answer(200, {{"a", 1}}));
    EXPECT_EQ(again.status, 304);
    EXPECT_EQ(testing::text_of(again), "");
    EXPECT_EQ(again.headers.get("ETag"), tag);
    EXPECT_EQ(conditional(request("GET", "/v1/settings", {{"If-None-Match", tag}}), json_answer(200, {{"a", 2}})).status, 200);
}

TEST(Conditional, KeepsTheOperationsOwnTag) {
    EXPECT_EQ(conditional(request("GET", "/x"), with_etag(json_answer(200, 1), 7)).headers.get("ETag"), "\"7\"");
}

}  // namespace
}  // namespace bespoke::api
