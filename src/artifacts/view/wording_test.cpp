#include "artifacts/view/wording.hpp"

#include <gtest/gtest.h>

namespace bespoke::artifacts {
namespace {

using resume::Date;
using resume::DateNode;

TEST(Wording, FormatsMonthsByPatternAndLeavesYearsAlone) {
    const Date month{2021, 3, 0};
    EXPECT_EQ(format_date(month, "MMM yyyy"), "Mar 2021");
    EXPECT_EQ(format_date(month, "MMMM yyyy"), "March 2021");
    EXPECT_EQ(format_date(month, "MM/yyyy"), "03/2021");
    EXPECT_EQ(format_date(month, "M.yy"), "3.21");
    EXPECT_EQ(format_date(month, "yyyy-MM"), "2021-03");
    EXPECT_EQ(format_date({2021, 0, 0}, "MM/yyyy"), "2021");
    EXPECT_EQ(format_date({2021, 3, 9}, "MMM yyyy"), "9 Mar 2021");
    EXPECT_EQ(format_date({2021, 3, 9}, "MM/yyyy"), "2021-03-09");
    EXPECT_EQ(format_date({2021, 13, 0}, "MMM yyyy"), "2021");
}

TEST(Wording, SaysPresentOnlyForAnOpenEnd) {
    const auto node = [](int year) { return DateNode{{year, 0, 0}, {}, {}}; };
    EXPECT_EQ(format_period({node(2019), node(2021)}, "MMM yyyy"), "2019 – 2021");
    EXPECT_EQ(format_period({node(2019), std::nullopt}, "MMM yyyy"), "2019 – Present");
    EXPECT_EQ(format_period({std::nullopt, node(2021)}, "MMM yyyy"), "2021");
    EXPECT_EQ(format_period({}, "MMM yyyy"), "");
}

TEST(Wording, ChangesCaseInEveryScript) {
    EXPECT_EQ(with_case("Œuvre & straße", LetterCase::Upper), "ŒUVRE & STRASSE");
    EXPECT_EQ(with_case("work experience", LetterCase::Title), "Work Experience");
    EXPECT_EQ(with_case("IT skills", LetterCase::Title), "IT Skills");
    EXPECT_EQ(with_case("Опыт", LetterCase::SmallCaps), "ОПЫТ");
    EXPECT_EQ(with_case("As typed", LetterCase::AsTyped), "As typed");
}

TEST(Wording, PrefersTheGuidesHeading) {
    StyleGuide guide;
    EXPECT_EQ(heading_text(guide, resume::Section::Work), "Experience");
    guide.headings[resume::Section::Work] = "Where I worked";
    guide.heading_case = LetterCase::Upper;
    EXPECT_EQ(heading_text(guide, resume::Section::Work), "WHERE I WORKED");
}

}  // namespace
}  // namespace bespoke::artifacts
