#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <random>

#include "tailoring/edit.hpp"
#include "tailoring/random_edits.hpp"

namespace bespoke::tailoring {
namespace {

using nlohmann::json;
using resume::Provenance;
using resume::Resume;

json plain(const Resume& resume) { return to_json(resume, Provenance::Omit); }

Edit edit(const char* id, EditKind kind, const char* target, Change change) {
    return {EditId(id), kind, NodeId(target), std::move(change), {}, {NodeId("/basics/name")}, "because"};
}

std::string operations(const json& patch) {
    std::string names;
    for (const auto& step : patch) names += step.at("op").get<std::string>() + " ";
    return names;
}

TEST(JsonPatch, ReplaysAnyEditsWithAnIndependentImplementation) {
    std::mt19937 random(4711);
    for (int round = 0; round < 400; ++round) {
        const auto resume = testing::random_resume(random);
        const auto edits = testing::random_edits(resume, random);
        const auto patch = to_json_patch(resume, edits);
        ASSERT_TRUE(patch) << patch.error().detail;
        ASSERT_EQ(plain(resume).patch(json(*patch)), plain(*tailoring::apply(resume, edits))) << "round " << round << "\n"
                                                                                              << patch->dump(1);
    }
}

TEST(JsonPatch, IsEmptyWithoutEdits) {
    std::mt19937 random(1);
    EXPECT_TRUE(to_json_patch(testing::random_resume(random), {})->empty());
}

TEST(JsonPatch, TestsWhatItReplacesOrRemovesAndMovesWhatItOrders) {
    const auto resume = *resume::resume_from_json(
        json::parse(R"({"basics":{"name":"Ada"},"work":[{"name":"Mill","highlights":["one","two","three"]}]})"));
    const json reword = *to_json_patch(resume, {edit("e1", EditKind::UseJobSpelling, "/work/0/highlights/1", Replace{"2"})});
    EXPECT_EQ(operations(reword), "test replace ");
    const json drop = *to_json_patch(resume, {edit("e1", EditKind::DropHighlight, "/work/0/highlights/1", Remove{})});
    EXPECT_EQ(operations(drop), "test remove ");
    const json order = *to_json_patch(
        resume, {edit("e1", EditKind::ReorderHighlights, "/work/0/highlights", Permute{{NodeId("/work/0/highlights/2")}})});
    EXPECT_EQ(order, json::parse(R"([{"op":"move","from":"/work/0/highlights/2","path":"/work/0/highlights/0"}])"));
}

TEST(JsonPatch, DoesNotApplyToAnotherResume) {
    const auto mine = *resume::resume_from_json(json::parse(R"({"work":[{"name":"Mill","highlights":["one","two"]}]})"));
    const auto other = *resume::resume_from_json(json::parse(R"({"work":[{"name":"Mill","highlights":["one","deux"]}]})"));
    const json patch = *to_json_patch(mine, {edit("e1", EditKind::DropHighlight, "/work/0/highlights/1", Remove{})});
    EXPECT_THROW(static_cast<void>(plain(other).patch(patch)), json::exception);
}

TEST(JsonPatch, MakesTheObjectsThatANewValueStandsIn) {
    const auto resume = *resume::resume_from_json(json::parse(R"({"work":[{"name":"Mill"}]})"));
    const json patch = *to_json_patch(resume, {edit("e1", EditKind::ComposeSummary, "/basics/summary", Replace{"Miller."}),
                                               edit("e2", EditKind::SurfaceSkill, "/skills", Append{"Milling"})});
    EXPECT_EQ(plain(resume).patch(patch).at("/basics/summary"_json_pointer), "Miller.");
    EXPECT_EQ(plain(resume).patch(patch).at("/skills/0/name"_json_pointer), "Milling");
}

}  // namespace
}  // namespace bespoke::tailoring
