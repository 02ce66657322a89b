#include "adapters/aws/core/credentials_reader.hpp"

#include <gtest/gtest.h>

namespace bespoke::adapters::aws {
namespace {

TEST(Expiration, IsReadInEverySpellingThatServicesUse) {
    const std::pair<const char*, std::int64_t> same[] = {
        {"2026-01-02T03:04:05Z", 1'767'323'045'000},        {"2026-01-02T03:04:05.678Z", 1'767'323'045'000},
        {"2026-01-02T03:04:05+00:00", 1'767'323'045'000},   {"2026-01-02T05:04:05+02:00", 1'767'323'045'000},
        {"2026-01-01T22:04:05.1-05:00", 1'767'323'045'000}, {"2024-02-29T00:00:00Z", 1'709'164'800'000}};
    for (const auto& [text, millis] : same) {
        const auto at = read_expiration(text);
        ASSERT_TRUE(at) << text;
        EXPECT_EQ(to_millis(*at), millis) << text;
    }
}

TEST(Expiration, ThatIsNoMomentIsNothing) {
    for (const char* text :
         {"", "2026", "2026-01-02", "2026-01-02T03:04:05", "2026-13-02T03:04:05Z", "2026-02-30T03:04:05Z", "2026-01-02T24:04:05Z",
          "2026-01-02T03:60:05Z", "2026-01-02 03:04:05Z", "2026-01-02T03:04:05Zx", "2026-01-02T03:04:05+0000",
          "2026-01-02T03:04:05+24:00", "-026-01-02T03:04:05Z", "2O26-01-02T03:04:05Z"})
        EXPECT_FALSE(read_expiration(text)) << text;
}

TEST(StsCredentials, NeedAllTheirParts) {
    const auto reply = [](const std::string& inside) {
        return "<R><AssumeRoleResult><Credentials>" + inside + "</Credentials></AssumeRoleResult></R>";
    };
    const std::string id = "<AccessKeyId>a</AccessKeyId>", secret = "<SecretAccessKey>b</SecretAccessKey>",
                      token = "<SessionToken>c</SessionToken>", date = "<Expiration>2026-01-02T03:04:05Z</Expiration>";
    EXPECT_TRUE(read_sts_credentials(reply(id + secret + token + date)));
    for (const auto& text :
         {reply(secret + token + date), reply(id + token + date), reply(id + secret + date),
          reply(id + secret + token + "<Expiration>soon</Expiration>"), std::string("<R>"), std::string("{}"), std::string()})
        EXPECT_FALSE(read_sts_credentials(text)) << text;
}

TEST(JsonCredentials, NeedTheirKeys) {
    const auto whole = read_json_credentials(R"({"AccessKeyId":"a","SecretAccessKey":"b"})");
    ASSERT_TRUE(whole);
    EXPECT_FALSE(whole->expires);
    for (const char* text : {"", "[]", "{}", R"({"AccessKeyId":"a"})", R"({"AccessKeyId":1,"SecretAccessKey":"b"})",
                             R"({"AccessKeyId":"a","SecretAccessKey":"b","Expiration":"soon"})", "<a/>"})
        EXPECT_FALSE(read_json_credentials(text)) << text;
}

}  // namespace
}  // namespace bespoke::adapters::aws
