#include "resume/parse.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "resume/test_documents.hpp"

namespace bespoke::resume {
namespace {

using test::bold;
using test::document_of;
using test::heading;
using test::plain_text;
using test::Say;
using test::with_head;
using testing::ElementsAre;

Resume parsed(const document::Document& document) {
    auto result = parse(document);
    EXPECT_TRUE(result) << result.error().public_text;
    return result ? result->resume : Resume{};
}
Resume parsed(const std::vector<Say>& lines) { return parsed(document_of(with_head(lines))); }

std::vector<std::string> texts(const std::vector<Text>& nodes) {
    std::vector<std::string> out;
    for (const auto& node : nodes) out.push_back(node.value);
    return out;
}
std::string dates(const Period& period) {
    return (period.start ? period.start->value.iso() : "") + ".." + (period.end ? period.end->value.iso() : "");
}
/// "Title @ Employer (Place) dates", one a role.
std::vector<std::string> roles(const Resume& resume) {
    std::vector<std::string> out;
    for (const auto& work : resume.work)
        out.push_back(work.position.value + " @ " + work.name.value + " (" + work.location.value + ") " + dates(work.period));
    return out;
}

TEST(ParseHead, NameHeadlineAndContactDataAreTakenFromOneLine) {
    const auto basics =
        parsed(document_of({{"JOSÉ DA SILVA NETO, RN, BSN", 24},
                            {"Intensive Care Nurse", 12},
                            {"Braga, Portugal | +351 91 333 5906 | jose.neto@example.pt | linkedin.com/in/jose-neto"},
                            heading("Skills"),
                            {"Triage, Wound Care"}}))
            .basics;
    EXPECT_EQ(basics.name.value, "JOSÉ DA SILVA NETO");
    EXPECT_EQ(basics.label.value, "Intensive Care Nurse");
    EXPECT_EQ(basics.location.city.value, "Braga");
    EXPECT_EQ(basics.location.region.value, "Portugal");
    EXPECT_EQ(basics.phone.value, "+351 91 333 5906");
    EXPECT_EQ(basics.email.value, "jose.neto@example.pt");
    ASSERT_EQ(basics.profiles.size(), 1U);
    EXPECT_EQ(basics.profiles[0].username.value, "jose-neto");
}

TEST(ParseHead, LabelsAndBareCitiesAreUnderstood) {
    const auto basics = parsed(document_of({{"Name: Maren Holt", 10},
                                            {"Address: Bodø, Norway"},
                                            {"Phone: 22 00 00 00 11"},
                                            {"E-mail: maren@holt.example"},
                                            {"GitHub: mholt"},
                                            {"Web: https://holt.example"},
                                            heading("Skills"),
                                            {"Flying"}}))
                            .basics;
    EXPECT_EQ(basics.name.value, "Maren Holt");
    EXPECT_EQ(basics.location.city.value, "Bodø");
    EXPECT_EQ(basics.url.value, "https://holt.example");
    ASSERT_EQ(basics.profiles.size(), 1U);
    EXPECT_EQ(basics.profiles[0].network.value, "GitHub");
    EXPECT_EQ(basics.profiles[0].username.value, "mholt");
}

TEST(ParseHead, ProseAboveTheFirstHeadingIsTheSummary) {
    const auto resume = parsed({{"Pilot with twenty years on small aircraft and a calm voice in bad weather."},
                                heading("Experience"),
                                bold("Pilot, Fjord Air"),
                                {"2019 – 2021"},
                                {"* Flew"}});
    EXPECT_EQ(resume.basics.summary.value, "Pilot with twenty years on small aircraft and a calm voice in bad weather.");
    EXPECT_EQ(resume.section_order.front(), Section::Summary);
}

TEST(ParseHead, LinksBehindTextsCount) {
    const auto basics =
        parsed(document_of(
                   {{"Maren Holt", 24}, {"write to me", 10, 400, "mailto:maren@holt.example"}, heading("Skills"), {"Flying"}}))
            .basics;
    EXPECT_EQ(basics.email.value, "maren@holt.example");
}

struct WorkLayout {
    const char* name;
    std::vector<Say> lines;
};

/// The same two roles, laid out as different people would.
const std::vector<WorkLayout>& work_layouts() {
    static const std::vector<WorkLayout> layouts{
        {"title then employer, dates behind a tab",
         {bold("Captain\tMay 2019 – Present"),
          {"Fjord Air, Bergen, Norway"},
          {"* Flew 4,000 hours"},
          bold("First Officer\tJan 2015 – Apr 2019"),
          {"Polar Wings Ltd, Tromsø, Norway"},
          {"* Flew mail"}}},
        {"employer then title",
         {bold("Fjord Air\tBergen, Norway"),
          {"Captain\t05/2019 – now"},
          {"* Flew 4,000 hours"},
          bold("Polar Wings Ltd\tTromsø, Norway"),
          {"First Officer\t01/2015 – 04/2019"},
          {"* Flew mail"}}},
        {"one line with pipes",
         {bold("Captain | Fjord Air | Bergen, Norway | 2019-05 – present"),
          {"* Flew 4,000 hours"},
          bold("First Officer | Polar Wings Ltd | Tromsø, Norway | 2015-01 – 2019-04"),
          {"* Flew mail"}}},
        {"title at employer, date line, place line",
         {bold("Captain at Fjord Air"),
          {"May 2019 to date"},
          {"Bergen, Norway"},
          {"* Flew 4,000 hours"},
          bold("First Officer at Polar Wings Ltd"),
          {"January 2015 to April 2019"},
          {"Tromsø, Norway"},
          {"* Flew mail"}}},
        {"dates first",
         {{"2019-05 — heute"},
          bold("Captain"),
          {"Fjord Air (Bergen, Norway)"},
          {"* Flew 4,000 hours"},
          {"2015-01 — 2019-04"},
          bold("First Officer"),
          {"Polar Wings Ltd (Tromsø, Norway)"},
          {"* Flew mail"}}},
        {"all behind commas, dates in brackets",
         {bold("Captain, Fjord Air, Bergen, Norway (05/2019–Present)"),
          {"* Flew 4,000 hours"},
          bold("First Officer, Polar Wings Ltd, Tromsø, Norway (01/2015–04/2019)"),
          {"* Flew mail"}}},
        {"date split over two lines of a column",
         {{"May 2019 –\tCaptain"},
          {"Present\tFjord Air, Bergen, Norway"},
          {"* Flew 4,000 hours"},
          {"Jan 2015 –\tFirst Officer"},
          {"Apr 2019\tPolar Wings Ltd, Tromsø, Norway"},
          {"* Flew mail"}}},
    };
    return layouts;
}

TEST(ParseWork, LayoutsOfTheSameRolesGiveTheSameResume) {
    for (const auto& layout : work_layouts()) {
        auto lines = layout.lines;
        lines.insert(lines.begin(), heading("Experience"));
        const auto resume = parsed(lines);
        EXPECT_THAT(roles(resume), ElementsAre("Captain @ Fjord Air (Bergen, Norway) 2019-05..",
                                               "First Officer @ Polar Wings Ltd (Tromsø, Norway) 2015-01..2019-04"))
            << layout.name;
        ASSERT_EQ(resume.work.size(), 2U) << layout.name;
        EXPECT_THAT(texts(resume.work[0].highlights), ElementsAre("Flew 4,000 hours")) << layout.name;
    }
}

TEST(ParseWork, SeveralRolesShareTheEmployerAboveThem) {
    const auto resume = parsed({heading("Experience"),
                                bold("Fjord Air"),
                                {"Captain\t2019 – 2021"},
                                {"* Flew"},
                                {"First Officer\t2017 – 2019"},
                                {"* Assisted"},
                                bold("Polar Wings Ltd"),
                                {"Pilot\t2015 – 2017"},
                                {"* Flew mail"}});
    EXPECT_THAT(roles(resume), ElementsAre("Captain @ Fjord Air () 2019..2021", "First Officer @ Fjord Air () 2017..2019",
                                           "Pilot @ Polar Wings Ltd () 2015..2017"));
}

TEST(ParseWork, ALineThatOpensWithItsYearsIsARoleHoweverItIsWorded) {
    const auto resume = parsed({heading("Work history"),
                                {"2019-2022 Trunk driver, Alder Freight Ltd"},
                                {"- fridges to shops at night"},
                                {"2015-2019 driver of small vans then of large ones, Peck Foods"},
                                {"- chilled deliveries"}});
    ASSERT_EQ(resume.work.size(), 2U);
    EXPECT_EQ(dates(resume.work[1].period), "2015..2019");
}

TEST(ParseWork, ProseBeforeTheListIsTheSummaryAndLabelsAreNone) {
    const auto resume = parsed({heading("Experience"),
                                bold("Captain, Fjord Air"),
                                {"2019 – 2021"},
                                {"Responsible for the northern routes of the company."},
                                {"Highlights:"},
                                {"* Flew"},
                                {"* Trained 12 pilots"}});
    ASSERT_EQ(resume.work.size(), 1U);
    EXPECT_EQ(resume.work[0].summary.value, "Responsible for the northern routes of the company.");
    EXPECT_THAT(texts(resume.work[0].highlights), ElementsAre("Flew", "Trained 12 pilots"));
}

TEST(ParseEducation, DegreesSubjectsAndScoresAreToldApart) {
    const auto resume = parsed({heading("Education"),
                                bold("MSc in Marine Biology, University of Nordland\t2015 – 2017"),
                                {"GPA: 3.8/4.0"},
                                bold("Bachelor of Science in Physics, Tromsø College\t2012 – 2015"),
                                {"Courses: Optics, Weather"},
                                bold("Business Administration, BA, Oslo Academy\t2009 – 2012")});
    ASSERT_EQ(resume.education.size(), 3U);
    const auto& [first, second, third] = std::tie(resume.education[0], resume.education[1], resume.education[2]);
    EXPECT_EQ(first.study_type.value, "MSc");
    EXPECT_EQ(first.area.value, "Marine Biology");
    EXPECT_EQ(first.institution.value, "University of Nordland");
    EXPECT_EQ(first.score.value, "3.8/4.0");
    EXPECT_EQ(second.study_type.value, "Bachelor of Science");
    EXPECT_EQ(second.area.value, "Physics");
    EXPECT_THAT(texts(second.courses), ElementsAre("Optics", "Weather"));
    EXPECT_EQ(third.study_type.value, "BA");
    EXPECT_EQ(third.area.value, "Business Administration");
    EXPECT_EQ(third.institution.value, "Oslo Academy");
}

/// "Group: a, b" or "a", one a skill.
std::vector<std::string> skills(const Resume& resume) {
    std::vector<std::string> out;
    for (const auto& skill : resume.skills) {
        auto text = skill.name.value + (skill.level.value.empty() ? "" : " <" + skill.level.value + ">");
        for (const auto& keyword : skill.keywords) text += (&keyword == &skill.keywords.front() ? ": " : ", ") + keyword.value;
        out.push_back(text);
    }
    return out;
}

TEST(ParseSkills, GroupsListsAndLevelsAreUnderstood) {
    EXPECT_THAT(skills(parsed({heading("Skills"), {"Tools: Excel (VBA, Pivot), SAP"}, {"Methods: Lean | Six Sigma"}})),
                ElementsAre("Tools: Excel (VBA, Pivot), SAP", "Methods: Lean, Six Sigma"));
    EXPECT_THAT(skills(parsed({heading("Skills"), {"CI/CD • C++ • R&D"}})), ElementsAre("CI/CD", "C++", "R&D"));
    EXPECT_THAT(skills(parsed({heading("Skills"), {"* Python (advanced)"}, {"* SQL"}})), ElementsAre("Python <advanced>", "SQL"));
    EXPECT_THAT(skills(parsed({heading("Skills"), bold("Flying"), {"A320, B737"}, bold("Ground"), {"Planning"}})),
                ElementsAre("Flying: A320, B737", "Ground: Planning"));
}

std::vector<std::string> languages(const Resume& resume) {
    std::vector<std::string> out;
    for (const auto& language : resume.languages) out.push_back(language.language.value + "=" + language.fluency.value);
    return out;
}

TEST(ParseLanguages, FluencyStandsAnywhere) {
    const std::vector<std::vector<Say>> layouts{{{"German (fluent), Dutch (native speaker)"}},
                                                {{"German: fluent"}, {"Dutch: native speaker"}},
                                                {{"German\tDutch"}, {"fluent\tnative speaker"}},
                                                {{"* German – fluent"}, {"* Dutch – native speaker"}},
                                                {bold("German"), {"fluent"}, bold("Dutch"), {"native speaker"}}};
    for (auto lines : layouts) {
        lines.insert(lines.begin(), heading("Languages"));
        EXPECT_THAT(languages(parsed(lines)), ElementsAre("German=fluent", "Dutch=native speaker")) << lines[1].text;
    }
}

TEST(ParseCertificates, NameIssuerAndDateInAnyOrder) {
    const std::vector<std::vector<Say>> layouts{{{"* First Aid at Work, Red Cross, 05/2020"}},
                                                {{"First Aid at Work – Red Cross (May 2020)"}},
                                                {bold("First Aid at Work"), {"Issued by Red Cross"}, {"May 2020"}},
                                                {{"2020-05\tFirst Aid at Work, Red Cross"}}};
    for (auto lines : layouts) {
        lines.insert(lines.begin(), heading("Certifications"));
        const auto resume = parsed(lines);
        ASSERT_EQ(resume.certificates.size(), 1U) << lines[1].text;
        EXPECT_EQ(resume.certificates[0].name.value, "First Aid at Work") << lines[1].text;
        EXPECT_EQ(resume.certificates[0].issuer.value, "Red Cross") << lines[1].text;
        EXPECT_EQ(resume.certificates[0].date->value, (Date{2020, 5, 0})) << lines[1].text;
    }
}

TEST(ParseProjects, UndatedProjectsAreKnownByTheirLook) {
    const auto resume = parsed({heading("Projects"),
                                bold("Chart\t2019 – 2020"),
                                {"A map of the harbour"},
                                {"* Drawn by hand"},
                                bold("Buoy"),
                                {"A small weather station"},
                                {"* Floats"},
                                heading("Skills"),
                                {"Flying"}});
    ASSERT_EQ(resume.projects.size(), 2U);
    EXPECT_EQ(resume.projects[0].name.value, "Chart");
    EXPECT_EQ(resume.projects[1].name.value, "Buoy");
    EXPECT_EQ(resume.projects[1].description.value, "A small weather station");
    EXPECT_THAT(texts(resume.projects[1].highlights), ElementsAre("Floats"));
}

TEST(Parse, TextUnderUnknownHeadingsIsKept) {
    const auto resume = parsed({heading("Experience"),
                                bold("Captain, Fjord Air"),
                                {"2019 – 2021"},
                                {"* Flew"},
                                heading("Skills"),
                                {"Flying"},
                                heading("Flight Hours"),
                                {"4,000 in total"}});
    ASSERT_EQ(resume.unplaced.size(), 1U);
    EXPECT_EQ(resume.unplaced[0].heading.value, "Flight Hours");
    EXPECT_THAT(texts(resume.unplaced[0].lines), ElementsAre("4,000 in total"));
}

TEST(Parse, PlainTextNeedsNoTypography) {
    const auto resume = parsed(plain_text(
        "Maren Holt\nPilot\nmaren@holt.example\n\nEXPERIENCE\n\nCaptain, Fjord Air\nMay 2019 - Present\n- Flew 4,000 "
        "hours\n\nFirst Officer, Polar Wings Ltd\nJan 2015 - Apr 2019\n- Flew mail\n\nLANGUAGES\n\nNorwegian (native)\n"));
    EXPECT_EQ(resume.basics.name.value, "Maren Holt");
    EXPECT_THAT(roles(resume),
                ElementsAre("Captain @ Fjord Air () 2019-05..", "First Officer @ Polar Wings Ltd () 2015-01..2019-04"));
    EXPECT_THAT(languages(resume), ElementsAre("Norwegian=native"));
}

TEST(Parse, EveryValueSaysWhereItStood) {
    const auto resume = parsed({heading("Experience"), bold("Captain, Fjord Air"), {"2019 – 2021"}, {"* Flew"}});
    for_each_text(resume, [](const Text& text) {
        EXPECT_EQ(text.source.page, 1) << text.id.str();
        EXPECT_FALSE(text.id.empty());
    });
    EXPECT_EQ(resume.work[0].name.source.line, 3);
}

TEST(Parse, HiddenTextIsNotRead) {
    auto document = document_of(with_head({heading("Skills"), {"Flying"}, {"Kubernetes"}}));
    document.pages[0].blocks.back().lines[0].spans[0].visibility = document::Visibility::Hidden;
    EXPECT_THAT(skills(parsed(document)), ElementsAre("Flying"));
}

TEST(Parse, JobDescriptionsAndEmptyFilesAreRefused) {
    const auto advert = parse(
        plain_text("Senior Pilot\n\nAbout the role\nWe are looking for a pilot.\n\nRequirements\n- 5 years of experience\n\nWhat "
                   "we offer\n- Benefits and salary\n\nWe are an equal opportunity employer. Apply now.\n"));
    ASSERT_FALSE(advert);
    EXPECT_EQ(advert.error().reason, "not-a-resume");
    const auto empty = parse(document_of({{"  "}}));
    ASSERT_FALSE(empty);
    EXPECT_EQ(empty.error().reason, "no-text");
    const auto letter = parse(plain_text("Dear all,\n\nthe shop is closed on Monday.\n"));
    ASSERT_FALSE(letter);
    EXPECT_EQ(letter.error().reason, "not-a-resume");
}

TEST(Parse, SectionsAreKnownByTheirHeadings) {
    EXPECT_EQ(section_of_heading("BERUFSERFAHRUNG"), Section::Work);
    EXPECT_EQ(section_of_heading("Skills & Tools"), Section::Skills);
    EXPECT_FALSE(section_of_heading("Contact"));
    EXPECT_FALSE(section_of_heading("Flight Hours"));
}

TEST(Parse, WhatWasParsedSurvivesJson) {
    for (const auto& layout : work_layouts()) {
        auto lines = layout.lines;
        lines.insert(lines.begin(), heading("Experience"));
        const auto resume = parsed(lines);
        const auto again = resume_from_json(nlohmann::json(to_json(resume, Provenance::Include)));
        ASSERT_TRUE(again);
        EXPECT_TRUE(same_content(resume, *again)) << layout.name;
    }
}

}  // namespace
}  // namespace bespoke::resume
