#include "stages/filling.hpp"

#include <gmock/gmock.h>

#include "document/read.hpp"
#include "resume/parse.hpp"

namespace bespoke::stages {
namespace {

using ports::Entity;
using ::testing::Contains;
using ::testing::IsEmpty;
using Kind = Entity::Kind;

/// What a recogniser would say: each of these names wherever it stands.
using Names = std::vector<std::pair<std::string, Kind>>;

std::vector<std::vector<Entity>> recognised(const resume::Resume& resume, const Names& names, double score = 0.99) {
    std::vector<std::vector<Entity>> all;
    for (const auto& text : texts_beside_gaps(resume)) {
        auto& own = all.emplace_back();
        for (const auto& [name, kind] : names) {
            if (const auto at = text.find(name); at != std::string::npos) own.push_back({kind, at, at + name.size(), score});
        }
        std::ranges::sort(own, {}, &Entity::begin);
    }
    return all;
}

resume::Resume with_work(std::string employer, std::string position = "Analyst") {
    resume::Resume resume;
    resume.basics.name.value = "Ada Example";
    resume.work.emplace_back();
    auto& work = resume.work.front();
    work.name.value = std::move(employer);
    work.name.source = {1, 7, {}, 0.8};
    work.position.value = std::move(position);
    work.position.source = {1, 7, {}, 0.9};
    work.highlights.emplace_back().value = "Moved the archive of Northfell Ltd to Oslo";
    work.highlights.front().source = {1, 9, {}, 0.9};
    resume::assign_ids(resume);
    return resume;
}

const Names kNames = {{"Halden Labs", Kind::Organization}, {"Kleinstadt", Kind::Location}};

TEST(FillGaps, DividesAnEmployerFromItsTownWhateverJoinsThem) {
    for (const char* text :
         {"Halden Labs, Kleinstadt", "Halden Labs Kleinstadt", "Halden Labs (Kleinstadt)", "Halden Labs – Kleinstadt"}) {
        auto resume = with_work(text);
        const auto filled = fill_gaps(resume, recognised(resume, kNames));
        ASSERT_EQ(filled.size(), 1U) << text;
        EXPECT_EQ(filled[0].node, NodeId("/work/0/location"));
        EXPECT_EQ(resume.work[0].name.value, "Halden Labs");
        EXPECT_EQ(resume.work[0].location.value, "Kleinstadt");
        EXPECT_EQ(resume.work[0].location.source.line, 7) << "it keeps where it came from";
        EXPECT_LE(resume.work[0].location.source.confidence, 0.8);
    }
}

TEST(FillGaps, LeavesATextWholeThatIsNotPreciselyTheTwo) {
    const std::pair<const char*, Names> cases[] = {
        {"Hotel Kleinstadt", {{"Kleinstadt", Kind::Location}}},
        {"University of Kleinstadt", {{"University of Kleinstadt", Kind::Organization}}},
        {"Halden Labs for Kleinstadt", kNames},
        {"Halden Labs Kleinstadt and surroundings", kNames},
        {"Kleinstadt Halden Labs", kNames},
        {"Halden Labs, Kleinstadt, Oslo",
         {{"Halden Labs", Kind::Organization}, {"Kleinstadt", Kind::Location}, {"Oslo", Kind::Location}}},
    };
    for (const auto& [text, names] : cases) {
        auto resume = with_work(text);
        const auto before = resume;
        EXPECT_THAT(fill_gaps(resume, recognised(resume, names)), IsEmpty()) << text;
        EXPECT_TRUE(same_content(resume, before)) << text;
    }
}

TEST(FillGaps, TakesNoGuess) {
    auto resume = with_work("Halden Labs, Kleinstadt");
    EXPECT_THAT(fill_gaps(resume, recognised(resume, kNames, 0.6)), IsEmpty());
}

TEST(FillGaps, NeverTouchesWhatTheRulesFilled) {
    auto resume = with_work("Halden Labs, Kleinstadt");
    resume.work[0].location.value = "Remote";
    EXPECT_THAT(texts_beside_gaps(resume), IsEmpty()) << "nobody is asked";
    EXPECT_THAT(fill_gaps(resume, {}), IsEmpty());
    EXPECT_EQ(resume.work[0].name.value, "Halden Labs, Kleinstadt");
}

TEST(FillGaps, TellsTitleAndEmployerApart) {
    auto swallowed = with_work("Senior Analyst Halden Labs", "");
    fill_gaps(swallowed, recognised(swallowed, kNames));
    EXPECT_EQ(swallowed.work[0].position.value, "Senior Analyst");
    EXPECT_EQ(swallowed.work[0].name.value, "Halden Labs");
    auto other = with_work("", "Senior Analyst Halden Labs");
    fill_gaps(other, recognised(other, kNames));
    EXPECT_EQ(other.work[0].position.value, "Senior Analyst");
    EXPECT_EQ(other.work[0].name.value, "Halden Labs");
}

TEST(FillGaps, DividesNothingAtAWordThatLeadsOn) {
    for (const char* text : {"Analyst bei Halden Labs", "Advisor to the board of Halden Labs"}) {
        auto resume = with_work("", text);
        EXPECT_THAT(fill_gaps(resume, recognised(resume, kNames)), IsEmpty()) << text;
        EXPECT_EQ(resume.work[0].position.value, text);
    }
}

void set_aside(resume::Resume& resume, std::initializer_list<std::pair<const char*, int>> lines) {
    resume.unplaced.emplace_back();
    for (const auto& [text, line] : lines) {
        resume.unplaced.back().lines.emplace_back().value = text;
        resume.unplaced.back().lines.back().source = {1, line, {}, 0.3};
    }
    resume::assign_ids(resume);
}

TEST(FillGaps, PlacesALineOfTheEntryAndNoneOfAnother) {
    auto resume = with_work("Halden Labs");
    set_aside(resume, {{"Kleinstadt", 8}, {"Something else", 8}});
    EXPECT_THAT(texts_beside_gaps(resume), Contains("Kleinstadt"));
    ASSERT_EQ(fill_gaps(resume, recognised(resume, kNames)).size(), 1U);
    EXPECT_EQ(resume.work[0].location.value, "Kleinstadt");
    ASSERT_EQ(resume.unplaced.front().lines.size(), 1U) << "it is said once";
    EXPECT_EQ(resume.unplaced.front().lines.front().id, NodeId("/meta/bespoke/unplaced/0/lines/0"));

    auto far = with_work("Halden Labs");
    set_aside(far, {{"Kleinstadt", 30}});
    EXPECT_THAT(fill_gaps(far, recognised(far, kNames)), IsEmpty());
}

TEST(FillGaps, ChoosesNotBetweenTwo) {
    auto resume = with_work("Halden Labs");
    set_aside(resume, {{"Kleinstadt", 8}, {"Oslo", 8}});
    EXPECT_THAT(fill_gaps(resume, recognised(resume, {{"Kleinstadt", Kind::Location}, {"Oslo", Kind::Location}})), IsEmpty());
}

TEST(FillGaps, ListensToNoEntityOutsideItsText) {
    auto resume = with_work("Halden Labs, Kleinstadt");
    std::vector<std::vector<Entity>> wild(texts_beside_gaps(resume).size(),
                                          {{Kind::Location, 13, 4'000, 1.0}, {Kind::Organization, 90, 95, 1.0}});
    EXPECT_THAT(fill_gaps(resume, wild), IsEmpty());
}

TEST(FillGaps, WritesNoWordThatTheResumeDoesNotHave) {
    const char* text =
        "# Ada Example\n\nada@example.com\n\n## Experience\n\n### Analyst, Halden Labs Kleinstadt\n\n2016 – 2020\n\n- Kept 14 "
        "accounts\n\n"
        "### Clerk Northfell Ltd\n\n2012 – 2016\n\n- Filed returns\n";
    const auto document = document::read_markdown(as_bytes(text), Limits{});
    ASSERT_TRUE(document);
    auto resume = resume::parse(*document)->resume;
    auto names = kNames;
    names.emplace_back("Northfell Ltd", Kind::Organization);
    EXPECT_FALSE(fill_gaps(resume, recognised(resume, names)).empty());
    resume::for_each_text(static_cast<const resume::Resume&>(resume), [&](const resume::Text& node) {
        EXPECT_NE(std::string_view(text).find(node.value), std::string_view::npos) << node.value;
    });
    EXPECT_EQ(resume.work[0].location.value, "Kleinstadt");
}

}  // namespace
}  // namespace bespoke::stages
