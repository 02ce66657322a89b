#include "adapters/aws/s3/post_policy.hpp"

#include <gtest/gtest.h>

#include "crypto/encoding.hpp"

namespace bespoke::adapters::aws::s3 {
namespace {

using namespace std::chrono_literals;

const Timestamp kNow = std::chrono::sys_days(std::chrono::year(2026) / 1 / 2) + 3h + 4min + 5s;
const Credentials kCredentials{"AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "SESSIONTOKEN/+=", {}};
const SigningScope kScope{"us-east-1", "s3", kNow};

PostPolicy policy() { return {"uploads", "tenants/a/upl_1", {{"Content-Type", "application/pdf"}}, 21, 21, kNow + 15min}; }

TEST(PostPolicy, SaysEveryFieldOfTheFormAndNoMore) {
    const auto text = nlohmann::json::parse(policy_text(policy(), kCredentials, kScope));
    EXPECT_EQ(text["expiration"], "2026-01-02T03:19:05.000Z");
    std::set<std::string> conditions;
    for (const auto& condition : text["conditions"]) {
        if (condition.is_object()) conditions.insert(condition.begin().key());
    }
    std::set<std::string> fields{"bucket"};
    for (const auto& [name, value] : signed_form(policy(), kCredentials, kScope)) {
        if (name != "policy" && name != "x-amz-signature") fields.insert(name);
    }
    EXPECT_EQ(conditions, fields);
}

TEST(PostPolicy, IsSignedAsBotocoreSignsIt) {
    const auto form = signed_form(policy(), kCredentials, kScope);
    ASSERT_EQ(form.back().first, "x-amz-signature");
    EXPECT_EQ(form.back().second, "bcb957666ae02e10cf2cc4e5abbeffc79b1ef4d4ec74c4789da5af1603ad27d3");
    EXPECT_EQ(as_text(crypto::from_base64(form[form.size() - 2].second).value()), policy_text(policy(), kCredentials, kScope));
}

TEST(PostPolicy, HasNoTokenForKeysOfLongLife) {
    auto credentials = kCredentials;
    credentials.session_token.clear();
    for (const auto& [name, value] : signed_form(policy(), credentials, kScope)) EXPECT_NE(name, "x-amz-security-token");
}

}  // namespace
}  // namespace bespoke::adapters::aws::s3
