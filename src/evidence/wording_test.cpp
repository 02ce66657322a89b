#include "evidence/wording.hpp"

#include <gtest/gtest.h>

namespace bespoke::evidence {
namespace {

job_description::JobDescription asking_for(std::initializer_list<const char*> texts) {
    job_description::JobDescription job;
    for (const auto* text : texts) job.requirements.push_back({.text = text});
    return job;
}

resume::Resume saying(const char* highlight) {
    resume::Resume resume;
    resume.work.push_back({});
    resume.work[0].highlights.push_back({.value = highlight});
    return resume;
}

TEST(WordingCoverage, CountsWholePhrasesInAnyInflection) {
    const auto resume = saying("Wrote lesson plans and ran JavaScript workshops");
    const auto coverage = wording_coverage(resume, asking_for({"Lesson planning", "Java", "workshops", "plans and lessons"}));
    EXPECT_EQ(coverage.found, 2);
    EXPECT_EQ(coverage.of, 4);
}

TEST(WordingCoverage, LeavesSoftRequirementsOut) {
    auto job = asking_for({"a friendly manner"});
    job.requirements[0].soft = true;
    EXPECT_EQ(wording_coverage(saying("x"), job).of, 0);
}

}  // namespace
}  // namespace bespoke::evidence
