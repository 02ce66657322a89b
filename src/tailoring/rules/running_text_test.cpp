#include "tailoring/rules/running_text.hpp"

#include <gtest/gtest.h>

namespace bespoke::tailoring {
namespace {

TEST(RunningText, TakesTheCapitalOfALineButNotThatOfAName) {
    const std::pair<const char*, const char*> cases[] = {
        {"Designing data models", "designing data models"},
        {"Relational databases", "relational databases"},
        {"Container orchestration", "container orchestration"},
        {"Kubernetes", "Kubernetes"},
        {"Python scripting for geologists", "Python scripting for geologists"},
        {"Wound Care", "Wound Care"},
        {"in-memory caching", "in-memory caching"},
        {"SAP reporting", "SAP reporting"},
        {"", ""},
    };
    for (const auto& [wording, expected] : cases) EXPECT_EQ(in_running_text(wording, {}), expected);
}

TEST(RunningText, PutsTitlesIntoSmallLettersWordByWord) {
    EXPECT_EQ(in_small_letters("Container Orchestration", {}), "container orchestration");
    EXPECT_EQ(in_small_letters("Managing JavaScript Teams", {}), "managing JavaScript teams");
}

TEST(RunningText, KeepsTitlesThatTheVocabularyHasInCapitals) {
    EXPECT_EQ(in_small_letters("Microsoft Office", {}), "Microsoft Office");
}

TEST(RunningText, LearnsOrdinaryWordsFromTheJob) {
    job_description::JobDescription job;
    EXPECT_EQ(in_running_text("Zymurgy for beginners", job), "Zymurgy for beginners");
    job.responsibilities = {"Teach zymurgy to beginners"};
    EXPECT_EQ(in_running_text("Zymurgy for beginners", job), "zymurgy for beginners");
}

}  // namespace
}  // namespace bespoke::tailoring
