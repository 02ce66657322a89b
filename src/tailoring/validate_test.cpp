#include "tailoring/validate.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <set>

#include "tailoring/fixtures.hpp"
#include "tailoring/nodes.hpp"
#include "tailoring/propose.hpp"
#include "text/text.hpp"
#include "vocabulary/vocabulary.hpp"

namespace bespoke::tailoring {
namespace {

using testing::case_of;
using testing::cases;
using testing::edit_of;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::job_of;
using testing::kToday;
using testing::resume_from;

/// The checks that refuse an edit, without repetition.
std::set<std::string> refusals(const testing::Case& on, const Edit& edit) {
    std::set<std::string> checks;
    const auto verdict = judge(on.resume, on.job, {edit}, kToday).at(0);
    for (const auto& finding : verdict.findings) checks.insert(finding.check);
    return checks;
}

bool accepted(const testing::Case& on, const Edit& edit) { return refusals(on, edit).empty(); }

/// A summary that says `text` on the evidence of `node`, after the old summary so that nothing is lost.
Edit claim(const testing::Case& on, const std::string& text, const NodeId& node) {
    const auto& old = on.resume.basics.summary.value;
    return edit_of(EditKind::ComposeSummary, "/basics/summary", Replace{old.empty() ? text : old + " " + text},
                   {"/basics/summary", node.str().c_str()});
}

TEST(Verdict, AcceptsEveryEditOfTheRules) {
    for (const auto& test : cases()) {
        const auto edits = propose(test.resume, test.job, evidence::match(test.resume, test.job), {kToday, 0, {}});
        EXPECT_FALSE(edits.empty()) << test.trade;
        for (const auto& verdict : judge(test.resume, test.job, edits, kToday)) {
            for (const auto& finding : verdict.findings)
                ADD_FAILURE() << test.trade << " " << verdict.edit.str() << ": " << finding.reason;
        }
    }
}

TEST(Verdict, RefusesEditsThatDoNotHoldTogether) {
    const auto& on = case_of("software");
    const Edit bad[] = {
        edit_of(EditKind::ReorderHighlights, "/work/0/highlights", Replace{"x"}, {"/work/0/highlights/0"}),
        edit_of(EditKind::ReorderHighlights, "/skills", Permute{}, {"/skills/0/name"}),
        edit_of(EditKind::DropHighlight, "/skills/0/keywords/0", Remove{}, {"/skills/0/keywords/0"}),
        edit_of(EditKind::UseJobSpelling, "/work/9/highlights/0", Replace{"x"}, {"/work/0/highlights/0"}),
        edit_of(EditKind::UseJobSpelling, "/work/0/highlights/1", Replace{"x"}, {}),
        edit_of(EditKind::UseJobSpelling, "/work/0/highlights/1", Replace{"x"}, {"/work/0/highlights/77"}),
        edit_of(EditKind::UseJobSpelling, "/work/0/highlights/1", Replace{std::string(900, 'x')}, {"/work/0/highlights/1"}),
        edit_of(EditKind::UseJobSpelling, "/work/0/highlights/1", Replace{"a\nb"}, {"/work/0/highlights/1"}),
        edit_of(EditKind::UseJobSpelling, "/work/0/highlights/1", Replace{"\xff\xfe"}, {"/work/0/highlights/1"}),
        edit_of(EditKind::ComposeSummary, "/basics/summary", Replace{" . "}, {"/basics/summary"}),
        edit_of(EditKind::OrderSections, kSectionOrderTarget, SectionOrder{{resume::Section::Work}}, {"/work/0/name"}),
    };
    for (const auto& edit : bad) EXPECT_THAT(refusals(on, edit), ElementsAre("schema")) << to_json(edit, on.resume).dump();
}

TEST(Verdict, RefusesTargetsAndEvidenceThatAreNoPointers) {
    for (const char* pointer :
         {"", "work", "/~", "/work/-", "/work/01", "/work/99999999999999999999", "/work/0/highlights/x", "\xff", "+e01"}) {
        EXPECT_FALSE(accepted(case_of("software"), edit_of(EditKind::UseJobSpelling, pointer, Replace{"x"}, {"/work/0/name"})))
            << pointer;
        EXPECT_FALSE(accepted(case_of("software"), edit_of(EditKind::DropHighlight, "/work/0/highlights/0", Remove{}, {pointer})))
            << pointer;
    }
}

TEST(Verdict, RefusesRequirementsThatTheJobDoesNotHave) {
    auto edit = edit_of(EditKind::DropHighlight, "/work/0/highlights/0", Remove{}, {"/work/0/highlights/0"});
    EXPECT_TRUE(accepted(case_of("software"), edit));
    edit.requirements = {RequirementId("/requirements/99")};
    EXPECT_THAT(refusals(case_of("software"), edit), ElementsAre("schema"));
}

TEST(Verdict, KeepsWhoTheCandidateIsOutOfReach) {
    const auto& on = case_of("software");
    std::set<std::string> kinds;
    resume::for_each_text(on.resume, [&](const resume::Text& text) {
        const auto section = section_of(text.id);
        const auto field = last_step(text.id);
        const bool free = text.id.str().find("/highlights/") != std::string::npos || section == "skills" || field == "summary";
        if (free) return;
        const auto reword =
            edit_of(EditKind::UseJobSpelling, text.id.str().c_str(), Replace{text.value + " II"}, {text.id.str().c_str()});
        EXPECT_FALSE(accepted(on, reword)) << text.id.str();
        const auto remove = edit_of(EditKind::DropHighlight, text.id.str().c_str(), Remove{}, {text.id.str().c_str()});
        EXPECT_FALSE(accepted(on, remove)) << text.id.str();
        kinds.insert(std::string(section) + "/" + std::string(field));
    });
    for (const char* field : {"basics/name", "basics/email", "work/name", "work/position", "education/institution",
                              "education/studyType", "certificates/name"}) {
        EXPECT_TRUE(kinds.contains(field)) << field << " was not tried";
    }
}

TEST(Verdict, RefusesWholeEntriesAndDatesAsTargets) {
    for (const char* target :
         {"/work/0", "/work/1", "/education/0", "/work/0/startDate", "/certificates/0/date", "/basics", ""}) {
        EXPECT_FALSE(accepted(case_of("software"), edit_of(EditKind::DropHighlight, target, Remove{}, {"/work/0/name"})))
            << target;
        EXPECT_FALSE(accepted(case_of("software"), edit_of(EditKind::UseJobSpelling, target, Replace{"2001"}, {"/work/0/name"})))
            << target;
    }
}

TEST(Verdict, AcceptsTrueSentencesOnTheirEvidence) {
    const auto& on = case_of("software");
    EXPECT_TRUE(accepted(on, claim(on, "Moved 38 services to Kubernetes.", NodeId("/work/0/highlights/1"))));
    EXPECT_TRUE(
        accepted(on, claim(on, "Platform Engineer with 8 years of professional experience.", NodeId("/work/0/position"))));
    EXPECT_TRUE(accepted(on, claim(on, "Professional experience since 2017.", NodeId("/work/0/position"))));
    EXPECT_TRUE(accepted(on, claim(on, "Skills include relational databases (MySQL).", NodeId("/skills/0/keywords/0"))));
}

TEST(Verdict, RecomputesYearsOfExperience) {
    const auto& on = case_of("software");
    for (const char* text :
         {"Platform Engineer with 9 years of professional experience.",
          "Platform Engineer with 12 years of professional experience.",
          "Senior Platform Engineer with 8 years of professional experience.", "Professional experience since 2012."}) {
        EXPECT_FALSE(accepted(on, claim(on, text, NodeId("/work/0/position")))) << text;
    }
    EXPECT_FALSE(
        accepted(on, claim(on, "Platform Engineer with 8 years of professional experience.", NodeId("/work/0/highlights/0"))));
}

TEST(Verdict, DoesNotLetASummaryLoseItsFacts) {
    const auto& on = case_of("accounting");
    const auto edit = edit_of(EditKind::ComposeSummary, "/basics/summary",
                              Replace{"Prepares month-end closing for four companies."}, {"/basics/summary"});
    EXPECT_TRUE(accepted(on, edit));
    const auto alone =
        resume_from(R"({"basics":{"name":"Pavel Anders","summary":"Speaks at trade fairs. Audited 12 mills for Kellner Bau."}})");
    const auto lossy =
        edit_of(EditKind::ComposeSummary, "/basics/summary", Replace{"Speaks at trade fairs."}, {"/basics/summary"});
    const auto verdict = judge(alone, on.job, {lossy}, kToday).at(0);
    ASSERT_FALSE(verdict.accepted());
    EXPECT_EQ(verdict.findings[0].check, "omission");
}

TEST(Verdict, LetsATrimmedSummaryHaveOnlyOldSentencesInTheirOrder) {
    const auto& on = case_of("software");
    const auto trim = [&](const char* text) {
        return edit_of(EditKind::TrimSummary, "/basics/summary", Replace{text}, {"/basics/summary"});
    };
    EXPECT_TRUE(accepted(on, trim("Keeps PostgreSQL and Kubernetes running for product teams.")));
    EXPECT_FALSE(accepted(on, trim("Keeps Kubernetes and PostgreSQL running for product teams.")));
    EXPECT_FALSE(accepted(
        on, trim("Keeps PostgreSQL and Kubernetes running for product teams. Platform engineer who likes quiet pagers.")));
}

TEST(Verdict, RefusesTheLaterOfTwoEditsOfOneNode) {
    const auto& on = case_of("software");
    const auto drop = edit_of(EditKind::DropHighlight, "/work/0/highlights/0", Remove{}, {"/work/0/highlights/0"}, "e01");
    auto again = drop;
    again.id = EditId("e02");
    const auto verdicts = judge(on.resume, on.job, {drop, again}, kToday);
    EXPECT_TRUE(verdicts[0].accepted());
    ASSERT_FALSE(verdicts[1].accepted());
    EXPECT_EQ(verdicts[1].findings[0].check, "schema");
}

TEST(Verdict, RefusesWhatMakesTheMatchWorseAndKeepsTheRest) {
    const auto& on = case_of("nursing");
    const auto harmful = edit_of(EditKind::DropHighlight, "/work/0/highlights/2", Remove{}, {"/work/0/highlights/2"}, "e01");
    const auto harmless = edit_of(EditKind::DropHighlight, "/work/0/highlights/0", Remove{}, {"/work/0/highlights/0"}, "e02");
    const auto verdicts = judge(on.resume, on.job, {harmful, harmless}, kToday);
    ASSERT_FALSE(verdicts[0].accepted());
    EXPECT_EQ(verdicts[0].findings[0].check, "match");
    EXPECT_TRUE(verdicts[1].accepted());
}

// ---- a proposer that lies

/// False variants of a true sentence: each changes a fact.
std::vector<std::string> lies_about(const std::string& sentence) {
    std::vector<std::string> lies;
    const auto tokens = text::tokens(sentence);
    const auto with = [&](const text::Token& token, const std::string& words) {
        auto lie = sentence;
        lie.replace(token.begin, token.end - token.begin, words);
        lies.push_back(std::move(lie));
    };
    for (const auto& token : tokens) {
        if (token.text.find_first_not_of("0123456789") != std::string::npos) continue;
        with(token, token.text + "0");
        with(token, token.text + "k");
        with(token, "over " + token.text);
        with(token, token.text + " million");
        with(token, std::to_string(std::stol(token.text) + 1));
        with(token, token.text + "-" + std::to_string(std::stol(token.text) * 2));
    }
    const auto body = sentence.substr(0, sentence.find_last_not_of('.') + 1);
    for (const char* tail :
         {" at Northfell Group", " in Rust", " with a team of 12", " as Head of Operations", " in 2011", " for NASA",
          ", winning an award", " and COBOL", " with a Master of Science", " as a certified expert", " on 3 continents"}) {
        lies.push_back(body + tail + ".");
    }
    for (const char* head : {"Led colleagues who ", "Single-handedly ", "Never ", "Successfully and sustainably "})
        lies.push_back(head + body + ".");
    return lies;
}

TEST(LyingProposer, GetsNoSentenceThrough) {
    int tried = 0;
    for (const auto& test : cases()) {
        resume::for_each_text(test.resume, [&](const resume::Text& text) {
            if (text.id.str().find("/highlights/") == std::string::npos) return;
            EXPECT_TRUE(accepted(test, claim(test, text.value, text.id))) << text.value;
            for (const auto& lie : lies_about(text.value)) {
                EXPECT_FALSE(accepted(test, claim(test, lie, text.id))) << lie;
                const auto reword =
                    edit_of(EditKind::UseJobSpelling, text.id.str().c_str(), Replace{lie}, {text.id.str().c_str()});
                EXPECT_FALSE(accepted(test, reword)) << lie;
                tried += 2;
            }
        });
    }
    EXPECT_GT(tried, 300);
}

TEST(LyingProposer, GetsNoSkillThrough) {
    int tried = 0;
    for (const auto& test : cases()) {
        std::vector<std::string> texts;
        resume::for_each_text(test.resume, [&](const resume::Text& text) { texts.push_back(text.value); });
        for (const auto& term : vocabulary::Vocabulary::builtin().terms()) {
            // Only what the resume does not have in any way is a lie.
            if (ungrounded("Skill: " + term.name, texts).empty()) continue;
            const auto list =
                edit_of(EditKind::SurfaceSkill, test.resume.skills[0].keywords.empty() ? "/skills" : "/skills/0/keywords",
                        Append{term.name}, {"/work/0/highlights/0", "/work/0/highlights/1", "/work/0/highlights/2"});
            EXPECT_FALSE(accepted(test, list)) << test.trade << ": " << term.name;
            if (++tried > 600) return;
        }
    }
    EXPECT_GT(tried, 300);
}

TEST(LyingProposer, CannotListTheCredentialsOfOthers) {
    const auto resume = resume_from(
        R"({"basics":{"name":"Pavel Anders"},"work":[{"name":"Kellner Bau","position":"Accountant","highlights":["Coached 2 trainees through their AAT exams."]}],"skills":[{"name":"Excel"}]})");
    const auto edit = edit_of(EditKind::SurfaceSkill, "/skills", Append{"AAT"}, {"/work/0/highlights/0"});
    EXPECT_FALSE(judge(resume, job_of({"AAT"}), {edit}, kToday).at(0).accepted());
    for (const auto& proposed : propose(resume, job_of({"AAT"}), evidence::match(resume, job_of({"AAT"})), {kToday, 0, {}})) {
        EXPECT_NE(proposed.kind, EditKind::SurfaceSkill);
        EXPECT_NE(proposed.kind, EditKind::ComposeSummary);
    }
}

TEST(LyingProposer, CannotMixTheFactsOfTwoRoles) {
    for (const auto& test : cases()) {
        const auto& work = test.resume.work;
        for (std::size_t a = 0; a < work.size(); ++a) {
            for (std::size_t b = 0; b < work.size(); ++b) {
                if (a == b) continue;
                for (const auto& highlight : work[a].highlights) {
                    const auto body = highlight.value.substr(0, highlight.value.find_last_not_of('.') + 1);
                    const auto lie = fmt::format("{} at {}.", body, work[b].name.value);
                    auto edit = claim(test, lie, highlight.id);
                    edit.evidence.push_back(work[b].name.id);
                    edit.evidence.push_back(work[b].highlights.front().id);
                    EXPECT_FALSE(accepted(test, edit)) << lie;
                }
            }
        }
    }
}

TEST(LyingProposer, CannotGiveAGroupOfSkillsABoastfulHeading) {
    const auto& on = case_of("nursing");
    Regroup all{{{"Expert in everything", {}}}};
    for (const auto& skill : on.resume.skills) all.groups[0].keywords.push_back(skill.name.id);
    EXPECT_FALSE(accepted(on, edit_of(EditKind::RegroupSkills, "/skills", all, {"/skills/0/name"})));
    all.groups[0].name = "Clinical care";
    EXPECT_TRUE(accepted(on, edit_of(EditKind::RegroupSkills, "/skills", all, {"/skills/0/name"})));
}

// ---- the outsider's check

TEST(Verify, FindsNothingWrongWithAFinishedTailoring) {
    for (const auto& test : cases()) {
        const auto edits = propose(test.resume, test.job, evidence::match(test.resume, test.job), {kToday, 0, {}});
        EXPECT_THAT(verify(test.resume, *tailoring::apply(test.resume, edits), edits, kToday), IsEmpty()) << test.trade;
    }
}

TEST(Verify, FindsWhatWasSlippedInBesideTheEdits) {
    const auto& original = case_of("software").resume;
    const auto checks_of = [&](const resume::Resume& tailored, const std::vector<Edit>& edits) {
        std::set<std::string> checks;
        for (const auto& finding : verify(original, tailored, edits, kToday)) checks.insert(finding.check);
        return checks;
    };
    auto promoted = original;
    promoted.work[0].position.value = "Head of Platform";
    EXPECT_THAT(checks_of(promoted, {}), ElementsAre("identity", "replay"));
    auto longer = original;
    longer.work[0].period.start->value.year = 2011;
    EXPECT_THAT(checks_of(longer, {}), ElementsAre("identity", "replay"));
    auto shorter = original;
    shorter.work.pop_back();
    EXPECT_THAT(checks_of(shorter, {}), ElementsAre("identity", "replay"));
    auto boasting = original;
    boasting.work[0].highlights[1].value = "Moved 380 services to Kubernetes.";
    EXPECT_THAT(checks_of(boasting, {}), ElementsAre("replay"));
    const auto edit = edit_of(EditKind::UseJobSpelling, "/work/0/highlights/1", Replace{"Moved 380 services to Kubernetes."},
                              {"/work/0/highlights/1"});
    EXPECT_THAT(checks_of(boasting, {edit}), ElementsAre("grounding"));
}

}  // namespace
}  // namespace bespoke::tailoring
