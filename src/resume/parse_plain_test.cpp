#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "resume/parse.hpp"
#include "resume/test_documents.hpp"

namespace bespoke::resume {
namespace {

using test::document_of;
using test::plain_text;
using testing::ElementsAre;
using testing::IsEmpty;

const std::string kHead = "Maren Holt\nOslo\nmaren@holt.example\n\n";

Resume read(const document::Document& document) {
    auto result = parse(document);
    EXPECT_TRUE(result) << result.error().public_text;
    return result ? result->resume : Resume{};
}
Resume read_plain(const std::string& text) { return read(plain_text(kHead + text)); }

/// "Title @ Employer start..end: highlights", one a role.
std::vector<std::string> roles(const Resume& resume) {
    std::vector<std::string> out;
    for (const auto& work : resume.work) {
        auto role = work.position.value + " @ " + work.name.value + " " +
                    (work.period.start ? work.period.start->value.iso() : "") + ".." +
                    (work.period.end ? work.period.end->value.iso() : "");
        for (const auto& highlight : work.highlights) role += " | " + highlight.value;
        out.push_back(std::move(role));
    }
    return out;
}

/// "Name (Issuer) date", one a certificate.
std::vector<std::string> certificates(const Resume& resume) {
    std::vector<std::string> out;
    for (const auto& certificate : resume.certificates) {
        auto text = certificate.name.value;
        if (!certificate.issuer.value.empty()) text += " (" + certificate.issuer.value + ")";
        if (certificate.date) text += " " + certificate.date->value.iso();
        out.push_back(std::move(text));
    }
    return out;
}

TEST(ParsePlain, RolesWithoutAHeadingAreWork) {
    const auto expected = ElementsAre("Surveyor @ Alder Byrne Ltd 2021.. | Settle final accounts | Advise the board",
                                      "Clerk @ Peck Foods Ltd 2016..2021 | Cost plans");
    const std::pair<const char*, std::string> layouts[] = {
        {"dates in front",
         "2021 - present  Surveyor, Alder Byrne Ltd\n- Settle final accounts\n- Advise the board\n\n"
         "2016 - 2021  Clerk, Peck Foods Ltd\n- Cost plans\n"},
        {"dates behind",
         "Surveyor, Alder Byrne Ltd, 2021 - present\n- Settle final accounts\n- Advise the board\n\n"
         "Clerk, Peck Foods Ltd (2016 - 2021)\n- Cost plans\n"},
        {"titles above",
         "Surveyor\nAlder Byrne Ltd, 2021 - present\n- Settle final accounts\n- Advise the board\n\n"
         "Clerk\nPeck Foods Ltd, 2016 - 2021\n- Cost plans\n"},
        {"years alone",
         "Surveyor\nAlder Byrne Ltd\n2021 - present\n- Settle final accounts\n- Advise the board\n\n"
         "Clerk\nPeck Foods Ltd\n2016 - 2021\n- Cost plans\n"},
        {"under unknown words",
         "Where I have been\n\n2021 - present  Surveyor, Alder Byrne Ltd\n- Settle final accounts\n"
         "- Advise the board\n\n2016 - 2021  Clerk, Peck Foods Ltd\n- Cost plans\n"},
    };
    for (const auto& [name, text] : layouts) {
        const auto resume = read_plain(text + "\nEducation\nBSc Surveying, Norden University, 2016\n");
        EXPECT_THAT(roles(resume), expected) << name;
        EXPECT_EQ(resume.education.size(), 1U) << name;
        EXPECT_EQ(resume.unplaced.size(), text.starts_with("Where") ? 1U : 0U) << name;
        EXPECT_THAT(resume.basics.label.value, IsEmpty()) << name;
    }
}

TEST(ParsePlain, ADatedLineInTheHeadIsNoRoleIfAnotherChapterIsWork) {
    const auto resume = read_plain(
        "2021 - present  Surveyor, Alder Byrne Ltd\n\nEXPERIENCE\n\nClerk, Peck Foods Ltd\n2016 - 2021\n- Cost plans\n");
    EXPECT_THAT(roles(resume), ElementsAre("Clerk @ Peck Foods Ltd 2016..2021 | Cost plans"));
}

TEST(ParsePlain, LinesWithoutMarksAreEachAHighlight) {
    const auto resume = read_plain(
        "EXPERIENCE\n\nSurveyor, Alder Byrne Ltd (Leeds), 2021 to present\n"
        "Assessments and discharge planning on two units of the hospital, caseload 25-30\n"
        "Crisis intervention in the department for emergencies\nSettled accounts\n\n"
        "Clerk, Peck Foods Ltd (Leeds), 2016 to 2021\nFranking and filing\nCopied reports\n");
    EXPECT_THAT(
        roles(resume),
        ElementsAre("Surveyor @ Alder Byrne Ltd 2021.. | Assessments and discharge planning on two units of the hospital, "
                    "caseload 25-30 | Crisis intervention in the department for emergencies | Settled accounts",
                    "Clerk @ Peck Foods Ltd 2016..2021 | Franking and filing | Copied reports"));
}

TEST(ParsePlain, LinesThatTheWidthHasCutAreJoined) {
    const auto resume = read_plain(
        "SUMMARY\nA surveyor with ten years on hospitals and on stations who finds the faults of Alder\n"
        "Byrne's drawings before the builders do, and keeps the sheets up to date so that the\n"
        "next shift knows what was done.\n\nEXPERIENCE\n\nClerk, Peck Foods Ltd\n2016 - 2021\n- Filing\n");
    EXPECT_EQ(resume.basics.summary.value,
              "A surveyor with ten years on hospitals and on stations who finds the faults of Alder Byrne's drawings before the "
              "builders do, and keeps the sheets up to date so that the next shift knows what was done.");
}

TEST(ParsePlain, WhatFollowsTheNamesAndDatesOfARoleIsItsBody) {
    const auto resume = read_plain(
        "EXPERIENCE\n\nSous Chef\nThe Copper Hare, Leeds\nMarch 2020 - present\nSauce and larder sections\nBanqueting up to "
        "240\n\n"
        "Chef de Partie\nHotel Aldwark, York\nJune 2016 - February 2020\nRan the pass\nTrained two people\n");
    EXPECT_THAT(roles(resume),
                ElementsAre("Sous Chef @ The Copper Hare 2020-03.. | Sauce and larder sections | Banqueting up to 240",
                            "Chef de Partie @ Hotel Aldwark 2016-06..2020-02 | Ran the pass | Trained two people"));
}

TEST(ParsePlain, ShortLinesOfLicencesAreOneEach) {
    const std::pair<std::string, std::vector<std::string>> cases[] = {
        {"Dental licence (active)\nCPR, renewed 2024\nLocal anesthesia\n",
         {"Dental licence (active)", "CPR, renewed 2024", "Local anesthesia"}},
        {"Level 3 Food Safety (2021)\nAllergen awareness\nFirst Aid at Work, expires 2026\n",
         {"Level 3 Food Safety 2021", "Allergen awareness", "First Aid at Work, expires 2026"}},
        {"Forklift certificate (2018, renewed 2023)\nFire warden 2022\nLean Yellow Belt, 2022\n",
         {"Forklift certificate (2018, renewed 2023) 2023", "Fire warden 2022", "Lean Yellow Belt 2022"}},
        {"Medical card\nFirst Aid at Work, Red Cross\n", {"Medical card", "First Aid at Work (Red Cross)"}},
        {"Port card (good through 2027), Welding Level 2, Site Safety 10\n",
         {"Port card (good through 2027)", "Welding Level 2", "Site Safety 10"}},
        {"Driving licence: B, C1\nFire warden\n", {"Driving licence: B, C1", "Fire warden"}},
        {"First Aid at Work 2021\nRed Cross\nSafe Diving 2020\nSea School Oslo\n",
         {"First Aid at Work (Red Cross) 2021", "Safe Diving (Sea School Oslo) 2020"}},
    };
    for (const std::string heading : {"LICENCES", "TICKETS", "CARDS", "LICENCES & TICKETS"}) {
        for (const auto& [text, expected] : cases) {
            const auto resume =
                read_plain("EXPERIENCE\nClerk, Peck Foods Ltd\n2016 - 2021\n- Filing\n\n" + heading + "\n" + text);
            EXPECT_THAT(certificates(resume), testing::ElementsAreArray(expected)) << heading << '\n' << text;
        }
    }
}

TEST(ParsePlain, HeadingsOfSeveralMeaningsAreSettledByWhatStandsBelow) {
    const std::string schools = "EDUCATION\nBSc Surveying, Norden University, 2016\n\n";
    const std::tuple<std::string, std::string, std::size_t> cases[] = {
        {schools + "TRAINING\n", "Wine course\nFood Hygiene\nFirst Aid (2020)\n", 3},
        {"COURSES\n", "Forklift certificate 2018\nFire warden 2022\nLean Yellow Belt, 2022\n", 3},
        {"PAPERS\n", "Diploma in Sound 2013\nLine array workshop 2018\nDriving licence\n", 3},
        {"QUALIFICATIONS\n", "Certificate for Secretaries, 2012\nTypewriting Stage III\nGCSEs in four subjects\n", 3},
        {"QUALIFICATIONS\n", "BA History, Norden University, 2016\n", 0},
        {"PAPERS\n", "The harbour at dusk. Journal of Charts, 2019\n", 0},
    };
    for (const auto& [heading, rows, count] : cases) {
        const auto resume = read_plain("EXPERIENCE\nClerk, Peck Foods Ltd\n2016 - 2021\n- Filing\n\n" + heading + rows);
        EXPECT_EQ(resume.certificates.size(), count) << heading << rows;
    }
}

TEST(ParsePlain, GradesAndMembershipsBelongToTheirDegreeAlone) {
    const auto resume =
        read_plain("Education\nBSc (Hons) Surveying, Norden University, 2016, 2:1\nABCDS 2019\n\nSystems: Excel, Word\n");
    ASSERT_EQ(resume.education.size(), 1U);
    EXPECT_EQ(resume.education[0].institution.value, "Norden University");
    EXPECT_EQ(resume.education[0].score.value, "2:1");
    EXPECT_EQ(resume.education[0].period.end->value.year, 2016);
    EXPECT_THAT(resume.education[0].courses, IsEmpty());
    EXPECT_THAT(certificates(resume), ElementsAre("ABCDS 2019"));
    EXPECT_EQ(resume.skills.size(), 2U);
}

TEST(ParsePlain, LabelledLinesBelowEachOtherAreChaptersOfTheirOwn) {
    const auto resume = read_plain(
        "EXPERIENCE\nClerk, Peck Foods Ltd\n2016 - 2021\n- Filing\n\nLanguages: English, Dutch\nComputer: Excel, "
        "Word\n\nLANGUAGES German\n");
    EXPECT_EQ(resume.languages.size(), 3U);
    EXPECT_EQ(resume.skills.size(), 2U);
}

TEST(ParsePlain, ShortCapitalsAreAHeadingWhereHeadingsAreCapitals) {
    const auto resume =
        read_plain("EDUCATION\nBSc Surveying, Norden University, 2016\n\nFLIGHT HOURS\n4,000 in total\n\nLANGUAGES\nDutch\n");
    ASSERT_EQ(resume.unplaced.size(), 1U);
    EXPECT_EQ(resume.unplaced[0].heading.value, "FLIGHT HOURS");
}

TEST(ParsePlain, ShortLinesAboveADatedLineThatNamesAllBelongToTheRoleAbove) {
    const auto resume = read(document_of(test::with_head({test::heading("Experience"),
                                                          {"Social Worker, Alder Clinic, 2019 to present"},
                                                          {"Assessments on two units"},
                                                          {"Document in registers"},
                                                          {"Field instructor for students"},
                                                          {"Caseworker, State of Norden (Peck), 2015 to 2019"},
                                                          {"Investigated reports of abuse"},
                                                          {"Used registers, kept"},
                                                          {"them tidy"}})));
    EXPECT_THAT(
        roles(resume),
        ElementsAre("Social Worker @ Alder Clinic 2019.. | Assessments on two units | Document in registers | Field instructor "
                    "for students",
                    "Caseworker @ State of Norden (Peck) 2015..2019 | Investigated reports of abuse | Used registers, kept "
                    "them tidy"));
}

TEST(ParsePlain, DegreesWithAThesisSubjectsOrNoSchoolAreRead) {
    const auto resume = read_plain(
        "Education\n\nPhD Art, Norden University, 2020: \"Salt and trade between the lands of the river and the eastern coast of "
        "Alder\"\nMA Museums, Holt University, 2016\n\nA levels: French, Drama (2012)\n\nHigh school diploma, 2010\n");
    ASSERT_EQ(resume.education.size(), 4U);
    EXPECT_EQ(resume.education[0].institution.value, "Norden University");
    EXPECT_EQ(resume.education[0].area.value, "Art");
    EXPECT_EQ(resume.education[2].study_type.value, "A levels");
    EXPECT_EQ(resume.education[2].area.value, "French, Drama");
    EXPECT_THAT(resume.education[2].institution.value, IsEmpty());
    EXPECT_EQ(resume.education[3].study_type.value, "High school diploma");
}

TEST(ParsePlain, TownsThatEndLikeTradesArePlaces) {
    const auto resume = read_plain(
        "EXPERIENCE\nTeam leader, Alder Byrne Ltd, Oslo (2021 - present)\n- Led pickers\nOrder picker, Peck Flowers, Aalsmeer "
        "(2016 - "
        "2018)\n- Picked\n");
    EXPECT_THAT(roles(resume), ElementsAre("Team leader @ Alder Byrne Ltd 2021.. | Led pickers",
                                           "Order picker @ Peck Flowers 2016..2018 | Picked"));
}

TEST(ParsePlain, ANumberAboveADateIsNoDay) {
    const auto resume = read_plain("EXPERIENCE\n\nPeck Clinic Ltd - Nurse, Band 6\nJanuary 2022 - present\n- Wards\n");
    ASSERT_EQ(resume.work.size(), 1U);
    EXPECT_EQ(resume.work[0].position.value, "Nurse, Band 6");
    EXPECT_EQ(resume.work[0].period.start->value, (Date{2022, 1, 0}));
}

TEST(ParsePlain, StreetsAndSecondCitiesAreNoHeadlines) {
    const auto streets = read(plain_text("Maren Holt\n14 Mossley Rise, Stockport SK4 | maren@holt.example\n\nSkills\nExcel\n"));
    EXPECT_THAT(streets.basics.label.value, IsEmpty());
    EXPECT_EQ(streets.basics.location.address.value, "14 Mossley Rise");
    EXPECT_EQ(streets.basics.location.city.value, "Stockport");
    const auto cities = read(plain_text("Maren Holt\nDubai / Manchester\nmaren@holt.example\n\nCABIN CREW\n\nSKILLS\nExcel\n"));
    EXPECT_EQ(cities.basics.label.value, "CABIN CREW");
    EXPECT_EQ(cities.basics.location.city.value, "Dubai");
}

TEST(ParsePlain, HeadingsWithNumbersAreHeadings) {
    const auto resume = read(document_of(test::with_head({{"* Profile", 12, 700},
                                                          {"A surveyor who likes stations and hospitals."},
                                                          {"* Experience", 12, 700},
                                                          {"Clerk, Peck Foods Ltd, 2016 – 2021"},
                                                          {"* Filing"},
                                                          {"* Languages", 12, 700},
                                                          {"English, Dutch"}})));
    EXPECT_THAT(roles(resume), ElementsAre("Clerk @ Peck Foods Ltd 2016..2021 | Filing"));
    EXPECT_EQ(resume.languages.size(), 2U);
}

}  // namespace
}  // namespace bespoke::resume
