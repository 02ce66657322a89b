#include "resume/lost_words.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "resume/test_documents.hpp"

namespace bespoke::resume {
namespace {

using test::document_of;
using test::heading;
using test::lost_words;
using test::Say;
using ::testing::IsEmpty;

std::vector<std::string> lost_of(const std::vector<Say>& lines) {
    const auto document = document_of(lines);
    const auto parsed = parse(document);
    if (!parsed) return {parsed.error().public_text};
    return lost_words(document, parsed->resume);
}

/// Rows that people write anywhere, readable or not where they stand.
const std::vector<std::vector<Say>> kPassages = {
    {{"Quarry foreman, Basalt Works\t2011 – 2014"}, {"* Crushed 40 tonnes"}},
    {{"Forge"}, {"Anvil"}, {"Figma"}},
    {{"GitHub"}, {"Docker"}, {"Terraform"}},
    {test::bold("Slate Roofing Diploma"), {"Guild of Roofers"}, {"GPA: 3.9"}, {"Aug 2008 – May 2012"}},
    {{"GPA: 3.9"}, {"GPA: 3.7"}, {"Grade: 8.2/10"}},
    {{"Mapping moss with citizen records"}, {"Lichen Letters"}, {"2025-03-01"}},
    {{"Spoken well: Frisian, Sorbian (C1), Ladin"}},
    {{"2019"}, {"2020 – 2021"}, {"Summer 2018"}},
    {{"www.first.example/one"}, {"www.second.example/two"}, {"third@example.org"}, {"fourth@example.org"}},
    {{"+49 341 555 0101"}, {"+49 341 555 0102"}, {"+49 341 555 0103"}},
    {{"Keywords: kiln, glaze"}, {"Technologies: loom"}, {"Keywords: bobbin"}},
    {{"Issued by Harbour Board"}, {"Awarded by Port Guild"}, {"by Pilots"}},
    {{"(unfinished bracket"}, {"| | pillar | |"}, {"– – dash –"}, {"key: value: more"}},
    {{"It was a long road, and I would walk it again from its first stone to its last."}, {"* Walked"}, {"lower continuation"}},
};

const std::vector<std::string> kHeadings = {
    "Experience", "Volunteering", "Education",  "Skills",  "Projects", "Certificates", "Awards",  "Publications",
    "Languages",  "Interests",    "References", "Summary", "Contact",  "Whereabouts",  "Courses", "Skills & Languages"};

TEST(LostWords, NoPassageUnderAnyHeadingLosesAWord) {
    for (const auto& title : kHeadings) {
        for (const auto& passage : kPassages) {
            auto lines = test::with_head({heading(title)});
            lines.insert(lines.end(), passage.begin(), passage.end());
            lines.push_back(heading(title == "Skills" ? "Languages" : "Skills"));
            lines.push_back({"Weaving, Dyeing"});
            EXPECT_THAT(lost_of(lines), IsEmpty()) << title << ": " << passage.front().text;
        }
    }
}

TEST(LostWords, NoPassageInTheHeadLosesAWord) {
    for (const auto& passage : kPassages) {
        auto lines = test::with_head(passage);
        lines.push_back(heading("Skills"));
        lines.push_back({"Weaving, Dyeing"});
        EXPECT_THAT(lost_of(lines), IsEmpty()) << passage.front().text;
    }
}

TEST(LostWords, WhatStandsBehindTheNameIsKept) {
    const auto document =
        document_of({{"Maren Holt, RN, BSN", 24, 700}, {"maren.holt@example.org"}, heading("Skills"), {"Triage, Suturing"}});
    const auto parsed = parse(document);
    ASSERT_TRUE(parsed);
    EXPECT_EQ(parsed->resume.basics.name.value, "Maren Holt");
    EXPECT_THAT(lost_words(document, parsed->resume), IsEmpty());
}

TEST(LostWords, AreFoundIfAValueIsTakenAway) {
    const auto document = document_of(test::with_head({heading("Skills"), {"Weaving, Dyeing"}}));
    auto parsed = parse(document);
    ASSERT_TRUE(parsed);
    ASSERT_EQ(parsed->resume.skills.size(), 2U);
    parsed->resume.skills.pop_back();
    EXPECT_THAT(lost_words(document, parsed->resume), ::testing::ElementsAre("dyeing  in: Weaving, Dyeing"));
}

}  // namespace
}  // namespace bespoke::resume
