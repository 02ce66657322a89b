#include <gtest/gtest.h>

#include "artifacts/render.hpp"
#include "artifacts/testing.hpp"

namespace bespoke::artifacts {
namespace {

class PdfOfStyle : public ::testing::TestWithParam<const char*> {
protected:
    StyleGuide guide_ = *builtin_style(GetParam());
};

TEST_P(PdfOfStyle, IsTheSameBytesEachTime) {
    const auto first = render_pdf(testing::full_resume(), guide_, 0), second = render_pdf(testing::full_resume(), guide_, 0);
    ASSERT_TRUE(first && second);
    EXPECT_EQ(sha256_hex(first->bytes), sha256_hex(second->bytes));
    EXPECT_EQ(as_text(first->bytes).find("CreationDate"), std::string_view::npos);
}

TEST_P(PdfOfStyle, HasAsManyPagesAsWereCounted) {
    for (int roles : {0, 1, 8, 20}) {
        for (int budget : {0, 1, 2}) {
            const auto resume = testing::long_resume(roles, 4);
            const auto pdf = render_pdf(resume, guide_, budget);
            ASSERT_TRUE(pdf);
            EXPECT_EQ(pdf->pages, count_pages(resume, guide_, budget));
        }
    }
}

TEST_P(PdfOfStyle, EmbedsSubsetsOfItsFontsOnly) {
    const auto pdf = render_pdf(testing::full_resume(), guide_, 0);
    ASSERT_TRUE(pdf);
    EXPECT_TRUE(as_text(pdf->bytes).starts_with("%PDF-1."));
    EXPECT_LT(pdf->bytes.size(), 100'000U);
    EXPECT_NE(as_text(pdf->bytes).find("/FontFile"), std::string_view::npos);
}

TEST_P(PdfOfStyle, LinksToWhatItNames) {
    const auto pdf = render_pdf(testing::full_resume(), guide_, 0);
    ASSERT_TRUE(pdf);
    for (const auto* link : {"mailto:zeljka@example.org", "tel:+442079460018", "https://linkedin.com/in/zeljka-novak",
                             "https://github.com/znovak/route-board"}) {
        EXPECT_NE(as_text(pdf->bytes).find(link), std::string_view::npos) << link;
    }
}

TEST_P(PdfOfStyle, SaysWhatItsTextIsAndInWhatLanguage) {
    for (int roles : {1, 20}) {
        const auto pdf = render_pdf(testing::long_resume(roles, 4), guide_, 0);
        ASSERT_TRUE(pdf);
        const auto text = as_text(pdf->bytes);
        for (const auto* part : {"/Marked true", "/Lang (en-", "/DisplayDocTitle true", "/S /Document", "/S /H1", "/S /H2",
                                 "/S /H3", "/S /LBody", "/S /P"}) {
            EXPECT_NE(text.find(part), std::string_view::npos) << part;
        }
        const auto start = text.rfind("startxref\n") + 10;
        const auto offset = std::stoul(std::string(text.substr(start)));
        EXPECT_EQ(text.substr(offset, 5), "xref\n");
    }
}
INSTANTIATE_TEST_SUITE_P(BuiltIn, PdfOfStyle, ::testing::Values("classic", "modern", "compact"));

TEST(RenderPdf, MakesOnePageOfAnEmptyResume) {
    const auto pdf = render_pdf({}, *builtin_style("classic"), 1);
    ASSERT_TRUE(pdf);
    EXPECT_EQ(pdf->pages, 1);
}

TEST(RenderPdf, SurvivesHostileText) {
    auto resume = testing::full_resume();
    resume.basics.name.value = std::string(10'000, 'W');
    resume.basics.label.value = "<&>\"' \\ ) ( \x01\x02 \xEF\xBF\xBE";
    resume.basics.summary.value = "שלום עולם مرحبا بالعالم 👩‍👩‍👧 😀 漢字 \U000E0041";
    resume.basics.url.value = "https://x.example/'] uri='javascript:alert(1)\\";
    resume.work[0].location.value = std::string(5'000, 'x');
    resume.work[0].highlights[0].value = "not utf-8: \xFF\xC3";
    const auto pdf = render_pdf(resume, *builtin_style("modern"), 1);
    ASSERT_TRUE(pdf) << pdf.error().detail;
    EXPECT_EQ(as_text(pdf->bytes).find("uri='javascript"), std::string_view::npos);
}

TEST(RenderPdf, SurvivesAGuideOfExtremes) {
    StyleGuide guide;
    for (auto* style : {&guide.title, &guide.label, &guide.contact, &guide.heading, &guide.entry, &guide.meta, &guide.body}) {
        style->family = "No Such Font";
        style->size_pt = 96;
    }
    guide.margin_left_pt = guide.margin_right_pt = 200;
    const auto pdf = render_pdf(testing::full_resume(), guide, 1);
    ASSERT_TRUE(pdf);
    EXPECT_GT(pdf->pages, 1);
}

TEST(RenderPdf, RendersACareerOfManyPagesWhole) {
    const auto pdf = render_pdf(testing::long_resume(200, 10), *builtin_style("classic"), 0);
    ASSERT_TRUE(pdf);
    EXPECT_GT(pdf->pages, 30);
}

}  // namespace
}  // namespace bespoke::artifacts
