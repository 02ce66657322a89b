#include "artifacts/style_guide.hpp"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "artifacts/render.hpp"
#include "artifacts/style/sample.hpp"
#include "artifacts/testing.hpp"
#include "document/read.hpp"

namespace bespoke::artifacts {
namespace {

using resume::Section;
using ::testing::ElementsAre;

TEST(StyleGuide, HasThreeBuiltInStyles) {
    for (const auto* name : {"classic", "modern", "compact"}) {
        ASSERT_TRUE(builtin_style(name));
        EXPECT_EQ(builtin_style(name)->name, name);
    }
    EXPECT_FALSE(builtin_style("Classic"));
    EXPECT_FALSE(builtin_style(""));
}

TEST(StyleGuide, SurvivesARoundTripThroughJson) {
    auto guide = *builtin_style("modern");
    guide.section_order = {Section::Skills, Section::Work};
    guide.headings[Section::Work] = "Laufbahn";
    guide.heading_case = LetterCase::SmallCaps;
    const auto back = style_guide_from_json(nlohmann::json::parse(to_json(guide).dump()));
    ASSERT_TRUE(back) << back.error().public_text;
    EXPECT_EQ(to_json(*back), to_json(guide));
}

TEST(StyleGuide, NamesTheMemberThatIsWrong) {
    const auto where = [](const char* json) {
        const auto guide = style_guide_from_json(nlohmann::json::parse(json));
        return guide ? "accepted" : guide.error().where;
    };
    EXPECT_EQ(where("{}"), "accepted");
    EXPECT_EQ(where("[]"), "");
    EXPECT_EQ(where(R"({"body":{"sizePt":3}})"), "/body/sizePt");
    EXPECT_EQ(where(R"({"body":{"colour":"red"}})"), "/body/colour");
    EXPECT_EQ(where(R"({"body":{"colour":"#12345g"}})"), "/body/colour");
    EXPECT_EQ(where(R"({"title":7})"), "/title");
    EXPECT_EQ(where(R"({"headingCase":"wild"})"), "/headingCase");
    EXPECT_EQ(where(R"({"sectionOrder":["work","pets"]})"), "/sectionOrder");
    EXPECT_EQ(where(R"({"pageWidthPt":1e9})"), "/pageWidthPt");
    EXPECT_EQ(where(R"({"lineSpacing":null})"), "/lineSpacing");
    EXPECT_EQ(where(R"({"marginLeftPt":290,"marginRightPt":290})"), "/marginLeftPt");
}

Result<StyleGuide> learnt_from_docx(const StyleGuide& guide) {
    const auto docx = render_docx(testing::full_resume(), guide, 0);
    const auto document = document::read_docx(*docx, {});
    if (!document) return tl::unexpected(document.error());
    return style_from_sample(*document);
}

TEST(StyleFromSample, LearnsALookBackFromItsOwnDocument) {
    auto odd = *builtin_style("modern");
    odd.section_order = {Section::Education, Section::Skills, Section::Work};
    odd.headings = {{Section::Work, "Professional Experience"}, {Section::Skills, "Core Competencies"}};
    odd.heading = {"Georgia", 14, 700, true, {0x80, 0x10, 0x20}};
    odd.title = {"Georgia", 30, 400, false, {0x10, 0x10, 0x60}};
    odd.body = {"Arial", 11, 400, false, {0x11, 0x11, 0x11}};
    odd.entry = {"Arial", 12, 700, false, {0, 0, 0}};
    odd.bullet = "–";
    odd.date_format = "MM/yyyy";
    const auto learnt = learnt_from_docx(odd);
    ASSERT_TRUE(learnt) << learnt.error().public_text;
    EXPECT_EQ(std::vector(learnt->section_order.begin(), learnt->section_order.begin() + 3), odd.section_order);
    EXPECT_EQ(learnt->headings.at(Section::Work), "Professional Experience");
    EXPECT_EQ(learnt->headings.at(Section::Skills), "Core Competencies");
    EXPECT_TRUE(same_look(learnt->heading, odd.heading));
    EXPECT_TRUE(same_look(learnt->title, odd.title));
    EXPECT_TRUE(same_look(learnt->body, odd.body));
    EXPECT_TRUE(same_look(learnt->entry, odd.entry));
    EXPECT_EQ(learnt->bullet, "–");
    EXPECT_EQ(learnt->date_format, "MM/yyyy");
    EXPECT_EQ(learnt->heading_case, LetterCase::AsTyped);
}

TEST(StyleFromSample, SeesHeadingsInCapitals) {
    const auto learnt = learnt_from_docx(*builtin_style("compact"));
    ASSERT_TRUE(learnt);
    EXPECT_EQ(learnt->heading_case, LetterCase::Upper);
}

document::Block paragraph(const std::string& text, float size, int weight, document::Box box, document::Colour colour = {}) {
    document::Span span{text, "Lato-Regular", size, weight, false, false, colour, box, document::Visibility::Shown, ""};
    document::Block block;
    block.lines = {{{span}, box}};
    return block;
}

TEST(StyleFromSample, LearnsPaperMarginsAndAlignmentFromBoxes) {
    document::Document sample;
    sample.format = document::Format::Pdf;
    document::Page page{612, 792, {}};
    page.blocks = {paragraph("Jo Doe", 24, 700, {266, 40, 346, 64}),
                   paragraph("jo@example.org", 9, 400, {270, 70, 342, 80}),
                   paragraph("Experience", 13, 700, {72, 100, 150, 114}, {0xFF, 0xFF, 0xFF}),
                   paragraph("Welder, Acme, March 2020", 10, 400, {72, 120, 300, 130}),
                   paragraph("Welded ships and bridges all over the place for years", 10, 400, {72, 134, 540, 144}),
                   paragraph("EDUCATION", 13, 700, {72, 170, 150, 184})};
    sample.pages = {page};
    const auto learnt = style_from_sample(sample);
    ASSERT_TRUE(learnt);
    EXPECT_FLOAT_EQ(learnt->page_width_pt, 612);
    EXPECT_FLOAT_EQ(learnt->margin_left_pt, 72);
    EXPECT_FLOAT_EQ(learnt->margin_right_pt, 72);
    EXPECT_FLOAT_EQ(learnt->margin_top_pt, 40);
    EXPECT_EQ(learnt->header_alignment, Alignment::Centre);
    EXPECT_EQ(learnt->date_format, "MMMM yyyy");
    EXPECT_EQ(learnt->body.family, "Lato");
    EXPECT_THAT(learnt->section_order, ElementsAre(Section::Work, Section::Education));
    EXPECT_NE(learnt->heading.colour, (document::Colour{0xFF, 0xFF, 0xFF})) << "white text would vanish on white paper";
}

TEST(StyleFromSample, RefusesWhatHasNoHeadings) {
    document::Document letter;
    letter.pages = {{0, 0, {paragraph("Dear Sir or Madam,", 10, 400, {}), paragraph("I have experience.", 10, 400, {})}}};
    const auto learnt = style_from_sample(letter);
    ASSERT_FALSE(learnt);
    EXPECT_EQ(learnt.error().reason, "not-a-style-sample");
    EXPECT_FALSE(style_from_sample({}));
}

TEST(FamilyName, IsTheNameThatWordProcessorsKnow) {
    EXPECT_EQ(family_name("TimesNewRomanPS-BoldMT"), "Times New Roman");
    EXPECT_EQ(family_name("ArialMT"), "Arial");
    EXPECT_EQ(family_name("Carlito"), "Calibri");
    EXPECT_EQ(family_name("LiberationSerif-Italic"), "Times New Roman");
    EXPECT_EQ(family_name("Open Sans"), "Open Sans");
    EXPECT_EQ(family_name(""), "");
}

TEST(MonthPattern, IsThatOfMostDates) {
    EXPECT_EQ(month_pattern({"Jan 2020 – Mar 2021", "May 2022"}), "MMM yyyy");
    EXPECT_EQ(month_pattern({"January 2020"}), "MMMM yyyy");
    EXPECT_EQ(month_pattern({"03/2020 - 11/2021"}), "MM/yyyy");
    EXPECT_EQ(month_pattern({"2020-03"}), "yyyy-MM");
    EXPECT_EQ(month_pattern({"Born 2020, May 1999"}), std::nullopt);
    EXPECT_EQ(month_pattern({"2019 – 2020", "room 12/2345"}), std::nullopt);
}

}  // namespace
}  // namespace bespoke::artifacts
