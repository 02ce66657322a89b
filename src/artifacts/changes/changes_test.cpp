#include <gmock/gmock.h>

#include "artifacts/change_log.hpp"
#include "artifacts/changes/html.hpp"
#include "artifacts/changes/word_diff.hpp"
#include "artifacts/testing.hpp"

namespace bespoke::artifacts {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string joined(const std::vector<DiffPiece>& pieces, DiffKind left_out) {
    std::string text;
    for (const auto& piece : pieces) {
        if (piece.kind != left_out) text += piece.text;
    }
    return text;
}

TEST(WordDiff, GivesBothTextsBack) {
    const std::vector<std::string> texts = {"",          " ",    "a",    "a b c", "a  b\tc ", "c b a", "Cut costs by 12 %",
                                            "Cut costs", "x\ny", "ä ö ü"};
    for (const auto& before : texts) {
        for (const auto& after : texts) {
            const auto pieces = diff_words(before, after);
            EXPECT_EQ(joined(pieces, DiffKind::Added), before);
            EXPECT_EQ(joined(pieces, DiffKind::Removed), after);
        }
    }
}

TEST(WordDiff, MarksTheWordsThatChanged) {
    EXPECT_THAT(diff_words("led a team", "led the team"),
                ::testing::ElementsAre(DiffPiece{DiffKind::Same, "led "}, DiffPiece{DiffKind::Removed, "a "},
                                       DiffPiece{DiffKind::Added, "the "}, DiffPiece{DiffKind::Same, "team"}));
}

TEST(WordDiff, TakesASmallWordBetweenTwoChangesAsPartOfThem) {
    EXPECT_THAT(diff_words("I sail boats and sing songs", "I use Go and SQL"),
                ::testing::ElementsAre(DiffPiece{DiffKind::Same, "I "}, DiffPiece{DiffKind::Removed, "sail boats and sing songs"},
                                       DiffPiece{DiffKind::Added, "use Go and SQL"}));
    EXPECT_EQ(diff_words("uses SQL daily", "used SQL often").size(), 5U);
    EXPECT_EQ(diff_words("x and y z", "and z").size(), 4U);
}

TEST(WordDiff, GivesUpOnGiantTextsInsteadOfComparingForever) {
    std::string giant;
    for (int i = 0; i < 50'000; ++i) giant += "w" + std::to_string(i) + " ";
    EXPECT_EQ(diff_words(giant, giant + "x").size(), 2U);
}

TEST(Html, EscapesEverythingThatCouldBeMarkup) { EXPECT_EQ(escaped("<script>\"&'\x01"), "&lt;script&gt;&quot;&amp;&#39;"); }

/// A small tailoring: one edit accepted, one refused, one gap.
class ChangeLogTest : public ::testing::Test {
protected:
    ChangeLogTest() {
        job_.title = "Site <Manager>";
        job_.requirements = {
            {RequirementId("/requirements/0"), "voice picking", "", job_description::Importance::Required, {}, {}, {}, false, 0},
            {RequirementId("/requirements/1"),
             "cold \"storage\" & frozen <b>",
             "",
             job_description::Importance::Preferred,
             {},
             {},
             {},
             false,
             0}};
        edits_ = {{EditId("e01"),
                   tailoring::EditKind::ReorderHighlights,
                   NodeId("/work/0/highlights"),
                   tailoring::Permute{{NodeId("/work/0/highlights/1"), NodeId("/work/0/highlights/0")}},
                   {RequirementId("/requirements/0")},
                   {NodeId("/work/0/highlights/1")},
                   "Puts training first."},
                  {EditId("e02"),
                   tailoring::EditKind::ComposeSummary,
                   NodeId("/basics/summary"),
                   tailoring::Replace{"Twelve years in <i>cold</i>-chain logistics."},
                   {},
                   {NodeId("/basics/summary")},
                   "Says <more>."}};
        verdicts_ = {{EditId("e01"), {}}, {EditId("e02"), {{"grounding", "\"Twelve\" is nowhere in the resume."}}}};
        before_.match = 40;
        after_.match = 55.25;
        after_.requirements = {{RequirementId("/requirements/0"), evidence::Judgement::Met, {}, 1, 1, ""},
                               {RequirementId("/requirements/1"), evidence::Judgement::Missing, {}, 0, 1, "No node names it."}};
        tailored_ = *tailoring::apply(original_, {edits_.front()});
    }
    [[nodiscard]] ChangeLog log() const { return {original_, tailored_, job_, edits_, verdicts_, before_, after_}; }

    resume::Resume original_ = testing::full_resume(), tailored_;
    job_description::JobDescription job_;
    std::vector<tailoring::Edit> edits_;
    std::vector<tailoring::Verdict> verdicts_;
    evidence::MatchReport before_, after_;
};

TEST_F(ChangeLogTest, JsonTellsWhatWhyAndOnWhatEvidence) {
    const auto json = changes_json(log());
    EXPECT_EQ(json["proposed"], 2);
    EXPECT_EQ(json["accepted"], 1);
    EXPECT_EQ(json["after"]["match"], 55.3);
    const auto& edit = json["edits"][0];
    EXPECT_EQ(edit["kind"], "reorder-highlights");
    EXPECT_EQ(edit["section"], "work");
    EXPECT_EQ(edit["place"], "Operations Manager, Northwind Cold Storage Ltd");
    EXPECT_EQ(edit["before"][0], "Cut picking errors from 1.9 % to 0.4 %");
    EXPECT_EQ(edit["after"][0], "Trained 12 shift leads");
    EXPECT_EQ(edit["requirements"][0]["text"], "voice picking");
    EXPECT_EQ(edit["evidence"][0]["text"], "Trained 12 shift leads");
    EXPECT_EQ(edit["verdict"]["accepted"], true);
    EXPECT_EQ(json["edits"][1]["verdict"]["findings"][0]["check"], "grounding");
    ASSERT_EQ(json["gaps"].size(), 1U);
    EXPECT_EQ(json["gaps"][0]["judgement"], evidence::to_string(evidence::Judgement::Missing));
}

TEST_F(ChangeLogTest, AnEditWithoutAVerdictCountsAsRefused) {
    verdicts_.clear();
    EXPECT_EQ(changes_json(log())["accepted"], 0);
}

TEST_F(ChangeLogTest, AnOrderShowsTheValuesThatOtherEditsAdd) {
    const NodeId list("/skills/0/keywords");
    edits_ = {{EditId("e01"),
               tailoring::EditKind::SurfaceSkill,
               list,
               tailoring::Append{"Voice picking"},
               {},
               {NodeId("/work/0/highlights/0")},
               "Shown."},
              {EditId("e02"),
               tailoring::EditKind::ReorderSkills,
               list,
               tailoring::Permute{{NodeId("+e01")}},
               {},
               {NodeId("/work/0/highlights/0")},
               "First."}};
    verdicts_ = {{EditId("e01"), {}}, {EditId("e02"), {}}};
    EXPECT_EQ(changes_json(log())["edits"][1]["after"], nlohmann::json({"Voice picking", "SAP EWM", "Power BI"}));
}

TEST_F(ChangeLogTest, HtmlShowsAcceptedRefusedAndGaps) {
    const auto html = changes_html(log());
    EXPECT_THAT(html, HasSubstr("Achievements reordered"));
    EXPECT_THAT(html, HasSubstr("Proposed, but refused"));
    EXPECT_THAT(html, HasSubstr("&quot;Twelve&quot; is nowhere in the resume."));
    EXPECT_THAT(html, HasSubstr("<ins>Twelve </ins>"));
    EXPECT_THAT(html, HasSubstr("↑ from 2"));
    EXPECT_THAT(html, HasSubstr("40 → 55 of 100"));
    EXPECT_THAT(html, HasSubstr("cold &quot;storage&quot; &amp; frozen &lt;b&gt;"));
}

TEST_F(ChangeLogTest, HtmlHasNoMarkupOfTheTextsAndLoadsNothing) {
    const auto html = changes_html(log());
    for (const auto* markup :
         {"<i>", "<more>", "<Manager>", "<script", "javascript:", "http-equiv=\"refresh", "src=", "href=", "@import", "url("}) {
        EXPECT_THAT(html, Not(HasSubstr(markup)));
    }
    EXPECT_THAT(html, HasSubstr("default-src 'none'"));
}

TEST_F(ChangeLogTest, IsTheSameBytesEachTime) {
    EXPECT_EQ(changes_html(log()), changes_html(log()));
    EXPECT_EQ(changes_json(log()).dump(), changes_json(log()).dump());
}

TEST_F(ChangeLogTest, SaysSoWhenNothingChanged) {
    edits_.clear();
    verdicts_.clear();
    EXPECT_THAT(changes_html(log()), HasSubstr("No change was made"));
}

}  // namespace
}  // namespace bespoke::artifacts
