#include "api/percent.hpp"

#include <gtest/gtest.h>

namespace bespoke::api {
namespace {

TEST(Percent, DecodesWhatIsTextAndNothingElse) {
    EXPECT_EQ(percent_decoded("a%00b%0D%0A%7f", Plus::IsPlus), std::string("a\0b\r\n\x7f", 6));
    EXPECT_EQ(percent_decoded("a%20b+c", Plus::IsPlus), "a b+c");
    EXPECT_EQ(percent_decoded("a%20b+c", Plus::IsSpace), "a b c");
    EXPECT_EQ(percent_decoded("%C3%A9", Plus::IsPlus), "\xc3\xa9");
    for (const char* bad : {"%", "%4", "%zz", "a%0", "%ff", "%C0%80", "%ED%A0%80", "%F4%90%80%80", "%E2%82"}) {
        EXPECT_FALSE(percent_decoded(bad, Plus::IsPlus)) << bad;
    }
}

TEST(Percent, EncodesSoThatDecodingGivesTheSame) {
    const std::string text = "a/b?c=d&e+f %\"\xc3\xa9~";
    EXPECT_EQ(percent_decoded(percent_encoded(text), Plus::IsSpace), text);
    EXPECT_EQ(percent_encoded("a/b"), "a%2Fb");
}

TEST(Query, ReadsNamesAndValuesOnce) {
    const auto query = parse_query("a=1&b=&c&d=x%26y");
    ASSERT_TRUE(query);
    EXPECT_EQ(*query, (std::map<std::string, std::string>{{"a", "1"}, {"b", ""}, {"c", ""}, {"d", "x&y"}}));
    EXPECT_EQ(parse_query("a=%00%0A")->at("a"), std::string("\0\n", 2));
    for (const char* bad : {"a=1&a=2", "a=%", "%00=1", "a%0A=1", "%61=1&a=2"}) EXPECT_FALSE(parse_query(bad)) << bad;
}

}  // namespace
}  // namespace bespoke::api
