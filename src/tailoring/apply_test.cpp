#include <gmock/gmock.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <random>

#include "tailoring/edit.hpp"
#include "tailoring/nodes.hpp"
#include "tailoring/random_edits.hpp"

namespace bespoke::tailoring {
namespace {

using resume::Resume;
using ::testing::ElementsAre;

constexpr int kRounds = 400;

Resume from(const char* json) { return *resume::resume_from_json(nlohmann::json::parse(json)); }

Resume small() {
    return from(R"({"basics":{"name":"Ada Example"},
      "work":[{"name":"Mill","position":"Clerk","highlights":["one","two","three"]}],
      "skills":[{"name":"Tools","keywords":["SQL","Excel"]},{"name":"Filing"}]})");
}

Edit edit(const char* id, EditKind kind, const char* target, Change change) {
    return {EditId(id), kind, NodeId(target), std::move(change), {}, {NodeId("/basics/name")}, "because"};
}

std::vector<std::string> values(const TextList& list) {
    std::vector<std::string> out;
    for (const auto& text : list) out.push_back(text.value);
    return out;
}

/// The text of each id, to see that ids survive.
std::map<NodeId, std::string> by_id(const Resume& resume) {
    std::map<NodeId, std::string> texts;
    for_each_text(resume, [&](const resume::Text& text) { texts.emplace(text.id, text.value); });
    return texts;
}

std::string reason_of(const Result<Resume>& result) { return result ? "applied" : result.error().reason; }

TEST(Apply, WithoutEditsChangesNothing) {
    const auto resume = small();
    const auto same = tailoring::apply(resume, {});
    ASSERT_TRUE(same);
    EXPECT_TRUE(same_content(resume, *same));
    EXPECT_EQ(by_id(resume), by_id(*same));
}

TEST(Apply, OrdersAListAndKeepsTheIdsOfItsMembers) {
    const auto resume = small();
    const auto after = tailoring::apply(
        resume, {edit("e1", EditKind::ReorderHighlights, "/work/0/highlights", Permute{{NodeId("/work/0/highlights/2")}})});
    ASSERT_TRUE(after);
    EXPECT_THAT(values(after->work[0].highlights), ElementsAre("three", "one", "two"));
    EXPECT_EQ(by_id(resume), by_id(*after));
}

TEST(Apply, PassesOverOrderedMembersThatAnotherEditRemoved) {
    const auto after = tailoring::apply(
        small(), {edit("e1", EditKind::ReorderHighlights, "/work/0/highlights",
                       Permute{{NodeId("/work/0/highlights/2"), NodeId("/work/0/highlights/1"), NodeId("/work/0/highlights/0")}}),
                  edit("e2", EditKind::DropHighlight, "/work/0/highlights/1", Remove{})});
    ASSERT_TRUE(after);
    EXPECT_THAT(values(after->work[0].highlights), ElementsAre("three", "one"));
}

TEST(Apply, PutsAnAppendedSkillWhereTheOrderNamesIt) {
    const auto append = edit("e1", EditKind::SurfaceSkill, "/skills/0/keywords", Append{"R"});
    const auto order =
        edit("e2", EditKind::ReorderSkills, "/skills/0/keywords", Permute{{NodeId("+e1"), NodeId("/skills/0/keywords/1")}});
    EXPECT_THAT(values(tailoring::apply(small(), {order, append})->skills[0].keywords), ElementsAre("R", "Excel", "SQL"));
    EXPECT_THAT(values(tailoring::apply(small(), {order})->skills[0].keywords), ElementsAre("Excel", "SQL"));
}

TEST(Apply, RegroupsKeywordsAndSkillsThatStoodAlone) {
    const Regroup groups{{{"Office", {NodeId("/skills/1/name"), NodeId("/skills/0/keywords/1"), NodeId("+e2")}},
                          {"Data", {NodeId("/skills/0/keywords/0")}}}};
    const auto after = tailoring::apply(small(), {edit("e1", EditKind::RegroupSkills, "/skills", groups),
                                                  edit("e2", EditKind::SurfaceSkill, "/skills", Append{"Typing"})});
    ASSERT_TRUE(after);
    ASSERT_EQ(after->skills.size(), 2u);
    EXPECT_EQ(after->skills[0].name.value, "Office");
    EXPECT_THAT(values(after->skills[0].keywords), ElementsAre("Filing", "Excel", "Typing"));
    EXPECT_THAT(values(after->skills[1].keywords), ElementsAre("SQL"));
}

TEST(Apply, WritesASummaryWhereThereWasNone) {
    const auto after = tailoring::apply(small(), {edit("e1", EditKind::ComposeSummary, "/basics/summary", Replace{"Clerk."})});
    ASSERT_TRUE(after);
    EXPECT_EQ(after->basics.summary.value, "Clerk.");
    EXPECT_EQ(after->basics.summary.id.str(), "/basics/summary");
}

TEST(Apply, RefusesEditsThatDoNotFitTheResume) {
    const struct {
        const char* what;
        Edit edit;
        const char* reason;
    } cases[] = {
        {"a text that is not there", edit("e1", EditKind::UseJobSpelling, "/work/7/name", Replace{"x"}), "edit-target"},
        {"a list that is not there", edit("e1", EditKind::ReorderHighlights, "/work/0/courses", Permute{}), "edit-target"},
        {"a child of another list",
         edit("e1", EditKind::ReorderHighlights, "/work/0/highlights", Permute{{NodeId("/skills/0/keywords/0")}}), "edit-target"},
        {"a child named twice",
         edit("e1", EditKind::ReorderHighlights, "/work/0/highlights",
              Permute{{NodeId("/work/0/highlights/0"), NodeId("/work/0/highlights/0")}}),
         "edit-change"},
        {"removing an employer", edit("e1", EditKind::DropHighlight, "/work/0/name", Remove{}), "edit-target"},
        {"an empty text", edit("e1", EditKind::UseJobSpelling, "/work/0/highlights/0", Replace{""}), "edit-change"},
        {"an empty skill", edit("e1", EditKind::SurfaceSkill, "/skills", Append{""}), "edit-change"},
        {"a skill left out",
         edit("e1", EditKind::RegroupSkills, "/skills",
              Regroup{{{"All", {NodeId("/skills/1/name"), NodeId("/skills/0/keywords/1")}}}}),
         "edit-change"},
        {"a section twice",
         edit("e1", EditKind::OrderSections, kSectionOrderTarget, SectionOrder{{resume::Section::Work, resume::Section::Work}}),
         "edit-change"},
        {"sections ordered elsewhere", edit("e1", EditKind::OrderSections, "/work", SectionOrder{{resume::Section::Work}}),
         "edit-target"},
    };
    for (const auto& test : cases) EXPECT_EQ(reason_of(tailoring::apply(small(), {test.edit})), test.reason) << test.what;
}

TEST(Apply, RefusesTwoEditsOfOneNode) {
    const auto reword = edit("e1", EditKind::UseJobSpelling, "/work/0/highlights/0", Replace{"uno"});
    const auto drop = edit("e2", EditKind::DropHighlight, "/work/0/highlights/0", Remove{});
    EXPECT_EQ(reason_of(tailoring::apply(small(), {reword, drop})), "edit-conflict");
    EXPECT_EQ(reason_of(tailoring::apply(small(), {reword, reword})), "edit-conflict");
}

TEST(Apply, AnySubsetOfAValidListAppliesInAnyOrderToTheSameResult) {
    std::mt19937 random(20240607);
    for (int round = 0; round < kRounds; ++round) {
        const auto resume = testing::random_resume(random);
        auto edits = testing::random_edits(resume, random);
        std::erase_if(edits, [&](const Edit&) { return random() % 3 == 0; });
        const auto once = tailoring::apply(resume, edits);
        ASSERT_TRUE(once) << once.error().public_text;
        std::shuffle(edits.begin(), edits.end(), random);
        const auto again = tailoring::apply(resume, edits);
        ASSERT_TRUE(again) << again.error().public_text;
        ASSERT_TRUE(same_content(*once, *again)) << "round " << round;
        ASSERT_EQ(by_id(*once), by_id(*again)) << "round " << round;
    }
}

TEST(Apply, LosesNoTextButThoseRemovedAndInventsNone) {
    std::mt19937 random(77);
    for (int round = 0; round < kRounds; ++round) {
        const auto resume = testing::random_resume(random);
        const auto edits = testing::random_edits(resume, random);
        auto expected = by_id(resume);
        bool regroups = false;
        for (const auto& edit : edits) {
            if (const auto* replace = std::get_if<Replace>(&edit.change)) expected[edit.target] = replace->text;
            if (const auto* append = std::get_if<Append>(&edit.change)) expected[NodeId("+" + edit.id.str())] = append->text;
            if (std::holds_alternative<Remove>(edit.change)) expected.erase(edit.target);
            regroups = regroups || std::holds_alternative<Regroup>(edit.change);
        }
        auto actual = by_id(*tailoring::apply(resume, edits));
        // A regrouping gives up the old headings and brings its own.
        const auto is_heading = [&](const auto& item) {
            const bool grouped = std::any_of(resume.skills.begin(), resume.skills.end(),
                                             [&](const auto& s) { return s.name.id == item.first && !s.keywords.empty(); });
            return regroups && (grouped || item.first.str().find("/", 1) != std::string::npos) &&
                   (grouped || is_added(item.first));
        };
        std::erase_if(expected, is_heading);
        std::erase_if(actual, is_heading);
        ASSERT_EQ(expected, actual) << "round " << round;
    }
}

}  // namespace
}  // namespace bespoke::tailoring
