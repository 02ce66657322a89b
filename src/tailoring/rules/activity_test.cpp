#include "tailoring/rules/activity.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace bespoke::tailoring {
namespace {

struct Case {
    const char* wording;
    const char* sentence;
};

TEST(Activity, IsWhatASentenceTellsOfFirst) {
    const std::vector<Case> cases = {
        {"refereeing for leagues", "Refereed 40 matches for 2 regional leagues"},
        {"leading a choir", "Led a choir of 32 singers"},
        {"repairing pumps", "Repaired 14 hydraulic pumps a week"},
        {"teaching evening classes", "Taught evening classes in bookkeeping"},
    };
    for (const auto& [wording, sentence] : cases) EXPECT_TRUE(is_activity_of(wording, sentence)) << wording;
}

TEST(Activity, IsNoneOfWhatItDoesNotTell) {
    const std::vector<Case> cases = {
        {"refereeing for leagues", "Refereed matches for fun and wrote to 2 leagues"},  // the words belong to others
        {"leading a choir", "Helped to lead a choir"},
        {"leading a choir", "Sang in a choir"},
        {"leading a large choir", "Led a choir of 32 singers"},
        {"repairing pumps", "Repaired no pumps"},
        {"repairing pumps", "Sold pumps and repaired tools"},
        {"pumps repairing", "Repaired 14 pumps"},
        {"repairing", "Repaired 14 pumps"},
    };
    for (const auto& [wording, sentence] : cases) EXPECT_FALSE(is_activity_of(wording, sentence)) << wording << " ← " << sentence;
}

}  // namespace
}  // namespace bespoke::tailoring
