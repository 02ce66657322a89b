#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <random>

#include "tailoring/edit.hpp"
#include "tailoring/random_edits.hpp"

namespace bespoke::tailoring {
namespace {

using nlohmann::json;

TEST(EditJson, ReadsBackWhatItWrites) {
    std::mt19937 random(99);
    for (int round = 0; round < 100; ++round) {
        const auto resume = testing::random_resume(random);
        for (const auto& edit : testing::random_edits(resume, random)) {
            const auto written = to_json(edit, resume);
            const auto read = edit_from_json(json(written));
            ASSERT_TRUE(read) << written.dump();
            ASSERT_EQ(to_json(*read, resume), written);
        }
    }
}

TEST(EditJson, ShowsWhatStandsBeforeAndAfter) {
    const auto resume = *resume::resume_from_json(json::parse(R"({"work":[{"name":"Mill","highlights":["one","two"]}]})"));
    const Edit order{EditId("e1"),
                     EditKind::ReorderHighlights,
                     NodeId("/work/0/highlights"),
                     Permute{{NodeId("/work/0/highlights/1")}},
                     {},
                     {NodeId("/work/0/highlights/1")},
                     "why"};
    const json written = to_json(order, resume);
    EXPECT_EQ(written.at("before"), json::parse(R"(["one","two"])"));
    EXPECT_EQ(written.at("after"), json::parse(R"(["two","one"])"));
}

TEST(EditJson, ReadsTheEntriesOfTheChangeLogAndIgnoresKeysThatItDoesNotKnow) {
    const auto read = edit_from_json(json::parse(
        R"({"id":"e1","kind":"drop-highlight","target":"/work/0/highlights/0","change":{"type":"remove"},"requirements":[{"id":"/requirements/1","text":"t"}],
            "evidence":[{"node":"/work/0/highlights/0","text":"t"}],"reason":"r","before":"x","after":null,"verdict":{"accepted":true}})"));
    ASSERT_TRUE(read);
    EXPECT_EQ(read->kind, EditKind::DropHighlight);
    EXPECT_EQ(read->requirements, std::vector{RequirementId("/requirements/1")});
    EXPECT_EQ(read->evidence, std::vector{NodeId("/work/0/highlights/0")});
}

TEST(EditJson, SaysWhereAnEditIsMalformed) {
    const json good = json::parse(R"({"id":"e1","kind":"order-sections","target":"/meta/bespoke/sectionOrder",
        "change":{"type":"section-order","order":["work"]},"requirements":[],"evidence":["/work"],"reason":"r"})");
    ASSERT_TRUE(edit_from_json(good));
    const std::pair<const char*, json> breaks[] = {
        {"/id", json::parse(R"([{"op":"remove","path":"/id"}])")},
        {"/kind", json::parse(R"([{"op":"replace","path":"/kind","value":"rewrite-everything"}])")},
        {"/change", json::parse(R"([{"op":"remove","path":"/change"}])")},
        {"/change/type", json::parse(R"([{"op":"replace","path":"/change/type","value":"shell"}])")},
        {"/change/order", json::parse(R"([{"op":"replace","path":"/change/order","value":["kitchen"]}])")},
        {"/evidence", json::parse(R"([{"op":"replace","path":"/evidence","value":[7]}])")},
        {"/reason", json::parse(R"([{"op":"replace","path":"/reason","value":null}])")},
    };
    for (const auto& [where, change] : breaks) {
        const auto read = edit_from_json(good.patch(change));
        ASSERT_FALSE(read) << where;
        EXPECT_EQ(read.error().where, where);
        EXPECT_EQ(read.error().reason, "bad-edit");
    }
    EXPECT_FALSE(edit_from_json(json::array()));
}

TEST(EditJson, WritesWhateverTargetAProposerNames) {
    const auto resume = *resume::resume_from_json(json::parse(R"({"work":[{"name":"Mill","highlights":["one"]}]})"));
    for (const char* target :
         {"", "work", "/~", "/work/-", "/work/01", "/work/99999999999999999999", "/work/0/highlights/x", "\xff"}) {
        const Edit edit{EditId("e1"), EditKind::DropHighlight, NodeId(target), Remove{}, {}, {}, ""};
        EXPECT_TRUE(to_json(edit, resume).at("after").is_null()) << target;
        EXPECT_FALSE(tailoring::apply(resume, {edit})) << target;
    }
}

TEST(EditJson, VerdictsReadBack) {
    const Verdict verdict{EditId("e7"), {{"grounding", "the number \"40\" is not in its evidence"}}};
    const auto read = verdict_from_json(json(to_json(verdict)));
    ASSERT_TRUE(read);
    EXPECT_EQ(read->edit, verdict.edit);
    ASSERT_EQ(read->findings.size(), 1u);
    EXPECT_EQ(read->findings[0].reason, verdict.findings[0].reason);
    EXPECT_FALSE(read->accepted());
    EXPECT_FALSE(verdict_from_json(json::parse(R"({"edit":"e7"})")));
}

}  // namespace
}  // namespace bespoke::tailoring
