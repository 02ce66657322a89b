#include <gtest/gtest.h>

#include "stages/stages.hpp"

namespace bespoke::stages {
namespace {

using nlohmann::json;

/// A world of which the outcome stages want nothing.
class NoBlobs final : public ports::BlobStore {
public:
    Status put(const TenantId&, const ports::BlobKey&, BytesView, Deadline) override { return {}; }
    Result<std::optional<Bytes>> get(const TenantId&, const ports::BlobKey&, Deadline) override { return std::nullopt; }
    Status remove(const TenantId&, const ports::BlobKey&, Deadline) override { return {}; }
    Result<std::vector<Entry>> list(const TenantId&, std::string_view, Deadline) override { return std::vector<Entry>{}; }
};
class NoReader final : public ports::DocumentReader {
public:
    Result<document::Document> read(BytesView, Deadline) override { return fail(ErrorCode::Unavailable, "none", "None."); }
};

Result<engine::TaskOutput> run(const std::string& resource, const json& state) {
    NoBlobs blobs;
    NoReader reader;
    const engine::TaskContext context{TenantId("alice"), JobId("job-1"), Deadline::after(std::chrono::minutes(1))};
    return make_tasks({blobs, reader}).at(resource)(context, state);
}

/// What Catch leaves of an error.
json failed(const std::string& name, const json& cause) { return {{"failure", {{"Error", name}, {"Cause", cause.dump()}}}}; }

void expect_ending(const engine::TaskOutput& output, const std::string& state, const json& data) {
    ASSERT_EQ(output.effects.writes.size(), 1U);
    const auto& set = std::get<ports::SetState>(output.effects.writes[0]);
    EXPECT_EQ(set.kind, ports::RecordKind::Job);
    EXPECT_EQ(set.id, RecordId("job-1"));
    EXPECT_EQ(set.state, state);
    ASSERT_EQ(output.effects.events.size(), 1U);
    EXPECT_EQ(output.effects.events[0].type, "job." + state);
    EXPECT_EQ(output.effects.events[0].subject, "job-1");
    EXPECT_EQ(output.effects.events[0].data, data);
}

TEST(Outcome, NotifyTellsHowManyEditsWereAccepted) {
    const auto output = run("notify", {{"validate", {{"accepted", 7}, {"refused", 2}}}});
    ASSERT_TRUE(output);
    expect_ending(*output, "succeeded", {{"accepted", 7}, {"refused", 2}});
}

TEST(Outcome, RejectAndDeadLetterTellNamesAloneNeverASentence) {
    const auto state =
        failed("InvalidInput",
               {{"errorMessage", "Ada Lovelace's file is empty."}, {"reason", "unsupported-media"}, {"state", "Ingest"}});
    const json told = {{"error", "InvalidInput"}, {"stage", "Ingest"}, {"reason", "unsupported-media"}};
    for (const auto& [resource, ending] : {std::pair("reject", "rejected"), std::pair("dead-letter", "dead")}) {
        const auto output = run(resource, state);
        ASSERT_TRUE(output);
        expect_ending(*output, ending, told);
        EXPECT_EQ(output->data, state);
    }
}

TEST(Outcome, ACauseThatIsNoJsonIsLeftOut) {
    const json state = {{"failure", {{"Error", "States.Timeout"}, {"Cause", "It took too long."}}}};
    const auto output = run("dead-letter", state);
    ASSERT_TRUE(output);
    expect_ending(*output, "dead", {{"error", "States.Timeout"}, {"stage", ""}, {"reason", ""}});
}

}  // namespace
}  // namespace bespoke::stages
