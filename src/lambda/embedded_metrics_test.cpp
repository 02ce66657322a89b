#include "lambda/embedded_metrics.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "lambda/exposition.hpp"

namespace bespoke::lambda {
namespace {

using nlohmann::json;

const Timestamp kNow = from_millis(1'800'000'000'000);

struct Embedded : ::testing::Test {
    telemetry::Metrics metrics;
    EmbeddedMetrics embedded{metrics, "generate"};
    std::vector<json> lines(const EmbeddedMetrics::Properties& properties = {}) {
        std::vector<json> parsed;
        for (const auto& line : embedded.lines(kNow, properties)) {
            EXPECT_EQ(line.find('\n'), std::string::npos);
            parsed.push_back(json::parse(line));
        }
        return parsed;
    }
};

TEST_F(Embedded, SaysNothingWhereNothingChanged) {
    EXPECT_TRUE(lines().empty());
    metrics.add("bespoke_executions_started_total");
    EXPECT_EQ(lines().size(), 1U);
    EXPECT_TRUE(lines().empty());
}

TEST_F(Embedded, HasTheFormThatCloudWatchReads) {
    metrics.add("bespoke_model_tokens_total", {{"direction", "input"}}, 120);
    const auto found = lines({{"tenantId", "acme"}});
    ASSERT_EQ(found.size(), 1U);
    const auto expected = json::parse(R"({
        "_aws": {"Timestamp": 1800000000000, "CloudWatchMetrics": [{"Namespace": "Bespoke", "Dimensions": [["Function", "direction"]],
            "Metrics": [{"Name": "bespoke_model_tokens_total", "Unit": "Count"}]}]},
        "Function": "generate", "direction": "input", "bespoke_model_tokens_total": 120.0, "tenantId": "acme"})");
    EXPECT_EQ(found[0], expected);
}

TEST_F(Embedded, CountsOnlyWhatWasAddedSinceTheLastTime) {
    metrics.add("bespoke_executions_started_total", {}, 5);
    lines();
    metrics.add("bespoke_executions_started_total", {}, 2);
    EXPECT_EQ(lines()[0].at("bespoke_executions_started_total"), 2);
}

TEST_F(Embedded, TellsOneObservationExactlyAndManyByTheirBuckets) {
    const telemetry::Labels labels = {{"stage", "parse"}, {"outcome", "ok"}};
    metrics.observe("bespoke_stage_seconds", labels, 0.25);
    EXPECT_EQ(lines()[0].at("bespoke_stage_seconds"), 0.25);
    metrics.observe("bespoke_stage_seconds", labels, 0.001);
    metrics.observe("bespoke_stage_seconds", labels, 0.001);
    metrics.observe("bespoke_stage_seconds", labels, 1e6);
    const auto value = lines()[0].at("bespoke_stage_seconds");
    ASSERT_EQ(value.at("Counts"), json({2.0, 1.0})) << value;
    EXPECT_LT(value.at("Values")[0], value.at("Values")[1]);
}

TEST(Exposition, IsReadWithItsEscapes) {
    const auto samples = samples_of("# HELP x y\nx{a=\"q\\\"\\\\\\n\",b=\"\"} 1.5\nplain 2\nbroken{a=\"1 3\n");
    ASSERT_EQ(samples.size(), 2U);
    EXPECT_EQ(samples[0].labels.at("a"), "q\"\\\n");
    EXPECT_EQ(samples[0].value, 1.5);
    EXPECT_EQ(samples[1].name, "plain");
}

}  // namespace
}  // namespace bespoke::lambda
