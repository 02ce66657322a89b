#include "tailoring/checks/grounding.hpp"

#include <gmock/gmock.h>

#include "tailoring/validate.hpp"

namespace bespoke::tailoring {
namespace {

using ::testing::IsEmpty;
using ::testing::Not;

std::vector<Source> sources(const std::vector<std::string>& texts) {
    std::vector<Source> out;
    for (const auto& text : texts) out.push_back({Statement(text), Statement(text), true});
    return out;
}

Problems problems(const char* text, const std::vector<std::string>& given) { return ungrounded_sentences(text, sources(given)); }

constexpr const char* kMoved = "Moved 38 services to Kubernetes and cut deployment time from 50 minutes to 6 minutes.";

TEST(Grounding, AcceptsWhatTheSourceSaysInOtherOrderOrShorter) {
    EXPECT_THAT(problems(kMoved, {kMoved}), IsEmpty());
    EXPECT_THAT(problems("Moved 38 services to Kubernetes.", {kMoved}), IsEmpty());
    EXPECT_THAT(problems("Cut deployment time from 50 minutes to 6 minutes.", {kMoved}), IsEmpty());
    EXPECT_THAT(problems("Moved 38 services to K8s.", {kMoved}), IsEmpty());
    EXPECT_THAT(problems("Trained twelve nurses.", {"Trained 12 nurses in hygiene."}), IsEmpty());
}

TEST(Grounding, RefusesEachKindOfInvention) {
    const char* const inventions[] = {
        "Moved 83 services to Kubernetes.",                                // another number
        "Moved 38k services to Kubernetes.",                               // magnitude
        "Moved over 38 services to Kubernetes.",                           // bound
        "Moved 38% of services to Kubernetes.",                            // unit
        "Moved 38 teams to Kubernetes.",                                   // what is counted
        "Moved 50 services to Kubernetes.",                                // a number of something else
        "Cut deployment time from 6 minutes to 50 minutes.",               // turned round
        "Moved 38 services to Kubernetes and Terraform.",                  // a skill
        "Led the move of 38 services to Kubernetes.",                      // a stronger verb
        "Moved 38 services to Kubernetes at Northfell Group.",             // an employer
        "Moved 38 critical services to Kubernetes.",                       // an adjective
        "Moved 38 services to Kubernetes in 2021.",                        // a date
        "As a certified administrator, moved 38 services to Kubernetes.",  // a credential
        "Never moved 38 services to Kubernetes.",                          // a denial
    };
    for (const auto* text : inventions) EXPECT_THAT(problems(text, {kMoved}), Not(IsEmpty())) << text;
}

TEST(Grounding, NeverMixesTheFactsOfTwoSources) {
    const std::vector<std::string> two{"Led a team of 5 nurses.", "Helped with a study of 400 patients."};
    EXPECT_THAT(problems("Led a study of 400 patients.", two), Not(IsEmpty()));
    EXPECT_THAT(problems("Led a team of 5 nurses. Helped with a study of 400 patients.", two), IsEmpty());
}

TEST(Grounding, KeepsHedges) {
    EXPECT_THAT(problems("Designed the timetable.", {"Helped to design the timetable."}), Not(IsEmpty()));
    EXPECT_THAT(problems("Software Engineer.", {"Junior Software Engineer"}), Not(IsEmpty()));
}

TEST(Grounding, TakesACategoryOnlyWithTheInstanceThatProvesIt) {
    const std::vector<std::string> given{"PostgreSQL", "Tuned Redis for 4 teams."};
    EXPECT_THAT(problems("Skills include relational databases (PostgreSQL) and in-memory caching (Redis).", given), IsEmpty());
    EXPECT_THAT(problems("Skills include relational databases.", given), Not(IsEmpty()));
    EXPECT_THAT(problems("Skills include relational databases (MySQL).", given), Not(IsEmpty()));
    EXPECT_THAT(problems("Skills include PostgreSQL and Oracle Database.", given), Not(IsEmpty()));
}

TEST(Grounding, TakesNoInstanceFromACategory) {
    EXPECT_THAT(problems("Skills include PostgreSQL.", {"relational databases"}), Not(IsEmpty()));
}

TEST(Grounding, SkillsThatASourceDeniesOrThatNameAPersonAreNotProven) {
    EXPECT_THAT(problems("Skills include Java.", {"No experience with Java."}), Not(IsEmpty()));
    EXPECT_THAT(problems("Skills include Java.", {"Rewrote the billing without Java."}), Not(IsEmpty()));
    EXPECT_THAT(problems("Skills include Java.", {"Rewrote the billing in Java."}), IsEmpty());
}

TEST(Grounding, ReadsNoLicenceIntoAnExperience) {
    EXPECT_THAT(problems("Skills include a forklift licence.", {"Forklift operation"}), Not(IsEmpty()));
}

TEST(Grounding, TakesNoCredentialFromASentenceAboutWork) {
    const char* coached = "Coached 2 trainees through their AAT exams.";
    EXPECT_THAT(problems("Skills include AAT.", {coached}), Not(IsEmpty()));
    EXPECT_THAT(problems(coached, {coached}), IsEmpty());
}

TEST(Grounding, EmptySentencesAndSourcesAreNoPass) {
    EXPECT_THAT(problems("Moved 38 services.", {}), Not(IsEmpty()));
    EXPECT_THAT(problems("Experience includes skills.", {"PostgreSQL"}), Not(IsEmpty()));
}

TEST(Spelling, IsAllThatDiffersBetweenTwoNamesOfOneTerm) {
    EXPECT_TRUE(differs_in_spelling_only("Moved 38 services to K8s.", "Moved 38 services to Kubernetes."));
    EXPECT_FALSE(differs_in_spelling_only("Moved 38 services to K8s.", "Moved 39 services to Kubernetes."));
    EXPECT_FALSE(differs_in_spelling_only("Moved 38 services to K8s.", "Moved 38 services to Docker."));
    EXPECT_FALSE(differs_in_spelling_only("Knows K8s", "Knows Kubernetes and Terraform"));
    EXPECT_FALSE(differs_in_spelling_only("Saved $120k with K8s", "Saved €120k with Kubernetes"));
    EXPECT_FALSE(differs_in_spelling_only("Cut cost by 38% with K8s", "Cut cost by 38 with Kubernetes"));
    EXPECT_FALSE(differs_in_spelling_only("Ran 38 K8s nodes", "Ran 38+ Kubernetes nodes"));
}

std::vector<std::string> kinds(const std::vector<Claim>& claims) {
    std::vector<std::string> out;
    for (const auto& claim : claims) out.push_back(claim.kind + ":" + claim.text);
    return out;
}

TEST(Claims, AreFoundInTheOrderOfTheText) {
    EXPECT_THAT(
        kinds(claims_of("Since 2019 certified; moved 38 services of Harbour Freight to Kubernetes.")),
        ::testing::ElementsAre("date:2019", "credential:certified", "number:38", "name:Harbour Freight", "skill:Kubernetes"));
}

TEST(Claims, WithoutSupportAreListed) {
    EXPECT_THAT(
        kinds(ungrounded("Moved 40 services to K8s for Acme Steel.", {"Moved 38 services to Kubernetes.", "Acme Steelworks"})),
        ::testing::ElementsAre("number:40", "name:Acme Steel"));
    EXPECT_THAT(ungrounded("Moved 38 services to K8s.", {"Moved 38 services to Kubernetes."}), IsEmpty());
}

}  // namespace
}  // namespace bespoke::tailoring
