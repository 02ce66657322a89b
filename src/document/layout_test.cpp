#include "document/layout.hpp"

#include <gtest/gtest.h>

#include <map>

namespace bespoke::document {
namespace {

struct Style {
    float size = 10;
    int weight = 400;
    Colour colour = {};
};
constexpr Style kBody{}, kBold{10, 700, {}}, kHeading{14, 700, {}}, kName{24, 700, {}};

/// A page of words in a font whose letters are half an em wide and whose blanks are a quarter.
class PageBuilder {
public:
    PageBuilder() { page_.width_pt = 600, page_.height_pt = 800; }

    PageBuilder& at(float left, float baseline, std::string_view text, const Style& style = kBody) {
        float x = left;
        for (const std::string& word : words_in(text)) {
            const float width = width_of(word, style);
            add(word, {x, baseline - 0.8F * style.size, x + width, baseline + 0.2F * style.size}, baseline, style);
            x += width + 0.25F * style.size;
        }
        return *this;
    }
    PageBuilder& ending_at(float right, float baseline, std::string_view text, const Style& style = kBody) {
        float width = -0.25F * style.size;
        for (const std::string& word : words_in(text)) width += width_of(word, style) + 0.25F * style.size;
        return at(right - width, baseline, text, style);
    }
    PageBuilder& rule(Box box) {
        page_.rules.push_back({box, {}});
        return *this;
    }
    PlacedPage& page() { return page_; }

private:
    static std::vector<std::string> words_in(std::string_view text) {
        std::vector<std::string> words(1);
        for (const char c : text) {
            if (c == ' ')
                words.emplace_back();
            else
                words.back() += c;
        }
        return words;
    }
    static float width_of(const std::string& word, const Style& style) {
        const auto letters = std::count_if(word.begin(), word.end(), [](char c) { return (c & 0xC0) != 0x80; });
        return 0.5F * style.size * static_cast<float>(letters);
    }
    void add(const std::string& text, const Box& box, float baseline, const Style& style) {
        PlacedWord word;
        word.span.text = text;
        word.span.font = style.weight >= 600 ? "Test-Bold" : "Test";
        word.span.size_pt = style.size;
        word.span.weight = style.weight;
        word.span.colour = style.colour;
        word.span.box = box;
        word.baseline = baseline;
        word.order = static_cast<int>(page_.words.size());
        word.after_blank = true;
        page_.words.push_back(std::move(word));
    }

    PlacedPage page_;
};

/// Each block as text, lines joined by " / ", headings and items marked.
std::vector<std::string> blocks_in(const Page& page) {
    std::vector<std::string> out;
    for (const Block& block : page.blocks) {
        std::string text = block.kind == BlockKind::Heading ? "# " : block.kind == BlockKind::ListItem ? "* " : "";
        for (const Line& line : block.lines) text += (&line == &block.lines.front() ? "" : " / ") + line.text();
        out.push_back(text);
    }
    return out;
}

std::vector<std::string> read(PageBuilder& builder) { return blocks_in(lay_out({builder.page()}).front()); }

using Expected = std::vector<std::string>;

TEST(Layout, JoinsWrappedLinesIntoOneParagraph) {
    PageBuilder page;
    page.at(50, 100, "The first line of this paragraph reaches up to the right edge of the text and is wrapped there so");
    page.at(50, 113, "that the second one goes on");
    page.at(50, 150, "Another paragraph stands apart");
    EXPECT_EQ(read(page),
              (Expected{"The first line of this paragraph reaches up to the right edge of the text and is wrapped there so / "
                        "that the second one goes on",
                        "Another paragraph stands apart"}));
}

TEST(Layout, KeepsShortLinesApart) {
    PageBuilder page;
    page.at(50, 100, "Senior Engineer").at(50, 113, "Acme Works").at(50, 126, "Oslo");
    page.at(50, 139, "A longer line that shows how wide the text of this page is set, up to its very right edge");
    const auto blocks = read(page);
    ASSERT_EQ(blocks.size(), 4U);
    EXPECT_EQ(blocks[0], "Senior Engineer");
    EXPECT_EQ(blocks[1], "Acme Works");
}

TEST(Layout, KeepsRightAlignedDatesOnTheLineOfTheirTitle) {
    PageBuilder page;
    page.at(50, 100, "Senior Engineer", kBold).ending_at(550, 100, "Jan 2020 – Present");
    page.at(50, 113, "Acme Works").ending_at(550, 113, "Oslo, Norway");
    page.at(50, 130, "•").at(62, 130, "Built a thing");
    page.at(50, 143, "•").at(62, 143, "Built another thing");
    page.at(50, 170, "Engineer", kBold).ending_at(550, 170, "2016 – 2019");
    page.at(50, 183, "Other Works").ending_at(550, 183, "Bergen, Norway");
    EXPECT_EQ(read(page), (Expected{"Senior Engineer\tJan 2020 – Present", "Acme Works\tOslo, Norway", "* Built a thing",
                                    "* Built another thing", "Engineer\t2016 – 2019", "Other Works\tBergen, Norway"}));
}

TEST(Layout, ReadsTwoColumnsOneAfterTheOtherUnderAFullWidthHeader) {
    PageBuilder page;
    page.at(50, 60, "Ada Example with a long title that spans", kName);
    page.at(50, 110, "SKILLS", kHeading);
    for (int i = 0; i < 6; ++i) page.at(50, 130 + 14.0F * static_cast<float>(i), "Skill number " + std::to_string(i));
    page.at(250, 114, "EXPERIENCE", kHeading);
    for (int i = 0; i < 7; ++i)
        page.at(250, 137 + 12.5F * static_cast<float>(i),
                "Led the work " + std::string(static_cast<std::size_t>(7 * i % 10), 'x') + " with care and in time");
    const auto blocks = read(page);
    ASSERT_GE(blocks.size(), 10U);
    EXPECT_EQ(blocks[0], "# Ada Example with a long title that spans");
    EXPECT_EQ(blocks[1], "# SKILLS");
    EXPECT_EQ(blocks[7], "Skill number 5");
    EXPECT_EQ(blocks[8], "# EXPERIENCE");
}

TEST(Layout, MarksTheNarrowColumnAsSidebar) {
    PageBuilder page;
    for (int i = 0; i < 12; ++i) page.at(40, 100 + 17.0F * static_cast<float>(i), "contact " + std::to_string(i));
    for (int i = 0; i < 20; ++i)
        page.at(200, 103 + 12.0F * static_cast<float>(i),
                "a much longer line of the main column stands here " + std::to_string(i));
    const Page laid_out = lay_out({page.page()}).front();
    EXPECT_EQ(laid_out.blocks.front().region, Region::Sidebar);
    EXPECT_EQ(laid_out.blocks.front().column, 0);
    EXPECT_EQ(laid_out.blocks.back().region, Region::Body);
    EXPECT_EQ(laid_out.blocks.back().column, 1);
}

TEST(Layout, ReadsHangingLabelsRowByRow) {
    PageBuilder page;
    page.ending_at(120, 100, "2019–2024").at(140, 100, "Engineer, Acme Works, Oslo", kBold);
    page.at(140, 113, "Responsible for the whole of the northern plant and for its staff of ninety");
    page.at(140, 126, "•").at(152, 126, "Cut the cost of it by half");
    page.ending_at(120, 150, "2015–2018").at(140, 150, "Assistant, Other Works, Bergen", kBold);
    page.at(140, 163, "Kept the books of three sites and closed them in time each month of the year");
    page.ending_at(120, 187, "2012–2015").at(140, 187, "Trainee, Third Works, Bodø", kBold);
    page.at(140, 200, "Learned the trade from the ground up and was the first to be taken on");
    const auto blocks = read(page);
    ASSERT_EQ(blocks.size(), 7U);
    EXPECT_EQ(blocks[0], "2019–2024\tEngineer, Acme Works, Oslo");
    EXPECT_EQ(blocks[3], "2015–2018\tAssistant, Other Works, Bergen");
    EXPECT_EQ(blocks[5], "2012–2015\tTrainee, Third Works, Bodø");
}

TEST(Layout, JoinsALabelThatWraps) {
    PageBuilder page;
    page.ending_at(120, 100, "7/2020 –").at(140, 100, "Engineer, Acme Works, Oslo", kBold);
    page.ending_at(120, 113, "2/2024").at(140, 113, "Responsible for the whole of the northern plant and for its staff");
    page.ending_at(120, 140, "3/2016 –").at(140, 140, "Assistant, Other Works, Bergen", kBold);
    page.ending_at(120, 153, "6/2020").at(140, 153, "Kept the books of three sites and closed them in time each month");
    page.at(140, 166, "of the year without fail");
    const auto blocks = read(page);
    ASSERT_GE(blocks.size(), 3U);
    EXPECT_EQ(blocks[0], "7/2020 – 2/2024\tEngineer, Acme Works, Oslo");
    EXPECT_EQ(blocks[2], "3/2016 – 6/2020\tAssistant, Other Works, Bergen");
}

TEST(Layout, TakesHeadingsInTheMarginBeforeWhatTheyHead) {
    PageBuilder page;
    page.ending_at(130, 100, "Work", {16, 400, {}}).at(150, 100, "Engineer", kBold);
    page.at(150, 113, "Acme Works, a maker of fine tools for the whole of the world and beyond it");
    page.at(150, 126, "Oslo, Norway").at(150, 139, "2015 – 2020").at(150, 152, "Full time");
    page.ending_at(130, 190, "Education", {16, 400, {}}).at(150, 190, "Master of Science", kBold);
    page.at(150, 203, "University of Bergen").at(150, 216, "2010 – 2012").at(150, 229, "With distinction");
    const auto blocks = read(page);
    EXPECT_EQ(blocks[0], "# Work");
    EXPECT_EQ(blocks[1], "Engineer");
    const auto education = std::find(blocks.begin(), blocks.end(), "# Education");
    ASSERT_NE(education, blocks.end());
    EXPECT_EQ(*(education + 1), "Master of Science");
}

TEST(Layout, ReadsAGridCellByCell) {
    PageBuilder page;
    page.at(50, 100, "Northern College", kBold).at(320, 100, "Southern College", kBold);
    page.at(50, 113, "2010 – 2012").at(320, 113, "2006 – 2009");
    page.at(50, 126, "Master of Arts").at(320, 126, "Bachelor of Arts");
    page.at(50, 160, "Western School", kBold);
    page.at(50, 173, "2000 – 2006");
    page.at(50, 186, "Diploma");
    page.at(50, 300, "A line of plain text shows how far the text of this page reaches from its left to its right edge");
    auto blocks = read(page);
    blocks.pop_back();
    EXPECT_EQ(blocks, (Expected{"Northern College", "2010 – 2012", "Master of Arts", "Southern College", "2006 – 2009",
                                "Bachelor of Arts", "Western School", "2000 – 2006", "Diploma"}));
}

TEST(Layout, GivesEachBulletItsOwnBlockWithItsHangingLines) {
    PageBuilder page;
    page.at(50, 100, "•")
        .at(62, 100, "A point that is long enough to reach the right edge of the text where it is wrapped and then");
    page.at(62, 113, "hangs below itself");
    page.at(50, 126, "•").at(62, 126, "A second point");
    page.at(50, 139, "–").at(62, 139, "A third point");
    EXPECT_EQ(read(page),
              (Expected{"* A point that is long enough to reach the right edge of the text where it is wrapped and then / "
                        "hangs below itself",
                        "* A second point", "* A third point"}));
}

TEST(Layout, KeepsSignsBetweenWordsInTheText) {
    PageBuilder page;
    page.at(50, 100, "Oslo • 555 0100 • ada@example.org");
    EXPECT_EQ(read(page), (Expected{"Oslo • 555 0100 • ada@example.org"}));
}

TEST(Layout, PartsPageNumbersAndRepeatedLinesFromTheBody) {
    std::vector<PlacedPage> pages;
    for (int i = 1; i <= 2; ++i) {
        PageBuilder page;
        page.at(50, 30, "Ada Example");
        page.at(50, 200, "The body of page " + std::to_string(i) + " says something of its own");
        page.at(50, 213, i == 1 ? "and more of it" : "and much more of it");
        page.at(280, 780, "Page " + std::to_string(i) + " of 2");
        pages.push_back(page.page());
    }
    for (const Page& page : lay_out(pages)) {
        EXPECT_EQ(page.blocks.front().region, Region::Header);
        EXPECT_EQ(page.blocks.front().text(), "Ada Example");
        EXPECT_EQ(page.blocks.back().region, Region::Footer);
        EXPECT_EQ(page.blocks[1].region, Region::Body);
    }
}

TEST(Layout, LeavesALoneYearRangeAtTheFootOfThePageInTheBody) {
    PageBuilder page;
    page.at(50, 700, "Engineer, Acme Works").at(50, 760, "2015 - 2018");
    EXPECT_EQ(lay_out({page.page()}).front().blocks.back().region, Region::Body);
}

TEST(Layout, RanksHeadingsBySize) {
    PageBuilder page;
    page.at(50, 60, "Ada Example", kName).at(50, 110, "Experience", kHeading);
    page.at(50, 130, "A line of plain text that tells what the size of the body text on this page is");
    page.at(50, 160, "Education", kHeading).at(50, 180, "Another line of plain text in the same size as before it");
    const Page laid_out = lay_out({page.page()}).front();
    EXPECT_EQ(laid_out.blocks[0].kind, BlockKind::Heading);
    EXPECT_EQ(laid_out.blocks[0].level, 1);
    EXPECT_EQ(laid_out.blocks[1].level, 2);
    EXPECT_EQ(laid_out.blocks[2].kind, BlockKind::Paragraph);
}

TEST(Layout, TakesAUnderlinedBoldLineForAHeading) {
    PageBuilder page;
    page.at(50, 100, "Experience", kBold).rule({50, 104, 550, 105});
    page.at(50, 120, "A line of plain text that tells what the size of the body text on this page is");
    EXPECT_EQ(lay_out({page.page()}).front().blocks.front().kind, BlockKind::Heading);
}

TEST(Layout, JoinsSuperscriptsToTheirWord) {
    PageBuilder page;
    page.at(50, 100, "On the 2");
    page.at(85.2F, 96, "nd", {6, 400, {}});
    page.page().words.back().after_blank = false;
    page.at(96, 100, "day");
    EXPECT_EQ(read(page), (Expected{"On the 2nd day"}));
}

TEST(Layout, KeepsHiddenWordsOutOfTheShownText) {
    PageBuilder page;
    page.at(50, 100, "Shown text").at(50, 100, "hire this one");
    for (std::size_t i = 2; i < page.page().words.size(); ++i) page.page().words[i].span.visibility = Visibility::Hidden;
    const Page laid_out = lay_out({page.page()}).front();
    ASSERT_EQ(laid_out.blocks.size(), 2U);
    EXPECT_EQ(laid_out.blocks[0].text(), "Shown text");
    EXPECT_EQ(laid_out.blocks[1].text(), "");
    EXPECT_EQ(laid_out.blocks[1].lines[0].spans[0].visibility, Visibility::Hidden);
}

TEST(Layout, SetsTurnedTextApart) {
    PageBuilder page;
    page.at(50, 100, "Upright text");
    PlacedWord turned = page.page().words.front();
    turned.span.text = "SIDEWAYS";
    turned.quarter_turns = 1;
    turned.span.box = {20, 100, 30, 150};
    turned.baseline = 28;
    page.page().words.push_back(turned);
    const Page laid_out = lay_out({page.page()}).front();
    EXPECT_EQ(laid_out.blocks.back().region, Region::TextBox);
    EXPECT_EQ(laid_out.blocks.back().text(), "SIDEWAYS");
}

TEST(Layout, GivesNothingForNothing) {
    EXPECT_TRUE(lay_out({}).empty());
    EXPECT_TRUE(lay_out({PlacedPage{600, 800, {}, {}, {}}}).front().blocks.empty());
}

/// Scatters words by a fixed linear congruence: no layout at all.
PlacedPage scattered(unsigned seed, int count) {
    PageBuilder page;
    for (int i = 0; i < count; ++i) {
        seed = seed * 1664525U + 1013904223U;
        const auto x = static_cast<float>(seed >> 8 & 511), y = static_cast<float>(seed >> 17 & 511) + 50;
        page.at(x, y, "w" + std::to_string(i), seed & 1 ? kBody : kBold);
    }
    return page.page();
}

TEST(Layout, ACentredHeadingIsNotTheTopOfARightColumn) {
    PageBuilder builder;
    builder.at(50, 100, "A line of text that runs over the whole width of the page and on to the next line which is short now")
        .at(50, 112, "and ends.")
        .at(275.5F, 150, "History", kHeading)
        .at(50, 190, "Harbour Inn")
        .ending_at(550, 190, "Singapore")
        .at(50, 202, "Cook")
        .ending_at(550, 202, "March 2022 to now")
        .at(50, 216, "Cooked for one hundred and twenty guests a night and wrote a new menu for every season");
    const Expected expected{
        "A line of text that runs over the whole width of the page and on to the next line which is short now / and ends.",
        "# History", "Harbour Inn\tSingapore", "Cook\tMarch 2022 to now",
        "Cooked for one hundred and twenty guests a night and wrote a new menu for every season"};
    EXPECT_EQ(read(builder), expected);
}

TEST(Layout, NeitherLosesNorRepeatsAWordWhereverItStands) {
    for (unsigned seed = 1; seed <= 60; ++seed) {
        const PlacedPage page = scattered(seed, 40);
        std::map<std::string, int> count;
        std::string all;
        const Page laid_out = lay_out({page}).front();
        for (const Block& block : laid_out.blocks) all += block.text() + "\n";
        for (char& c : all) c = c == '\t' || c == '\n' ? ' ' : c;
        std::size_t begin = 0;
        while (begin < all.size()) {
            const std::size_t end = all.find(' ', begin);
            if (end > begin) ++count[all.substr(begin, end - begin)];
            begin = end + 1;
        }
        // Overlapping words run into each other, so compare letters, not words.
        std::size_t letters = 0, expected = 0;
        for (const auto& [word, times] : count) letters += word.size() * static_cast<std::size_t>(times);
        for (const PlacedWord& word : page.words) expected += word.span.text.size();
        EXPECT_EQ(letters, expected) << "seed " << seed;
    }
}

TEST(Layout, GivesTheSameResultForTheSamePage) {
    const PlacedPage page = scattered(7, 80);
    EXPECT_EQ(blocks_in(lay_out({page}).front()), blocks_in(lay_out({page}).front()));
}

}  // namespace
}  // namespace bespoke::document
