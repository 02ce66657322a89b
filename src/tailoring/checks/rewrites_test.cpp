#include "tailoring/checks/rewrites.hpp"

#include <gtest/gtest.h>

#include "tailoring/fixtures.hpp"
#include "tailoring/validate.hpp"

namespace bespoke::tailoring {
namespace {

using testing::edit_of;
using testing::job_of;
using testing::kToday;
using testing::resume_from;

constexpr const char* kResume = R"({"basics":{"name":"Ines Holm","summary":"Paralegal in family law."},"work":[
{"name":"Barley & Finch","position":"Paralegal","startDate":"2020-01","highlights":[
"Drafted 30 custody agreements and filed them with the court.","Drafted 30 custody agreements.","Translated letters into Danish."]},
{"name":"Court of Aarhus","position":"Clerk","highlights":["Sorted 200 case files a week."]}]})";

std::string verdict_on(const Edit& edit, const JudgeOptions& options = {}) {
    const auto verdict = judge(resume_from(kResume), job_of({"Danish"}), {edit}, kToday, options).at(0);
    return verdict.accepted() ? "accepted" : verdict.findings.front().check;
}

Edit rewrite(const char* text, const char* evidence = "/work/0/highlights/0") {
    return edit_of(EditKind::RewriteHighlight, "/work/0/highlights/0", Replace{text}, {evidence});
}

TEST(Rewrite, StandsOnTheVeryHighlightThatItReplaces) {
    EXPECT_EQ(verdict_on(rewrite("Wrote 30 custody agreements and filed them with the court.")), "accepted");
    EXPECT_EQ(verdict_on(rewrite("Sorted 200 case files a week.", "/work/1/highlights/0")), "grounding");
    EXPECT_EQ(verdict_on(rewrite("Drafted 200 custody agreements and filed them with the court.")), "grounding");
}

TEST(Rewrite, AddsNoMarkupLinkFirstPersonOrPrivateFact) {
    for (const char* text : {"Drafted **30 custody agreements**.", "Drafted 30 custody agreements, https://example.org.",
                             "I drafted 30 custody agreements.", "- Drafted 30 custody agreements.",
                             "Drafted 30 custody agreements as a married woman."})
        EXPECT_NE(verdict_on(rewrite(text)), "accepted") << text;
}

TEST(Rewrite, KeepsToTheTenantsPolicy) {
    Policy policy;
    policy.forbidden = {"custody"};
    policy.max_highlight_characters = 40;
    EXPECT_EQ(verdict_on(rewrite("Drafted 30 custody agreements."), {&policy, nullptr}), "accepted") << "the source has the word";
    EXPECT_EQ(verdict_on(rewrite("Wrote 30 custody agreements and filed them with the court."), {&policy, nullptr}), "style");
}

TEST(Rewrite, IsRefusedWhereItsVectorIsFarFromItsEvidence) {
    const char* text = "Drafted 30 custody agreements, filing them with the court.";
    evidence::Embeddings far;
    far.add(text, {1, 0});
    far.add("Drafted 30 custody agreements and filed them with the court.", {0, 1});
    EXPECT_EQ(verdict_on(rewrite(text)), "accepted");
    EXPECT_EQ(verdict_on(rewrite(text), {nullptr, &far}), "similarity");
}

TEST(Merge, LeavesOutOnlyWhatTheKeptHighlightSays) {
    const auto merge = [](const char* target, std::vector<const char*> evidence) {
        return edit_of(EditKind::MergeHighlights, target, Remove{}, evidence);
    };
    EXPECT_EQ(verdict_on(merge("/work/0/highlights/1", {"/work/0/highlights/0"})), "accepted");
    EXPECT_EQ(verdict_on(merge("/work/0/highlights/0", {"/work/0/highlights/1"})), "grounding");
    EXPECT_EQ(verdict_on(merge("/work/0/highlights/1", {"/work/1/highlights/0"})), "grounding");
    EXPECT_EQ(verdict_on(merge("/work/0/highlights/1", {"/work/0/highlights/1"})), "grounding");
}

TEST(Tailoring, IsRejectedAsAWholeWithReasons) {
    const auto original = resume_from(kResume);
    const auto job = job_of({"Danish"});
    const auto empty = resume_from(R"({"basics":{"name":"Ines Holm"}})");
    EXPECT_TRUE(rejection_reasons(original, job, original, {}, kToday).empty());
    EXPECT_EQ(rejection_reasons(empty, job, empty, {}, kToday).at(0).check, "source");
    EXPECT_EQ(rejection_reasons(original, job, empty, {}, kToday).at(0).check, "match");
    const std::vector<Verdict> refused{{EditId("m01"), {{"grounding", "Refused: no."}}}};
    EXPECT_EQ(rejection_reasons(original, job, original, refused, kToday).at(0).check, "edits");
    EXPECT_EQ(retry_reasons({rewrite("x")}, refused).size(), 1u);
}

}  // namespace
}  // namespace bespoke::tailoring
