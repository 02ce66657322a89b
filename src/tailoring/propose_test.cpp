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

TEST(OrderSections, PutsSkillsFirstWhereTheJobListsManyAndTheyAnswerMost) {
    const auto resume = resume_from(R"({
        "basics": {"name": "Ada Roe"},
        "work": [{"name": "Studio", "position": "Designer", "startDate": "2019-01", "highlights": ["Drew posters for 3 fairs"]}],
        "skills": [{"name": "Figma"}, {"name": "InDesign"}, {"name": "Typography"}, {"name": "Illustrator"}, {"name": "Photoshop"},
                   {"name": "Blender"}]})");
    auto job = job_of({"Figma", "InDesign", "Typography", "Illustrator", "Photoshop", "Blender"});
    const auto edits = edits_for(resume, job);
    const auto orders = of_kind(edits, EditKind::OrderSections);
    ASSERT_EQ(orders.size(), 1u);
    const auto& order = std::get<SectionOrder>(orders[0]->change).order;
    EXPECT_LT(std::find(order.begin(), order.end(), resume::Section::Skills),
              std::find(order.begin(), order.end(), resume::Section::Work));
    // Who hires a senior reads the work first.
    job.seniority = job_description::Seniority::Senior;
    EXPECT_THAT(of_kind(edits_for(resume, job), EditKind::OrderSections), IsEmpty());
}

TEST(PageBudget, LeavesAHighlightInEachRoleAndDropsNothingInVain) {
    const auto& on = case_of("software");
    const auto edits = edits_for(on.resume, on.job, 1, pages_of(1));
    const auto tailored = tailoring::apply(on.resume, edits).value();
    for (const auto& work : tailored.work) EXPECT_FALSE(work.highlights.empty());
    EXPECT_THAT(of_kind(edits_for(on.resume, on.job, 1, [](const auto&) { return 3; }), EditKind::DropHighlight), IsEmpty());
    EXPECT_THAT(of_kind(edits_for(on.resume, on.job, 2, pages_of(5)), EditKind::DropHighlight), IsEmpty());
}

/// Two roles of a gardener; the second line of the first is long.
constexpr const char* kGardener = R"({
    "basics": {"name": "Ada Roe"}, "skills": [{"name": "Pruning"}],
    "work": [{"name": "Parks", "position": "Gardener", "startDate": "2020-01", "highlights": [
        "Planted 300 trees along two roads",
        "Kept the tool shed tidy and its list up to date, and swept the yard, and fed the fish, and wound the clock of the gate",
        "Watered the greenhouse"]},
        {"name": "Estate", "position": "Gardener", "startDate": "2017-01", "endDate": "2019-12", "highlights": [
        "Pruned 120 fruit trees a year", "Mowed lawns", "Painted fences"]}]})";

double height_of(const std::string& text) { return text.size() > 60 ? 24 : 12; }

/// Lines of 12 points; a page that has room for `room`.
PageHeights heights_of(const resume::Resume& resume, double room) {
    PageHeights heights{0, room, 12, {}};
    for (const auto& work : resume.work) {
        for (const auto& text : work.highlights) heights.highlights.push_back(height_of(text.value));
    }
    for (const auto height : heights.highlights) heights.total += height;
    return heights;
}

TEST(PageBudget, LeavesOutOneTallLineThatMakesRoomForAllOthersAndSaysWhatItWouldCost) {
    const auto resume = resume_from(kGardener);
    const auto job = job_of({"Pruning"}, {}, {"Plant trees and water the greenhouse", "Mow lawns and paint fences"});
    const auto count = [](const resume::Resume& r) { return static_cast<int>((heights_of(r, 60).total + 59) / 60); };
    const auto measure = [](const resume::Resume& r) { return heights_of(r, 60); };
    const auto edits = propose(resume, job, evidence::match(resume, job), {kToday, 1, count, nullptr, nullptr, measure});
    const auto drops = of_kind(edits, EditKind::DropHighlight);
    ASSERT_EQ(drops.size(), 1u);
    EXPECT_EQ(drops[0]->target.str(), "/work/0/highlights/1");
    EXPECT_THAT(drops[0]->reason, HasSubstr("keeping it would need 2 more lines"));
}

TEST(PageBudget, FreesMoreWherePageBreaksWasteRoom) {
    const auto resume = resume_from(kGardener);
    const auto job = job_of({"Pruning"});
    // The page breaks behind four lines, whatever their heights say.
    const auto edits = propose(resume, job, evidence::match(resume, job),
                               {kToday, 1, pages_of(4), nullptr, nullptr, [](const auto& r) { return heights_of(r, 84); }});
    const auto tailored = tailoring::apply(resume, edits).value();
    EXPECT_EQ(tailored.work[0].highlights.size() + tailored.work[1].highlights.size(), 4u);
}

TEST(PageBudget, KeepsWhatTheTenantWantedBack) {
    const auto& on = case_of("software");
    const auto first = edits_for(on.resume, on.job, 1, pages_of(5));
    const auto* dropped = of_kind(first, EditKind::DropHighlight).at(0);
    const Preferences preferences(
        {{EditKind::DropHighlight, find_text(on.resume, dropped->target)->value, "", PastEdit::Decision::Reverted, 0}});
    const auto edits =
        propose(on.resume, on.job, evidence::match(on.resume, on.job), {kToday, 1, pages_of(5), nullptr, &preferences, {}});
    const auto drops = of_kind(edits, EditKind::DropHighlight);
    ASSERT_EQ(drops.size(), 1u);
    EXPECT_NE(drops[0]->target, dropped->target);
}

TEST(MergeHighlights, LeavesOutWhatAnotherLineSaysAlready) {
    const auto resume = resume_from(R"({
        "basics": {"name": "Ada Roe"},
        "work": [{"name": "Bakery", "position": "Baker", "startDate": "2020-01", "highlights": [
            "Baked 400 loaves a night with 3 apprentices",
            "Baked 400 loaves a night",
            "Trained 3 apprentices in laminated dough",
            "Trained 3 apprentices in laminated dough"]}]})");
    const auto edits = edits_for(resume, job_of({"Baking"}));
    const auto merges = of_kind(edits, EditKind::MergeHighlights);
    ASSERT_EQ(merges.size(), 2u);
    EXPECT_EQ(merges[0]->target.str(), "/work/0/highlights/3");
    EXPECT_EQ(merges[0]->evidence.front().str(), "/work/0/highlights/2");
    EXPECT_EQ(merges[1]->target.str(), "/work/0/highlights/1");
    EXPECT_EQ(merges[1]->evidence.front().str(), "/work/0/highlights/0");
}

TEST(MergeHighlights, KeepsWhatSaysAnythingMore) {
    for (const auto* other : {"Baked 500 loaves a night", "Baked 400 rolls a night", "Baked 400 loaves a night in Leeds",
                              "Baked 400 loaves a night weekly", "Helped bake 400 loaves a night",
                              "Never baked 400 loaves a night", "Baked 400 loaves a day"}) {
        auto resume = resume_from(R"({
            "basics": {"name": "Ada Roe"},
            "work": [{"name": "Bakery", "position": "Baker", "startDate": "2020-01", "highlights": [
                "Baked 400 loaves a night with 3 apprentices", "other"]}]})");
        resume.work[0].highlights[1].value = other;
        EXPECT_THAT(of_kind(edits_for(resume, job_of({"Baking"})), EditKind::MergeHighlights), IsEmpty()) << other;
    }
}

TEST(NormalizeVoice, ChangesTheLinesOfEndedRolesAndLeavesAPresentRoleInThePresent) {
    const auto resume = resume_from(R"({
        "basics": {"name": "Ada Roe"},
        "work": [{"name": "Clinic", "position": "Nurse", "startDate": "2020-01", "highlights": ["Supervise 4 students", "I run the night shift"]},
                 {"name": "Ward", "position": "Nurse", "startDate": "2016-01", "endDate": "2019-12", "highlights": [
            "Supervise 6 students and prepare discharges", "I assisted in 200 births"]}]})");
    const auto edits = edits_for(resume, job_of({"Nursing"}));
    std::vector<std::string> texts;
    for (const auto* edit : of_kind(edits, EditKind::NormalizeVoice)) {
        texts.push_back(std::get<Replace>(edit->change).text);
        EXPECT_THAT(edit->evidence, ElementsAre(edit->target));
    }
    EXPECT_THAT(texts, ElementsAre("Supervised 6 students and prepared discharges", "Assisted in 200 births"));
}

TEST(Propose, MergesAndChangesOfVoiceStandBeforeTheJudge) {
    const auto resume = resume_from(R"({
        "basics": {"name": "Ada Roe", "summary": "Joiner for old houses."}, "skills": [{"name": "Joinery"}],
        "work": [{"name": "Yard", "position": "Joiner", "startDate": "2016-01", "endDate": "2019-12", "highlights": [
            "I restored 60 sash windows", "Manage 3 apprentices and prepare quotations",
            "Built oak stairs for 12 houses with hand tools", "Built oak stairs for 12 houses"]}]})");
    const auto job = job_of({"Joinery", "managing apprentices"});
    const auto edits = edits_for(resume, job);
    EXPECT_EQ(of_kind(edits, EditKind::MergeHighlights).size(), 1u);
    EXPECT_EQ(of_kind(edits, EditKind::NormalizeVoice).size(), 2u);
    for (const auto& verdict : judge(resume, job, edits, kToday)) {
        EXPECT_TRUE(verdict.accepted()) << verdict.edit.str() << ": " << (verdict.accepted() ? "" : verdict.findings[0].reason);
    }
}

TEST(PageBudget, ShortensASummaryOfWhatTheJobDoesNotAskForBeforeItDropsARelevantLine) {
    auto resume = resume_from(kGardener);
    resume.basics.summary.value =
        "Gardener for parks and estates. Pruning is my trade. I was always an early riser who likes a walk in the rain and the "
        "quiet of "
        "a morning before the gates are open and the first of the people come in.";
    const auto job = job_of({"Pruning"}, {}, {"Plant trees", "Mow lawns", "Water the greenhouse", "Keep tools", "Paint fences"});
    // A summary takes a line for each ten words, a page has seven lines.
    const auto lines = [](const resume::Resume& r) {
        std::size_t count = text::tokens(r.basics.summary.value).size() / 10;
        for (const auto& work : r.work) count += work.highlights.size();
        return static_cast<int>(count);
    };
    const auto count = [&](const resume::Resume& r) { return (lines(r) + 6) / 7; };
    const auto edits = propose(resume, job, evidence::match(resume, job), {kToday, 1, count});
    const auto tailored = tailoring::apply(resume, edits).value();
    EXPECT_EQ(count(tailored), 1);
    EXPECT_THAT(tailored.basics.summary.value, Not(HasSubstr("early riser")));
    EXPECT_THAT(tailored.basics.summary.value, HasSubstr("Pruning"));
    EXPECT_THAT(of_kind(edits, EditKind::DropHighlight), IsEmpty());
}

TEST(WriteSummary, NamesWhatASentenceTellsAsTheAdAsksForIt) {
    const auto resume = resume_from(R"({
        "basics": {"name": "Ada Roe", "summary": "Referee and coach with a calm voice."},
        "work": [{"name": "League", "position": "Referee", "startDate": "2020-01", "highlights": [
            "Refereed 40 matches for 2 regional leagues"]}]})");
    const auto edits = edits_for(resume, job_of({"refereeing for leagues"}));
    const auto summaries = of_kind(edits, EditKind::ComposeSummary);
    ASSERT_EQ(summaries.size(), 1u);
    EXPECT_THAT(std::get<Replace>(summaries[0]->change).text, HasSubstr("Experience includes refereeing for leagues."));
}

TEST(SurfaceSkill, ListsNoSentenceAsASkill) {
    const auto resume = resume_from(R"({
        "basics": {"name": "Ada Roe"}, "skills": [{"name": "Illustration"}],
        "work": [{"name": "Paper", "position": "Writer", "startDate": "2020-01", "highlights": [
            "Wrote headlines for 12 issues", "Proofread 400 pages a month"]}]})");
    EXPECT_THAT(of_kind(edits_for(resume, job_of({"Copywriting"})), EditKind::SurfaceSkill), IsEmpty());
}

TEST(WriteSummary, NamesTheActivityThatASentenceTellsOf) {
    const auto summaries_of = [](const std::string& line) {
        const std::string json = R"({"basics": {"name": "Ada Roe", "summary": "Baker with a calm voice."},
            "work": [{"name": "Mill & Oven", "position": "Baker", "startDate": "2020-01", "highlights": [")" +
                                 line + R"("]}]})";
        std::vector<std::string> texts;
        const auto edits = edits_for(resume_from(json.c_str()), job_of({"coaching other bakers"}));
        for (const auto* edit : of_kind(edits, EditKind::ComposeSummary)) texts.push_back(std::get<Replace>(edit->change).text);
        return texts;
    };
    const auto says_so = ElementsAre(HasSubstr("Experience includes coaching (mentoring)."));
    EXPECT_THAT(summaries_of("Mentored 3 junior bakers"), says_so);
    EXPECT_THAT(summaries_of("Supported 4 new joiners through their first months"), says_so);
    // Who helps new people once is no mentor.
    EXPECT_THAT(summaries_of("Supported 4 new joiners on their first day"), IsEmpty());
}

TEST(WriteSummary, SpellsOutInitialsThatTheResumeShowsByAnInstance) {
    const auto resume = resume_from(R"({
        "basics": {"name": "Ada Roe", "summary": "Marketer for small museums."},
        "work": [{"name": "Museum", "position": "Marketer", "startDate": "2020-01", "highlights": [
            "Raised organic traffic to 40,000 visits a month"]}]})");
    const auto edits = edits_for(resume, job_of({"SEO"}));
    const auto summaries = of_kind(edits, EditKind::ComposeSummary);
    ASSERT_EQ(summaries.size(), 1u);
    EXPECT_THAT(std::get<Replace>(summaries[0]->change).text, HasSubstr("search engine optimisation (organic traffic)"));
}

TEST(WriteSummary, NamesALicenceThatTheJobDemands) {
    const auto resume = resume_from(R"({
        "basics": {"name": "Ada Roe", "summary": "Works nights as well."}, "certificates": [{"name": "Forklift licence"}],
        "work": [{"name": "Depot", "position": "Picker", "startDate": "2020-01", "highlights": ["Picked 900 items a shift"]}]})");
    const auto edits = edits_for(resume, job_of({"a forklift licence"}));
    const auto summaries = of_kind(edits, EditKind::ComposeSummary);
    ASSERT_EQ(summaries.size(), 1u);
    EXPECT_THAT(std::get<Replace>(summaries[0]->change).text, HasSubstr("a forklift licence"));
}

TEST(ReorderHighlights, RaisesWhatTheTenantLiked) {
    const auto resume = resume_from(kGardener);
    const auto job = job_of({}, {}, {"Mow lawns", "Plant trees"});
    const Preferences preferences(
        {{EditKind::RewriteHighlight, "Watered the greenhouse", "Watered the greenhouse", PastEdit::Decision::Accepted, 5}});
    const auto before = propose(resume, job, evidence::match(resume, job), {kToday, 0, {}});
    const auto after = propose(resume, job, evidence::match(resume, job), {kToday, 0, {}, nullptr, &preferences});
    const auto place = [&](const std::vector<Edit>& edits) {
        const auto list = tailoring::apply(resume, edits).value().work[0].highlights;
        return std::find_if(list.begin(), list.end(), [](const auto& text) { return text.value == "Watered the greenhouse"; }) -
               list.begin();
    };
    EXPECT_LT(place(after), place(before));
}

TEST(OrderSections, PutsEducationFirstForABeginner) {
    const auto resume = resume_from(R"({
        "basics": {"name": "Ada Roe"}, "skills": [{"name": "Python"}],
        "work": [{"name": "Shop", "position": "Cashier", "startDate": "2026-01", "highlights": ["Handled cash"]}],
        "education": [{"institution": "Tech", "studyType": "BSc", "area": "Computing", "startDate": "2022", "endDate": "2025"}]})");
    auto job = job_of({"Python"});
    job.seniority = job_description::Seniority::Junior;
    const auto edits = edits_for(resume, job);
    const auto orders = of_kind(edits, EditKind::OrderSections);
    ASSERT_EQ(orders.size(), 1u);
    const auto& order = std::get<SectionOrder>(orders[0]->change).order;
    EXPECT_LT(std::find(order.begin(), order.end(), resume::Section::Education),
              std::find(order.begin(), order.end(), resume::Section::Work));
    EXPECT_THAT(orders[0]->reason, HasSubstr("beginners"));
    job.seniority = job_description::Seniority::Senior;
    EXPECT_THAT(of_kind(edits_for(resume, job), EditKind::OrderSections), IsEmpty());
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
