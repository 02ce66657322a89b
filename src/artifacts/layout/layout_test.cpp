#include "artifacts/layout/layout.hpp"

#include <gmock/gmock.h>
#include <pango/pango.h>

#include "artifacts/render.hpp"
#include "artifacts/testing.hpp"

namespace bespoke::artifacts {
namespace {

std::vector<Row> rows(std::initializer_list<std::pair<float, bool>> heights) {
    std::vector<Row> out;
    for (const auto& [height, may_start_page] : heights) {
        Row row;
        row.height = height;
        row.may_start_page = may_start_page;
        out.push_back(row);
    }
    return out;
}

TEST(Paginate, FillsPagesInOrder) {
    auto lines = rows({{40, true}, {40, true}, {40, true}});
    EXPECT_EQ(paginate(lines, 10, 100), 2);
    EXPECT_EQ(lines[1].page, 0);
    EXPECT_EQ(lines[2].page, 1);
    EXPECT_FLOAT_EQ(lines[2].top, 10);
}

TEST(Paginate, MovesAGroupToTheNextPageWhole) {
    auto lines = rows({{40, true}, {40, true}, {40, false}});
    EXPECT_EQ(paginate(lines, 0, 100), 2);
    EXPECT_EQ(lines[0].page, 0);
    EXPECT_EQ(lines[1].page, 1);
    EXPECT_EQ(lines[2].page, 1);
}

TEST(Paginate, TearsAGroupThatNoPageHolds) {
    auto lines = rows({{10, true}, {60, true}, {60, false}, {60, false}});
    EXPECT_EQ(paginate(lines, 0, 100), 3);
    EXPECT_EQ(lines[1].page, 0);
}

TEST(Paginate, DropsTheGapAtTheTopOfAPage) {
    auto lines = rows({{90, true}, {90, true}});
    lines[1].gap = 30;
    EXPECT_EQ(paginate(lines, 5, 100), 2);
    EXPECT_FLOAT_EQ(lines[1].top, 5);
}

TEST(Paginate, GivesOnePageForNothing) {
    std::vector<Row> none;
    EXPECT_EQ(paginate(none, 0, 100), 1);
}

class LayoutOfStyle : public ::testing::TestWithParam<const char*> {};

TEST_P(LayoutOfStyle, StaysWithinTheMarginsAndKeepsHeadsWithTheirText) {
    const auto guide = *builtin_style(GetParam());
    for (int roles = 1; roles < 24; ++roles) {
        const auto view = with_lines_cut(make_view(testing::long_resume(roles, 3), guide), guide);
        const auto layout = lay_out(view, guide);
        for (std::size_t i = 0; i < layout.rows.size(); ++i) {
            const auto& row = layout.rows[i];
            ASSERT_GE(row.top, guide.margin_top_pt - 0.01F);
            ASSERT_LE(row.top + row.height, guide.page_height_pt - guide.margin_bottom_pt + 0.1F);
            const auto kind = layout.blocks[static_cast<std::size_t>(row.block)].kind;
            const bool ends_page = i + 1 < layout.rows.size() && layout.rows[i + 1].page != row.page;
            ASSERT_FALSE(ends_page && (kind == BlockKind::Heading || kind == BlockKind::EntryHead || kind == BlockKind::EntrySub))
                << roles << " roles, row " << i;
        }
    }
}
INSTANTIATE_TEST_SUITE_P(BuiltIn, LayoutOfStyle, ::testing::Values("classic", "modern", "compact"));

TEST(Shape, NeverTearsAWordWithSigns) {
    const auto guide = *builtin_style("modern");
    const auto whole = width_of({{"CI/CD", Look::Body, ""}}, guide);
    for (float room = 20; room < 60; room += 0.5F) {
        const auto shaped = shape({{"abc CI/CD", Look::Body, ""}}, guide, std::max(room, whole + 1));
        EXPECT_LE(shaped.lines, 2) << room;
    }
}

TEST(Shape, NeverPartsANumberFromWhatItCounts) {
    const auto guide = *builtin_style("modern");
    const std::vector<artifacts::Run> runs = {{"brings them there within 20 seconds", Look::Body, ""}};
    const auto pair = width_of({{"20 seconds", Look::Body, ""}}, guide);
    for (float room = pair + 1; room < width_of(runs, guide) + 20; room += 0.5F) {
        const auto shaped = shape(runs, guide, room);
        const auto* last = pango_layout_get_line_readonly(shaped.layout.get(), shaped.lines - 1);
        EXPECT_LE(static_cast<std::size_t>(last->start_index), runs[0].text.find("20")) << room;
    }
}

TEST(CutLines, BreaksContactDataBetweenItemsOnly) {
    const auto guide = *builtin_style("modern");
    const auto view = with_lines_cut(make_view(testing::full_resume(), guide), guide);
    int lines = 0;
    for (const auto& block : view.blocks) {
        if (block.kind != BlockKind::Contact) continue;
        ++lines;
        EXPECT_LE(width_of(block.left, guide), guide.page_width_pt - guide.margin_left_pt - guide.margin_right_pt);
        EXPECT_NE(block.left.front().look, Look::Separator);
        EXPECT_NE(block.left.back().look, Look::Separator);
    }
    EXPECT_GE(lines, 2);
}

TEST(CutLines, MovesWhatDoesNotFitBesideTheDateToALineOfItsOwn) {
    const auto guide = *builtin_style("modern");
    const auto resume = testing::resume_of({{"certificates",
                                             {{{"name", "Certificate in the inspection of very large refrigerated warehouses"},
                                               {"issuer", "Institute of Cold Storage and Frozen Food Logistics"},
                                               {"date", "2020-05"}}}}});
    const auto view = with_lines_cut(make_view(resume, guide), guide);
    ASSERT_EQ(view.blocks.size(), 3U);
    EXPECT_EQ(text_of(view.blocks[1].right), "May 2020");
    EXPECT_EQ(view.blocks[2].kind, BlockKind::EntrySub);
    EXPECT_EQ(text_of(view.blocks[2].left), "Institute of Cold Storage and Frozen Food Logistics");
}

TEST(Fit, LeavesTheGuideAloneWhenItFitsOrNoBudgetIsSet) {
    const auto guide = *builtin_style("classic");
    EXPECT_EQ(to_json(fit(testing::full_resume(), guide, 0).guide), to_json(guide));
    EXPECT_EQ(to_json(fit(testing::full_resume(), guide, 5).guide), to_json(guide));
}

TEST(Fit, ShrinksGapsBeforeMarginsBeforeSizes) {
    const auto guide = *builtin_style("classic");
    bool gaps_only = false, margins_too = false, sizes_too = false;
    for (int roles = 1; roles < 20; ++roles) {
        const auto fitted = fit(testing::long_resume(roles, 3), guide, 1).guide;
        const bool gaps = fitted.section_gap_pt < guide.section_gap_pt, margins = fitted.margin_left_pt < guide.margin_left_pt;
        const bool sizes = fitted.body.size_pt < guide.body.size_pt;
        EXPECT_TRUE(gaps || !margins);
        EXPECT_TRUE(margins || !sizes);
        EXPECT_GE(fitted.body.size_pt, 9);
        gaps_only = gaps_only || (gaps && !margins);
        margins_too = margins_too || (margins && !sizes);
        sizes_too = sizes_too || sizes;
    }
    EXPECT_TRUE(gaps_only && margins_too && sizes_too);
}

TEST(Fit, NeverMakesMorePagesThanTheUntouchedGuide) {
    const auto guide = *builtin_style("modern");
    for (int roles = 1; roles < 30; roles += 3) {
        const auto resume = testing::long_resume(roles, 4);
        EXPECT_LE(count_pages(resume, guide, 1), count_pages(resume, guide, 0));
    }
}

TEST(MeasurePages, TellsWhatLeavingOutAHighlightFrees) {
    const auto guide = *builtin_style("classic");
    const auto resume = testing::long_resume(3, 4);
    const auto heights = measure_pages(resume, guide);
    ASSERT_EQ(heights.highlights.size(), 12u);
    for (const std::size_t at : {0u, 1u, 3u}) {
        auto shorter = resume;
        shorter.work[0].highlights.erase(shorter.work[0].highlights.begin() + static_cast<std::ptrdiff_t>(at));
        EXPECT_NEAR(heights.total - measure_pages(shorter, guide).total, heights.highlights[at], 1.0) << at;
    }
}

TEST(MeasurePages, NeverPromisesFewerPagesThanAreCounted) {
    const auto guide = *builtin_style("modern");
    for (int roles = 1; roles < 24; roles += 2) {
        const auto resume = testing::long_resume(roles, 4);
        const auto heights = measure_pages(resume, guide);
        const bool one_page = count_pages(resume, guide, 1) == 1;
        EXPECT_TRUE(!one_page || heights.total <= heights.page + 0.5) << roles;
    }
}

}  // namespace
}  // namespace bespoke::artifacts
