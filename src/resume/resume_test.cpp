#include "resume/resume.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace bespoke::resume {
namespace {

using nlohmann::json;

json full_json() {
    return json::parse(R"({
      "basics": {"name": "Maren Holt", "label": "Pilot", "email": "m@example.org", "phone": "+47 22 00 00 00", "url": "https://holt.example",
        "summary": "Flies.", "location": {"address": "1 Quay", "postalCode": "0150", "city": "Oslo", "region": "Oslo", "countryCode": "NO"},
        "profiles": [{"network": "GitHub", "username": "holt", "url": "https://github.com/holt"}]},
      "work": [{"name": "Fjord Air", "position": "Captain", "location": "Bergen", "url": "https://fjord.example", "startDate": "2019-05", "endDate": "2021-06-30",
        "summary": "Long haul.", "highlights": ["Flew 4,000 hours", "Trained 12 pilots"]}],
      "volunteer": [{"organization": "Red Sail", "position": "Skipper", "startDate": "2015", "highlights": ["Sailed"]}],
      "education": [{"institution": "Nordland College", "location": "Bodø", "studyType": "BSc", "area": "Aviation", "startDate": "2010", "endDate": "2013", "score": "B", "courses": ["Weather"]}],
      "awards": [{"title": "Golden Wing", "date": "2020", "awarder": "Guild", "summary": "For calm."}],
      "certificates": [{"name": "ATPL", "date": "2014-03", "issuer": "CAA", "url": "https://caa.example"}],
      "publications": [{"name": "On Ice", "publisher": "Wings", "releaseDate": "2018", "url": "https://wings.example", "summary": "Short."}],
      "skills": [{"name": "Flying", "level": "Expert", "keywords": ["A320", "B737"]}, {"name": "Navigation"}],
      "languages": [{"language": "Norwegian", "fluency": "Native"}],
      "interests": [{"name": "Sport", "keywords": ["Skiing"]}],
      "references": [{"name": "A. Boss", "reference": "Good."}],
      "projects": [{"name": "Chart", "startDate": "2017", "description": "A map.", "highlights": ["Drawn"], "keywords": ["GIS"], "url": "https://chart.example"}],
      "meta": {"bespoke": {"sectionOrder": ["work", "education"], "unplaced": [{"heading": "Driving", "lines": ["Class B"]}]}}
    })");
}

TEST(ResumeJson, RoundTripKeepsEveryField) {
    const auto resume = resume_from_json(full_json());
    ASSERT_TRUE(resume) << resume.error().where;
    EXPECT_EQ(json(to_json(*resume, Provenance::Omit)), full_json());
}

TEST(ResumeJson, KeyOrderIsFixedWhateverTheOrderRead) {
    const auto one =
        resume_from_json(json::parse(R"({"skills": [{"level": "x", "name": "y"}], "basics": {"phone": "1", "name": "n"}})"));
    ASSERT_TRUE(one);
    EXPECT_EQ(to_json(*one, Provenance::Omit).dump(),
              R"({"basics":{"name":"n","phone":"1"},"skills":[{"name":"y","level":"x"}]})");
}

TEST(ResumeJson, IdsAreThePointersOfTheValues) {
    const auto resume = resume_from_json(full_json());
    ASSERT_TRUE(resume);
    EXPECT_EQ(resume->work[0].highlights[1].id.str(), "/work/0/highlights/1");
    EXPECT_EQ(resume->basics.location.city.id.str(), "/basics/location/city");
    EXPECT_EQ(resume->work[0].period.start->id.str(), "/work/0/startDate");
    EXPECT_EQ(resume->unplaced[0].lines[0].id.str(), "/meta/bespoke/unplaced/0/lines/0");
    const auto json_form = json(to_json(*resume, Provenance::Omit));
    for_each_text(*resume, [&](const Text& text) {
        EXPECT_EQ(json_form.at(json::json_pointer(text.id.str())), text.value) << text.id.str();
    });
}

TEST(ResumeJson, ProvenanceSurvivesTheRoundTrip) {
    auto resume = resume_from_json(full_json());
    ASSERT_TRUE(resume);
    resume->work[0].name.source = {2, 17, {10, 20, 30, 40}, 0.5};
    const auto again = resume_from_json(json(to_json(*resume, Provenance::Include)));
    ASSERT_TRUE(again);
    EXPECT_EQ(again->work[0].name.source.page, 2);
    EXPECT_EQ(again->work[0].name.source.line, 17);
    EXPECT_EQ(again->work[0].name.source.box, (document::Box{10, 20, 30, 40}));
    EXPECT_DOUBLE_EQ(again->work[0].name.source.confidence, 0.5);
    EXPECT_TRUE(same_content(*resume, *again));
}

TEST(ResumeJson, WrongTypesAreReportedByPointer) {
    const std::pair<const char*, const char*> cases[] = {
        {R"([])", ""},
        {R"({"basics": 1})", "/basics"},
        {R"({"work": {}})", "/work"},
        {R"({"work": [{"name": "A"}, {"highlights": [3]}]})", "/work/1/highlights/0"},
        {R"({"education": [{"endDate": "soon"}]})", "/education/0/endDate"},
        {R"({"education": [{"endDate": "2021-13"}]})", "/education/0/endDate"},
    };
    for (const auto& [text, where] : cases) {
        const auto resume = resume_from_json(json::parse(text));
        ASSERT_FALSE(resume) << text;
        EXPECT_EQ(resume.error().where, where) << text;
        EXPECT_EQ(resume.error().code, ErrorCode::InvalidInput) << text;
    }
}

TEST(ResumeJson, ReadsOtherPeoplesResumes) {
    const auto resume = resume_from_json(json::parse(
        R"({"$schema": "x", "basics": {"name": "A", "image": "i", "location": null}, "work": [{"startDate": "2019-01-01T00:00:00Z", "endDate": "", "x": 1}], "meta": {"theme": "even"}})"));
    ASSERT_TRUE(resume) << resume.error().where;
    EXPECT_EQ(resume->work[0].period.start->value, (Date{2019, 1, 1}));
    EXPECT_TRUE(resume->work[0].period.ongoing());
}

TEST(ResumeDate, IsoFormKeepsThePrecision) {
    for (const char* text : {"2021", "2021-03", "2021-03-09", "2020-02-29"}) EXPECT_EQ(Date::from_iso(text)->iso(), text);
    for (const char* text : {"", "21", "2021-", "2021-3", "2021-00", "2021-02-30", "2021/03", "-021", "2021-03-9", "20a1"})
        EXPECT_FALSE(Date::from_iso(text)) << text;
}

TEST(ResumeSection, NamesRoundTrip) {
    for (const auto section : {Section::Summary, Section::Work, Section::Projects})
        EXPECT_EQ(section_from_string(to_string(section)), section);
    EXPECT_FALSE(section_from_string("jobs"));
}

}  // namespace
}  // namespace bespoke::resume
