#include "tailoring/policy.hpp"

#include <gmock/gmock.h>

#include <fstream>
#include <sstream>

namespace bespoke::tailoring {
namespace {

using ::testing::HasSubstr;

TEST(Policy, OfAnEmptyFileIsTheBuiltInOne) { EXPECT_EQ(*policy_from_toml(""), Policy()); }

TEST(Policy, TakesWhatIsStricter) {
    const auto policy =
        policy_from_toml("max_copied_words = 5\nmin_similarity = 0.7\nforbidden = [\"synergy\"]\nmin_evidence = 9\n");
    ASSERT_TRUE(policy);
    EXPECT_EQ(policy->max_copied_words, 5);
    EXPECT_DOUBLE_EQ(policy->min_similarity, 0.7);
    EXPECT_THAT(policy->forbidden, ::testing::ElementsAre("synergy"));
    EXPECT_EQ(policy->min_evidence, 9);
}

TEST(Policy, RefusesWhatIsLooserWrongOrUnknownAndNamesItsLine) {
    for (const char* line :
         {"max_copied_words = 9", "max_copied_words = 0", "max_highlight_characters = 401", "max_summary_characters = 5000",
          "min_similarity = 0.4", "min_similarity = nan", "min_similarity = \"0.9\"", "allow_first_person = true",
          "min_accepted_share = -0.1", "min_accepted_share = 2", "min_evidence = 2", "forbidden = \"x\"", "forbidden = [1]",
          "forbidden = [\"\"]", "allow_lies = true", "max_copied_words = "}) {
        const auto policy = policy_from_toml(std::string("# mine\n") + line + "\n");
        ASSERT_FALSE(policy) << line;
        EXPECT_EQ(policy.error().reason, "bad-policy") << line;
        EXPECT_THAT(policy.error().public_text, HasSubstr("Line 2")) << line;
    }
}

TEST(Policy, SurvivesItsOwnFormat) {
    Policy policy;
    policy.max_copied_words = 4;
    policy.min_accepted_share = 0.25;
    policy.forbidden = {"synergy", "rock \"star\""};
    EXPECT_EQ(*policy_from_toml(to_toml(policy)), policy);
}

TEST(Policy, OfTwoIsTheStricterInEachField) {
    const auto a = *policy_from_toml("max_copied_words = 5\nforbidden = [\"a\"]"),
               b = *policy_from_toml("min_evidence = 7\nforbidden = [\"b\", \"a\"]");
    const auto both = stricter(a, b);
    EXPECT_EQ(both.max_copied_words, 5);
    EXPECT_EQ(both.min_evidence, 7);
    EXPECT_THAT(both.forbidden, ::testing::ElementsAre("a", "b"));
    EXPECT_EQ(stricter(a, Policy()), a);
}

TEST(Policy, SampleFileSaysWhatIsBuiltIn) {
    std::ifstream file(std::string(BESPOKE_SOURCE_DIR) + "/deploy/config/policy.toml");
    std::stringstream text;
    text << file.rdbuf();
    ASSERT_FALSE(text.str().empty());
    const auto policy = policy_from_toml(text.str());
    ASSERT_TRUE(policy) << policy.error().public_text;
    EXPECT_EQ(*policy, Policy());
}

}  // namespace
}  // namespace bespoke::tailoring
