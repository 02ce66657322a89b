#include "job_description/header.hpp"

#include <gtest/gtest.h>

#include "job_description/ads_for_test.hpp"
#include "job_description/segments.hpp"

namespace bespoke::job_description {
namespace {

TEST(CleanTitle, LosesWhatIsNoPartOfIt) {
    const std::pair<const char*, const char*> kCases[] = {
        {"Night Porter (m/f/d)", "Night Porter"},
        {"We're hiring: Night Porter", "Night Porter"},
        {"Job title: Night Porter", "Night Porter"},
        {"Night Porter (all genders)", "Night Porter"},
        {"Night Porter m/w/d", "Night Porter"},
        {"Vacancy - Night Porter", "Night Porter"},
        {"Night Porter [f/m/x] (Harbour)", "Night Porter (Harbour)"},
        {"Position Manager", "Position Manager"},
        {"AV/IT Technician", "AV/IT Technician"},
    };
    for (const auto& [title, clean] : kCases) EXPECT_EQ(clean_title(title), clean);
}

TEST(SeniorityOf, ReadsTitles) {
    const std::pair<const char*, Seniority> kCases[] = {
        {"Senior Welder", Seniority::Senior},        {"Junior Buyer", Seniority::Junior},
        {"Head of Kitchens", Seniority::Lead},       {"Lead Nurse", Seniority::Lead},
        {"Marketing Intern", Seniority::Intern},     {"Staff Nurse", Seniority::Unknown},
        {"Leading-edge Welder", Seniority::Unknown}, {"Internal Auditor", Seniority::Unknown},
        {"Graduate Surveyor", Seniority::Junior},
    };
    for (const auto& [title, seniority] : kCases) EXPECT_EQ(seniority_of(title), seniority) << title;
}

TEST(FactOf, TellsPlacesFromContracts) {
    EXPECT_EQ(fact_of("Galway, Ireland"), Fact::Location);
    EXPECT_EQ(fact_of("Tulsa, OK (hybrid)"), Fact::Location);
    EXPECT_EQ(fact_of("Remote (EU)"), Fact::Location);
    EXPECT_EQ(fact_of("Part-time possible"), Fact::Employment);
    EXPECT_EQ(fact_of("Contract, 12 months"), Fact::Employment);
    EXPECT_EQ(fact_of("£31,000 a year"), Fact::Other);
    EXPECT_EQ(fact_of("Posted 3 days ago"), Fact::Noise);
    EXPECT_EQ(fact_of("Contracts Manager"), Fact::Unknown);
    EXPECT_EQ(fact_of("Dunes & Daughters"), Fact::Unknown);
}

TEST(Header, TakesNothingForAnEmployerThatIsWelcome) {
    EXPECT_EQ(testing::parsed_text("Rigger\n\nRequirements\n- Knots\n- Basic Welsh is a plus\n").company, "");
}

struct Top {
    const char *name, *lines, *title, *company, *location, *employment;
};
class HeaderLines : public ::testing::TestWithParam<Top> {};

TEST_P(HeaderLines, AreRead) {
    const auto& top = GetParam();
    const auto ad = testing::parsed_text(std::string(top.lines) +
                                         "\n\nRequirements\n- Knots\n\nAbout us\nDunes & Daughters is a sailmaker.\n");
    EXPECT_EQ(ad.title, top.title);
    EXPECT_EQ(ad.company, top.company);
    EXPECT_EQ(ad.location, top.location);
    EXPECT_EQ(ad.employment_type, top.employment);
}

INSTANTIATE_TEST_SUITE_P(
    Layouts, HeaderLines,
    ::testing::Values(
        Top{"FactsOnOneLine", "Rigger\nDunes & Daughters · Galway, Ireland · Full-time", "Rigger", "Dunes & Daughters",
            "Galway, Ireland", "Full-time"},
        Top{"EmployerAfterTitle", "Rigger – Dunes & Daughters\nGalway, Ireland", "Rigger", "Dunes & Daughters", "Galway, Ireland",
            ""},
        Top{"EmployerFirst", "Dunes & Daughters\nSail Technician\nGalway, Ireland", "Sail Technician", "Dunes & Daughters",
            "Galway, Ireland", ""},
        Top{"EmployerAndPlaceTogether", "Rigger (m/f/d)\nDunes & Daughters, Galway", "Rigger", "Dunes & Daughters", "Galway", ""},
        Top{"Labels", "Job title: Rigger\nEmployer: Dunes & Daughters\nPlace of work: Galway\nHours: 30 hours a week", "Rigger",
            "Dunes & Daughters", "Galway", "30 hours a week"},
        Top{"At", "Rigger at Dunes & Daughters\nHybrid, Galway", "Rigger", "Dunes & Daughters", "Hybrid, Galway", ""},
        Top{"PortalNoise", "We're hiring: Rigger\nPosted 2 days ago · 12 applicants\nDunes & Daughters — Galway, Ireland",
            "Rigger", "Dunes & Daughters", "Galway, Ireland", ""},
        Top{"OnlyTheBodyNamesTheEmployer", "Rigger", "Rigger", "Dunes & Daughters", "", ""}),
    [](const auto& test) { return std::string(test.param.name); });

}  // namespace
}  // namespace bespoke::job_description
