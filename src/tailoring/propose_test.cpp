#include "tailoring/propose.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <set>

#include "tailoring/fixtures.hpp"
#include "tailoring/nodes.hpp"
#include "tailoring/validate.hpp"
#include "text/text.hpp"

namespace bespoke::tailoring {
namespace {

using ::testing::AnyOf;
using testing::case_of;
using testing::cases;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::job_of;
using testing::kToday;
using ::testing::Not;
using testing::resume_from;

std::vector<Edit> edits_for(const resume::Resume& resume, const job_description::JobDescription& job, int max_pages = 0,
                            PageCount pages = {}) {
    return propose(resume, job, evidence::match(resume, job), {kToday, max_pages, std::move(pages)});
}

resume::Resume tailored(const resume::Resume& resume, const job_description::JobDescription& job) {
    return tailoring::apply(resume, edits_for(resume, job)).value();
}

std::vector<std::string> values(const TextList& list) {
    std::vector<std::string> out;
    for (const auto& text : list) out.push_back(text.value);
    return out;
}

std::vector<const Edit*> of_kind(const std::vector<Edit>& edits, EditKind kind) {
    std::vector<const Edit*> found;
    for (const auto& edit : edits) {
        if (edit.kind == kind) found.push_back(&edit);
    }
    return found;
}

TEST(Propose, SaysWhyAndOnWhatEvidenceForEachEdit) {
    for (const auto& test : cases()) {
        for (const auto& edit : edits_for(test.resume, test.job)) {
            EXPECT_FALSE(edit.reason.empty());
            EXPECT_FALSE(edit.evidence.empty()) << edit.id.str();
        }
    }
}

TEST(Propose, IsDeterministic) {
    for (const auto& test : cases()) {
        const auto once = edits_for(test.resume, test.job), again = edits_for(test.resume, test.job);
        ASSERT_EQ(once.size(), again.size());
        for (std::size_t i = 0; i < once.size(); ++i) EXPECT_EQ(to_json(once[i], test.resume), to_json(again[i], test.resume));
    }
}

TEST(Propose, NeverMakesTheMatchWorse) {
    for (const auto& test : cases()) {
        const auto after = tailored(test.resume, test.job);
        EXPECT_GE(evidence::match(after, test.job).match, evidence::match(test.resume, test.job).match) << test.trade;
    }
}

TEST(Propose, HasLittleLeftToSayOfATailoredResume) {
    for (const auto& test : cases()) {
        auto once = tailored(test.resume, test.job);
        assign_ids(once);
        for (const auto& edit : edits_for(once, test.job)) ADD_FAILURE() << test.trade << to_json(edit, once).dump(1);
    }
}

TEST(ReorderHighlights, PutsWhatTheJobAsksForFirst) {
    const auto& on = case_of("software");
    const auto after = tailored(on.resume, on.job);
    EXPECT_THAT(values(after.work[0].highlights), ElementsAre(AnyOf(HasSubstr("38 services"), HasSubstr("PostgreSQL")),
                                                              AnyOf(HasSubstr("38 services"), HasSubstr("PostgreSQL")),
                                                              HasSubstr("team trip"), HasSubstr("credentials")));
    EXPECT_EQ(after.work[1].highlights.front().id, on.resume.work[1].highlights.front().id);
}

TEST(ReorderHighlights, LeavesAGoodOrderAlone) {
    const auto resume = resume_from(
        R"({"work":[{"name":"Mill","position":"Nurse","highlights":["Gave wound care to patients.","Ordered paper."]}]})");
    EXPECT_THAT(of_kind(edits_for(resume, job_of({"Wound care"})), EditKind::ReorderHighlights), IsEmpty());
}

TEST(ReorderSkills, PutsWhatTheJobAsksForFirstInEachGroup) {
    const auto& on = case_of("software");
    const auto after = tailored(on.resume, on.job);
    std::vector<std::string> all;
    for (const auto& skill : after.skills) {
        for (const auto& keyword : skill.keywords) all.push_back(keyword.value);
    }
    EXPECT_THAT(all, ElementsAre("Kubernetes", "Terraform", "Redis", "Linux", "MySQL", "PostgreSQL"));
}

TEST(ReorderSkills, LeavesGroupsThatRankThemselvesInTheirOrder) {
    const auto resume = resume_from(
        R"({"skills":[{"name":"Core","keywords":["Linux"]},{"name":"Additional","keywords":["Terraform","Kubernetes"]}]})");
    const auto after = tailored(resume, job_of({"Kubernetes"}, {"Terraform"}));
    EXPECT_EQ(after.skills[0].name.value, "Core");
    EXPECT_THAT(values(after.skills[1].keywords), ElementsAre("Kubernetes", "Terraform"));
}

TEST(RegroupSkills, GroupsALongFlatListByCategory) {
    resume::Resume resume;
    for (const char* name : {"PostgreSQL", "MySQL", "Oracle Database", "MongoDB", "Kubernetes", "Docker", "Terraform", "Ansible",
                             "Jenkins", "Python", "Java", "Ruby", "Kotlin", "Rust", "Perl", "Scala"}) {
        resume.skills.emplace_back().name.value = name;
    }
    assign_ids(resume);
    const auto edits = edits_for(resume, job_of({"Java"}));
    ASSERT_EQ(of_kind(edits, EditKind::RegroupSkills).size(), 1u);
    const auto after = *tailoring::apply(resume, edits);
    EXPECT_EQ(after.skills[0].keywords[0].value, "Java");
    std::size_t count = 0;
    for (const auto& group : after.skills) count += group.keywords.size();
    EXPECT_EQ(count, resume.skills.size());
}

TEST(SurfaceSkill, ListsWhatAHighlightNamesAndTheJobAsksFor) {
    const auto& on = case_of("nursing");
    const auto edits = edits_for(on.resume, on.job);
    const auto surfaced = of_kind(edits, EditKind::SurfaceSkill);
    ASSERT_EQ(surfaced.size(), 1u);
    EXPECT_EQ(text::fold(std::get<Append>(surfaced[0]->change).text), "infection control");
    EXPECT_THAT(surfaced[0]->evidence, ElementsAre(NodeId("/work/0/highlights/2")));
}

TEST(SurfaceSkill, ListsNothingThatIsDeniedOrSomebodyElses) {
    for (const char* text : {"Rewrote the billing without Kubernetes.", "No experience with Kubernetes yet."}) {
        resume::Resume resume;
        resume.skills.emplace_back().name.value = "Linux";
        resume.work.emplace_back().highlights.push_back({text, {}, {}});
        assign_ids(resume);
        EXPECT_THAT(of_kind(edits_for(resume, job_of({"Kubernetes"})), EditKind::SurfaceSkill), IsEmpty()) << text;
    }
}

TEST(UseJobSpelling, SpellsOutWhatTheListAbbreviates) {
    const auto resume = resume_from(
        R"({"work":[{"name":"Mill","highlights":["Ran K8s for 4 teams."]}],"skills":[{"name":"K8s"},{"name":"AWS"}]})");
    const auto after = tailored(resume, job_of({"Kubernetes", "Amazon Web Services"}));
    EXPECT_EQ(after.skills[0].name.value, "Kubernetes");
    EXPECT_EQ(after.skills[1].name.value, "AWS");
    EXPECT_EQ(after.work[0].highlights[0].value, "Ran K8s for 4 teams.");
}

TEST(UseJobSpelling, RespellsAHighlightWhereTheListDoesNotHaveTheTerm) {
    const auto resume = resume_from(R"({"work":[{"name":"Mill","highlights":["Ran a K8s cluster for 4 teams."]}]})");
    EXPECT_EQ(tailored(resume, job_of({"Kubernetes"})).work[0].highlights[0].value, "Ran a Kubernetes cluster for 4 teams.");
}

TEST(WriteSummary, SaysWhatIsProvenInTheWordsOfTheJobWithItsProof) {
    const auto& on = case_of("software");
    const auto summary = tailored(on.resume, on.job).basics.summary.value;
    EXPECT_THAT(summary, HasSubstr(on.resume.basics.summary.value));
    EXPECT_THAT(summary, HasSubstr("relational databases (MySQL, PostgreSQL)"));
    EXPECT_THAT(summary, HasSubstr("in-memory caching (Redis)"));
    EXPECT_THAT(summary, Not(HasSubstr("bservability")));
}

TEST(WriteSummary, BeginsANewOneWithTheLatestTitleAndSinceWhen) {
    const auto& on = case_of("nursing");
    EXPECT_THAT(tailored(on.resume, on.job).basics.summary.value,
                ::testing::StartsWith("Staff Nurse with professional experience since 2014."));
}

TEST(WriteSummary, TakesNoLevelsAndNoneOfTheAdsOwnVerbs) {
    const auto resume = resume_from(
        R"({"basics":{"summary":"Clerk in the office of a mill."},"work":[{"name":"Mill","highlights":["Kept the files of the mill in order."]}],"skills":[{"name":"Microsoft Excel"}]})");
    for (const char* wording : {"advanced Excel skills", "have strong Excel", "expert knowledge of Excel"}) {
        const auto summary = tailored(resume, job_of({wording})).basics.summary.value;
        for (const char* word : {"dvanced", "have", "strong", "expert"}) EXPECT_THAT(summary, Not(HasSubstr(word))) << wording;
    }
}

TEST(Propose, ServesNothingThatTheAdDenies) {
    const auto resume = resume_from(
        R"({"work":[{"name":"Mill","highlights":["Ordered paper for the mill.","Ran Kubernetes for the teams."]}],"skills":[{"name":"Linux"}]})");
    EXPECT_THAT(of_kind(edits_for(resume, job_of({"We don't use Kubernetes and don't plan to"})), EditKind::SurfaceSkill),
                IsEmpty());
    EXPECT_THAT(of_kind(edits_for(resume, job_of({"We don't use Kubernetes and don't plan to"})), EditKind::ComposeSummary),
                IsEmpty());
}

TEST(WriteSummary, LeavesOutSinceWhenIfThereWereLongGaps) {
    const auto resume = resume_from(
        R"({"work":[{"name":"Mill","position":"Nurse","startDate":"2024-01","highlights":["Gave wound care to the patients of the ward."]},
        {"name":"Inn","position":"Cook","startDate":"2001-01","endDate":"2002-01"}]})");
    EXPECT_THAT(tailored(resume, job_of({"Wound care"})).basics.summary.value, Not(HasSubstr("2001")));
}

TEST(WriteSummary, ComposesNoEnglishIntoAResumeInAnotherLanguage) {
    const auto resume = resume_from(R"({"work":[{"name":"Werk","position":"Entwicklerin","startDate":"2019-01","highlights":[
        "Umstellung von 38 Diensten auf Kubernetes und Betrieb der Cluster für die Kunden","Schulung der neuen Kollegen mit eigenen Unterlagen"]}],
        "skills":[{"name":"PostgreSQL"}]})");
    for (const auto& edit :
         edits_for(resume, job_of({"container orchestration", "relational databases"}, {}, {"Run the databases of the shop"}))) {
        EXPECT_NE(edit.kind, EditKind::ComposeSummary);
    }
}

TEST(WriteSummary, TrimsALongSummaryOfWhatNothingDependsOn) {
    const std::string filler = " People describe me as someone who brings calm into a busy day and a good mood into a grey one.";
    resume::Resume resume;
    resume.basics.summary.value = "Nurse in wound care with a soft spot for difficult cases.";
    for (int i = 0; i < 6; ++i) resume.basics.summary.value += filler;
    resume.work.emplace_back().highlights.push_back({"Gave wound care to the patients of the ward.", {}, {}});
    assign_ids(resume);
    const auto edits = edits_for(resume, job_of({"Wound care"}));
    const auto trims = of_kind(edits, EditKind::TrimSummary);
    ASSERT_EQ(trims.size(), 1u);
    EXPECT_THAT(std::get<Replace>(trims[0]->change).text, ::testing::StartsWith("Nurse in wound care"));
    EXPECT_LT(std::get<Replace>(trims[0]->change).text.size(), resume.basics.summary.value.size());
    EXPECT_THAT(trims[0]->reason, HasSubstr("People describe me"));
    EXPECT_TRUE(judge(resume, job_of({"Wound care"}), edits, kToday).at(0).accepted());
}

TEST(OrderSections, PutsWorkBeforeEducationForTheExperienced) {
    const auto& on = case_of("software");
    EXPECT_THAT(tailored(on.resume, on.job).section_order,
                ElementsAre(resume::Section::Summary, resume::Section::Work, resume::Section::Education, resume::Section::Skills,
                            resume::Section::Certificates));
}

TEST(OrderSections, LeavesEducationInFrontWhereTheJobDemandsADegree) {
    const auto& on = case_of("software");
    auto job = on.job;
    job.requirements[0].degree = job_description::DegreeLevel::Bachelor;
    EXPECT_THAT(of_kind(edits_for(on.resume, job), EditKind::OrderSections), IsEmpty());
}

/// A page holds so many highlights.
PageCount pages_of(std::size_t highlights) {
    return [highlights](const resume::Resume& resume) {
        std::size_t count = 0;
        for (const auto& work : resume.work) count += work.highlights.size();
        return static_cast<int>((count + highlights - 1) / highlights);
    };
}

TEST(PageBudget, DropsAsFewOfTheLeastRelevantAsItTakes) {
    const auto& on = case_of("software");
    const auto edits = edits_for(on.resume, on.job, 1, pages_of(5));
    const auto drops = of_kind(edits, EditKind::DropHighlight);
    ASSERT_EQ(drops.size(), 1u);
    EXPECT_THAT(find_text(on.resume, drops[0]->target)->value, AnyOf(HasSubstr("team trip"), HasSubstr("credentials")));
}

TEST(PageBudget, LeavesTwoHighlightsInEachRoleAndDropsNothingInVain) {
    const auto& on = case_of("software");
    EXPECT_THAT(of_kind(edits_for(on.resume, on.job, 1, pages_of(1)), EditKind::DropHighlight), ::testing::SizeIs(2));
    EXPECT_THAT(of_kind(edits_for(on.resume, on.job, 1, [](const auto&) { return 3; }), EditKind::DropHighlight), IsEmpty());
    EXPECT_THAT(of_kind(edits_for(on.resume, on.job, 2, pages_of(5)), EditKind::DropHighlight), IsEmpty());
}

TEST(Propose, ListsNoSkillThatWasTakenOutOrIsATeamsName) {
    const auto resume = resume_from(R"({
        "basics": {"name": "Ada Roe"}, "skills": [{"name": "Python"}, {"name": "Vue.js"}],
        "work": [{"name": "Acme", "position": "Developer", "startDate": "2020-01", "highlights": [
            "Removed jQuery from 131 templates", "Helped the Marketing Team with its site", "Replaced Jenkins with Docker"]}]})");
    const auto edits = edits_for(resume, job_of({"jQuery", "Marketing", "Jenkins", "Docker"}));
    std::vector<std::string> listed;
    for (const auto* edit : of_kind(edits, EditKind::SurfaceSkill)) listed.push_back(std::get<Append>(edit->change).text);
    EXPECT_THAT(listed, ElementsAre("Docker"));
}

TEST(Propose, PutsNothingBeforeTheFirstHighlightForAMereHint) {
    const auto resume = resume_from(R"({
        "basics": {"name": "Ada Roe"},
        "work": [{"name": "Acme", "position": "Developer", "startDate": "2020-01", "highlights": [
            "Wrote the billing of the shop", "Added a read-through cache"]}]})");
    const auto edits = edits_for(resume, job_of({}, {"Caching"}));
    EXPECT_THAT(of_kind(edits, EditKind::ReorderHighlights), IsEmpty());
}

}  // namespace
}  // namespace bespoke::tailoring
