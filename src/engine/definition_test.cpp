#include "engine/definition.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

namespace bespoke::engine {
namespace {

using nlohmann::json;

TEST(Definition, ReadsThePipelineOfTheProduct) {
    std::ifstream file(BESPOKE_SOURCE_DIR "/pipeline/tailoring.asl.json");
    const auto definition = parse_definition(json::parse(file));
    ASSERT_TRUE(definition) << definition.error().public_text;
    EXPECT_EQ(definition->start_at, "Ingest");
    const std::vector<std::string> order = {"Ingest",   "Parse",  "Embed",   "Retrieve", "Generate",
                                            "Validate", "Render", "Persist", "Notify"};
    std::string at = definition->start_at;
    for (const auto& expected : order) {
        EXPECT_EQ(at, expected);
        at = std::get<TaskState>(definition->states.at(at)).next;
    }
}

struct BadDefinition {
    const char* what;
    const char* source;
    const char* pointer;
};

class RefusedDefinition : public testing::TestWithParam<BadDefinition> {};

TEST_P(RefusedDefinition, NamesThePlace) {
    const auto definition = parse_definition(json::parse(GetParam().source));
    ASSERT_FALSE(definition) << GetParam().what;
    EXPECT_EQ(definition.error().where, GetParam().pointer);
}

INSTANTIATE_TEST_SUITE_P(
    Cases, RefusedDefinition,
    testing::Values(
        BadDefinition{"unknown top field", R"({"StartAt": "A", "States": {"A": {"Type": "Succeed"}}, "Speed": 1})", "/Speed"},
        BadDefinition{"unknown state field",
                      R"({"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "r", "End": true, "Retry": []}}})",
                      "/States/A/Retry"},
        BadDefinition{"unknown type", R"({"StartAt": "A", "States": {"A": {"Type": "Map"}}})", "/States/A/Type"},
        BadDefinition{"start nowhere", R"({"StartAt": "B", "States": {"A": {"Type": "Succeed"}}})", "/StartAt"},
        BadDefinition{"next nowhere", R"({"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "r", "Next": "B"}}})",
                      "/States/A/Next"},
        BadDefinition{"no way on", R"({"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "r"}}})", "/States/A"},
        BadDefinition{"time-out of nothing",
                      R"({"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "r", "End": true, "TimeoutSeconds": 0}}})",
                      "/States/A/TimeoutSeconds"},
        BadDefinition{"not an object", R"([1])", ""}));

}  // namespace
}  // namespace bespoke::engine
