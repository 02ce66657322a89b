#include "stages/second_opinion.hpp"

#include <gmock/gmock.h>

#include "stages/pipeline_for_test.hpp"

namespace bespoke::stages {
namespace {

using ports::Entity;
using ::testing::HasSubstr;
using testing::Rig;
using Kind = Entity::Kind;

constexpr const char* kSource = "Reconciled 14 bank accounts every week";
constexpr const char* kHonest = "Reconciled 14 bank accounts each week";

Entity entity(std::string_view text, std::string_view name, Kind kind, double score = 0.95) {
    const auto at = text.find(name);
    EXPECT_NE(at, std::string_view::npos) << name;
    return {kind, at, at + name.size(), score};
}

TEST(EntityFromNowhere, IsANameOrADateThatNoSourceHas) {
    const std::vector<std::string> sources = {"Ran the AWS account of Northfell Group in Oslo since March 2019",
                                              "Clerk.\nHalden Labs."};
    struct Case {
        const char *text, *name;
        Kind kind;
        bool stray;
    };
    const Case cases[] = {
        {"Ran an account for Northfell Group", "Northfell Group", Kind::Organization, false},
        {"Ran an account for Northfell", "Northfell", Kind::Organization, false},
        {"Ran an account for Southfell Group", "Southfell Group", Kind::Organization, true},
        {"Ran an account at Halden Labs", "Halden Labs", Kind::Organization, false},
        {"Ran an account at Halden Group", "Halden Group", Kind::Organization, true},  // words of two sources make no name
        {"Ran the account in Bergen", "Bergen", Kind::Location, true},
        {"Ran the account with Amazon Web Services", "Amazon Web Services", Kind::Organization, false},
        {"Has run it since 2019", "2019", Kind::Date, false},
        {"Has run it since March 2018", "March 2018", Kind::Date, true},
        {"Ran it each week", "each week", Kind::Date, false},  // no day in the calendar
        {"Led Northfell Group", "Led Northfell Group", Kind::Organization, false},
        {"Ran 40 accounts", "40 accounts", Kind::Other, false},  // numbers are judged by the rules
    };
    for (const auto& [text, name, kind, stray] : cases) {
        const auto found = entity_from_nowhere(text, {entity(text, name, kind)}, sources);
        EXPECT_EQ(found, stray ? std::string_view(name) : std::string_view()) << text;
        EXPECT_EQ(entity_from_nowhere(text, {entity(text, name, kind, 0.5)}, sources), "") << "no guess counts";
    }
}

/// Finds what a test names, wherever it stands.
class ScriptedRecognizer final : public ports::EntityRecognizer {
public:
    Result<std::vector<Entity>> entities(const TenantId& owner, std::string_view text, Deadline) override {
        asked.emplace_back(text);
        EXPECT_EQ(owner, TenantId("alice"));
        if (error) return tl::unexpected(*error);
        std::vector<Entity> found;
        for (const auto& [name, kind] : names) {
            if (const auto at = text.find(name); at != std::string_view::npos)
                found.push_back({kind, at, at + name.size(), 0.99});
        }
        return found;
    }
    std::vector<std::pair<std::string, Kind>> names;
    std::optional<Error> error;
    std::vector<std::string> asked;
};

constexpr const char* kTurned = "Each week reconciled 14 bank accounts";

TEST(SecondOpinion, RefusesTheEditAndNotTheJob) {
    Rig agreed, refused;
    ScriptedRecognizer recognizer;
    agreed.ports.entities = refused.ports.entities = &recognizer;
    agreed.use_model({testing::rewriting(kSource, kTurned)});
    refused.use_model({testing::rewriting(kSource, kTurned)});
    EXPECT_THAT(agreed.made(agreed.run(), "tailored.json").dump(), HasSubstr(kTurned));
    EXPECT_EQ(recognizer.asked.back(), kTurned) << "what is asked about is the edits";
    recognizer.names = {{"Each", Kind::Person}};  // it is wrong: what it costs is the edit
    const auto ended = refused.run();
    EXPECT_EQ(refused.made(ended, "tailored.json").dump().find(kTurned), std::string::npos);
    EXPECT_THAT(refused.made(ended, "report.json").dump(), HasSubstr("\\\"Each\\\" stands in none of its sources."));
}

TEST(SecondOpinion, IsNotAskedAboutEditsOfTheRules) {
    Rig plain, rig;
    ScriptedRecognizer recognizer;
    recognizer.names = {{"Quillfeather", Kind::Person}, {"Excel", Kind::Location}};
    rig.ports.entities = &recognizer;
    EXPECT_EQ(rig.made(rig.run(), "tailored.json"), plain.made(plain.run(), "tailored.json"));
    EXPECT_LE(recognizer.asked.size(), 1U) << "once for the gaps of the resume";
}

constexpr const char* kGap = R"(# Rufus Okonjo-Bell

rufus.okonjo-bell@example.com

## Experience

### Accountant, Halden Labs Kleinstadt

March 2020 – Present

- Close 4 ledgers within 3 working days, down from 8
- File 24 VAT returns a year without a penalty

## Skills

Excel, Sage 50, Bookkeeping
)";

struct WithGap : ::testing::Test {
    Rig rig;
    ScriptedRecognizer recognizer;
    WithGap() {
        rig.request.resume.blob = ports::BlobKey("uploads/gap");
        EXPECT_TRUE(rig.blobs.put(rig.alice, rig.request.resume.blob, as_bytes(kGap), Deadline::after(std::chrono::minutes(1))));
        rig.ports.entities = &recognizer;
        recognizer.names = {{"Halden Labs", Kind::Organization}, {"Kleinstadt", Kind::Location}};
    }
};

TEST_F(WithGap, AGapIsFilledAndTheOwnerToldOfIt) {
    const auto ended = rig.run();
    const auto tailored = rig.made(ended, "tailored.json");
    EXPECT_EQ(tailored.at("/work/0/name"_json_pointer), "Halden Labs");
    EXPECT_EQ(tailored.at("/work/0/location"_json_pointer), "Kleinstadt");
    const auto findings = rig.made(ended, "report.json").at("findings");
    ASSERT_EQ(findings.size(), 1U);
    EXPECT_EQ(findings[0].at("code"), "recognised");
    EXPECT_EQ(findings[0].at("rule"), "entities:LOCATION");
    EXPECT_EQ(findings[0].at("where"), "/work/0/location");
    EXPECT_EQ(recognizer.asked.size(), 1U);
    rig.run();
    EXPECT_EQ(recognizer.asked.size(), 1U) << "a visit that is done twice asks once";
}

TEST_F(WithGap, WithoutARecogniserNothingIsOtherwise) {
    rig.ports.entities = nullptr;
    EXPECT_EQ(rig.made(rig.run(), "tailored.json").at("/work/0/name"_json_pointer), "Halden Labs Kleinstadt");
}

TEST_F(WithGap, ABusyRecogniserIsAskedAgainByThePipeline) {
    recognizer.error = fail(ErrorCode::Unavailable, "throttled", "The service is busy; try again in a moment.").value();
    const auto ended = rig.run();
    ASSERT_TRUE(ended.error);
    EXPECT_EQ(ended.error->code, ErrorCode::Unavailable) << "what Retry of the pipeline tries again";
    EXPECT_EQ(ended.error->reason, "throttled");
}

}  // namespace
}  // namespace bespoke::stages
