#include "resume/parser/headings.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "resume/test_documents.hpp"

namespace bespoke::resume::parser {
namespace {

using test::Say;

TEST(HeadingWords, AreKnownWhateverTheDressing) {
    const std::pair<const char*, Topic> cases[] = {
        {"EXPERIENCE", Topic::Work},
        {"E X P E R I E N C E", Topic::Work},
        {"=== Work History ===", Topic::Work},
        {"2. Education:", Topic::Education},
        {"Berufserfahrung", Topic::Work},
        {"Compétences", Topic::Skills},
        {"FORMACIÓN ACADÉMICA", Topic::Education},
        {"Talen", Topic::Languages},
        {"Clinical Experience", Topic::Work},
        {"Licenses & Certifications", Topic::Certificates},
        {"About Me", Topic::Summary},
        {"Tickets", Topic::Certificates},
        {"Cards", Topic::Certificates},
        {"Licences & tickets", Topic::Certificates},
        {"Driving licences", Topic::Certificates},
        {"IT", Topic::Skills},
        {"Systems", Topic::Skills},
    };
    for (const auto& [text, topic] : cases) {
        const auto words = heading_words(text);
        ASSERT_TRUE(words) << text;
        EXPECT_EQ(words->topics.front(), topic) << text;
    }
}

TEST(HeadingWords, JointHeadingsNameBothTopics) {
    EXPECT_THAT(heading_words("Skills & Languages")->topics, testing::ElementsAre(Topic::Skills, Topic::Languages));
    EXPECT_THAT(heading_words("Awards/Publications")->topics, testing::ElementsAre(Topic::Awards, Topic::Publications));
}

TEST(HeadingWords, SentencesAndNamesAreNone) {
    for (const char* text : {"Maren Holt", "Led the skills programme of the group for two years", "Fjord Air AS", "2019 – 2021"})
        EXPECT_FALSE(heading_words(text)) << text;
}

std::vector<std::string> headings_in(const std::vector<Say>& lines) {
    std::vector<std::string> out;
    for (const auto& heading : find_headings(rows_of(test::document_of(lines)))) out.push_back(heading.text);
    return out;
}

TEST(Headings, UnknownWordingInTheLookOfKnownHeadingsIsAHeading) {
    EXPECT_THAT(headings_in({{"Maren Holt", 24},
                             test::heading("Experience"),
                             {"Pilot, Fjord Air, 2019 – 2021"},
                             test::heading("Education"),
                             {"BSc Aviation"},
                             test::heading("Flight Log"),
                             {"4,000 hours"}}),
                testing::ElementsAre("Experience", "Education", "Flight Log"));
}

TEST(Headings, KnownWordsInASmallerLookAreSubHeadings) {
    EXPECT_THAT(headings_in({test::heading("Experience"),
                             test::bold("Pilot"),
                             {"2019 – 2021"},
                             test::bold("Projects"),
                             {"* Built a hangar"},
                             test::heading("Education"),
                             {"BSc Aviation"}}),
                testing::ElementsAre("Experience", "Education"));
}

TEST(Headings, TextBehindAnInlineHeadingIsKept) {
    const auto found = find_headings(rows_of(test::plain_text("Maren Holt\n\nSkills: Flying, Navigation\n")));
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].rest, "Flying, Navigation");
}

}  // namespace
}  // namespace bespoke::resume::parser
