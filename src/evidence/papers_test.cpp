#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "evidence/evidence.hpp"

namespace bespoke::evidence {
namespace {

using job_description::JobDescription;
using job_description::Requirement;

resume::Resume resume_of(const char* json) {
    auto parsed = resume::resume_from_json(nlohmann::json::parse(json));
    EXPECT_TRUE(parsed) << parsed.error().public_text;
    return parsed.value_or(resume::Resume{});
}

/// What a text that is asked for comes to.
Judgement judged(std::string text, const resume::Resume& resume) {
    Requirement requirement;
    requirement.id = RequirementId("/requirements/0");
    requirement.sentence = text;
    requirement.text = std::move(text);
    JobDescription job;
    job.requirements = {std::move(requirement)};
    return match(resume, job).requirements.at(0).judgement;
}

resume::Resume hygienist() {
    return resume_of(R"({
        "basics": {"name": "Oona Bly"},
        "work": [{"name": "Larkspur Practice", "position": "Hygienist", "startDate": "2019-01", "endDate": "2022-12",
                  "highlights": ["Kept charts in Dentrix", "Wired alarms to BS 7671"]}],
        "certificates": [{"name": "RSA"}, {"name": "Working towards ACCA, two papers left"}, {"name": "QZX, 2022"}],
        "languages": [{"language": "Finnish"}, {"language": "Estonian"}]
})");
}

TEST(Papers, AreShownByTheirInitialsAlone) {
    EXPECT_EQ(judged("Current RSA or willing to obtain", hygienist()), Judgement::Met);
    EXPECT_EQ(judged("QZX / QZXD certification", hygienist()), Judgement::Met);
    EXPECT_NE(judged("BZX / BZXD certification", hygienist()), Judgement::Met);
}

TEST(Papers, AreNotHeldWhileOneWorksTowardsThem) {
    EXPECT_EQ(judged("ACCA or CIMA", hygienist()), Judgement::Partial);
    EXPECT_EQ(judged("ACCA or working towards it", hygienist()), Judgement::Met);
}

TEST(Papers, OfAnotherNumberAreOthers) { EXPECT_NE(judged("Knowledge of BS 9999", hygienist()), Judgement::Met); }

TEST(StandIns, AreNearWhereTheAdTakesSimilarOnes) {
    EXPECT_EQ(judged("Eaglesoft or similar practice software", hygienist()), Judgement::Partial);
    EXPECT_EQ(judged("Eaglesoft", hygienist()), Judgement::Missing);
}

TEST(Names, AreToldThoughTheSentenceBeginsWithThem) {
    const auto clerk =
        resume_of(R"({"basics": {"name": "Oona Bly"}, "skills": [{"name": "Tools", "keywords": ["Quillbox Ledger"]}]})");
    EXPECT_EQ(judged("Quillbox or a similar filing system", clerk), Judgement::Met);
}

TEST(ListsOfProducts, AreChoices) {
    const auto biologist = resume_of(R"({"basics": {"name": "Oona Bly"},
        "work": [{"name": "Fen Lab", "position": "Biologist", "highlights": ["Wrote Quillflow pipelines for soil samples"]}]})");
    EXPECT_EQ(judged("workflow managers (Quillflow, Inkmake)", biologist), Judgement::Met);
    EXPECT_NE(judged("workflow managers (Reedflow, Inkmake)", biologist), Judgement::Met);
}

TEST(Languages, CountWhereAnyOtherIsWanted) {
    EXPECT_EQ(judged("second European language", hygienist()), Judgement::Met);
    EXPECT_EQ(judged("second European language", resume_of(R"({"languages": [{"language": "Finnish"}]})")), Judgement::Missing);
}

TEST(Classes, OfALicenceAreTheirOwn) {
    const auto driver =
        resume_of(R"({"basics": {"name": "Oona Bly"}, "skills": [{"name": "Driving licence"}, {"name": "Danish C1"}]})");
    EXPECT_NE(judged("Driving licence class C1", driver), Judgement::Met);
    EXPECT_EQ(judged("Driving licence class B", driver), Judgement::Met);
}

}  // namespace
}  // namespace bespoke::evidence
