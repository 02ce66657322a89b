#include "ports/execution_record.hpp"

#include <gtest/gtest.h>

namespace bespoke::ports {
namespace {

using nlohmann::json;
using Kind = Transition::Kind;
using Standing = ExecutionRecord::Standing;

const TenantId kAlice("alice");

ExecutionRecord sample() {
    ExecutionRecord record;
    record.job = JobId("job-1");
    record.standing = Standing::Failed;
    record.run = 3;
    record.input = {{"request", "Zoë"}};
    record.trace = "0af7651916cd43dd8448eb211c80319c";
    record.position = {"Parse", {{"a", 1}}, {{"retries", 2}}, std::nullopt};
    record.ending = Ending{ExecutionStatus::Failed,
                           "Dead",
                           {{"b", 2.5}},
                           Error{ErrorCode::Corrupt, "r", "p", "d", "w"},
                           "Dead",
                           "Parse",
                           Position{"Parse", {{"a", 1}}, json::object(), std::nullopt}};
    Transition line;
    line.at = from_millis(1'767'225'600'123);
    line.kind = Kind::Started;
    Transition failed = line;
    failed.kind = Kind::Failed;
    failed.state = "Parse";
    failed.took = std::chrono::microseconds(1234);
    failed.error = "Corrupt";
    failed.public_text = "It is broken.";
    record.add({line, failed});
    keep_result(record, "Ingest", {{"x", 1}}, {{"y", 2}}, VisitEnds::Nothing);
    record.created_at = from_millis(1'767'225'600'000);
    return record;
}

/// As a store gives it back.
ExecutionRecord stored(const ExecutionRecord& record) {
    auto kept = put_execution(record).record;
    kept.body = json::parse(kept.body.dump());
    kept.version = 7;
    return execution_from(kept).value();
}

TEST(ExecutionRecord, ComesBackFromTheStoreAsItWas) {
    const auto before = sample();
    const auto after = stored(before);
    EXPECT_EQ(after.version, 7U);
    EXPECT_EQ(put_execution(after).record.body, put_execution(before).record.body);
    EXPECT_EQ(after.standing, Standing::Failed);
    ASSERT_EQ(after.history.size(), 2U);
    EXPECT_EQ(after.history[1].sequence, 2U);
    EXPECT_EQ(after.history[1].kind, Kind::Failed);
    EXPECT_EQ(after.history[1].took, std::chrono::microseconds(1234));
    EXPECT_EQ(after.history[1].at, before.history[1].at);
    EXPECT_EQ(after.ending->again->state, "Parse");
    EXPECT_EQ(after.ending->error->reason, "r");
    const auto told = described(after);
    EXPECT_EQ(told.status, ExecutionStatus::Failed);
    EXPECT_EQ(told.failed_state, "Parse");
    EXPECT_EQ(told.output, json({{"b", 2.5}}));
}

TEST(ExecutionRecord, IsStoredOnlyOverWhatWasRead) {
    auto record = sample();
    EXPECT_EQ(put_execution(record).condition, Put::If::Absent);
    record.version = 4;
    EXPECT_EQ(put_execution(record).condition, Put::If::Matches);
    EXPECT_EQ(put_execution(record).expected_version, 4U);
}

TEST(ExecutionRecord, OfAnotherShapeIsDamaged) {
    const auto whole = put_execution(sample()).record;
    for (const auto& [member, value] : whole.body.items()) {
        auto damaged = whole;
        damaged.body.erase(member);
        const auto read = execution_from(damaged);
        ASSERT_FALSE(read) << member;
        EXPECT_EQ(read.error().code, ErrorCode::Corrupt);
    }
}

TEST(ExecutionRecord, KnowsAVisitByItsStateAndInput) {
    auto record = sample();
    ASSERT_NE(find_result(record, "Ingest", {{"x", 1}}), nullptr);
    EXPECT_EQ(*find_result(record, "Ingest", {{"x", 1}}), json({{"y", 2}}));
    EXPECT_EQ(find_result(record, "Ingest", {{"x", 2}}), nullptr);
    EXPECT_FALSE(is_committed(record, "Parse", {{"x", 1}}));
}

TEST(ExecutionRecord, ForgetsTheVisitsThatLedToTheEnd) {
    auto record = sample();
    keep_result(record, "DeadLetter", {{"x", 1}}, {{"z", 3}}, VisitEnds::Execution);
    EXPECT_TRUE(is_committed(record, "DeadLetter", {{"x", 1}}));
    forget_endings(record);
    EXPECT_FALSE(is_committed(record, "DeadLetter", {{"x", 1}}));
    EXPECT_TRUE(is_committed(record, "Ingest", {{"x", 1}}));
}

TEST(ExecutionRecord, StaysFarBelowWhatAStoreTakesHoweverLargeResultsAre) {
    auto record = sample();
    for (int visit = 0; visit < 40; ++visit) {
        const json result = {{"text", std::string(static_cast<std::size_t>(visit) * 1024, 'x')}};
        keep_result(record, "Parse", {{"visit", visit}}, result, VisitEnds::Nothing);
        EXPECT_TRUE(is_committed(record, "Parse", {{"visit", visit}})) << "noted, kept or not";
        const auto* kept = find_result(record, "Parse", {{"visit", visit}});
        EXPECT_TRUE(kept == nullptr || *kept == result);
    }
    EXPECT_EQ(find_result(record, "Parse", {{"visit", 39}}), nullptr);
    EXPECT_LT(put_execution(record).record.body.dump().size(), 200U * 1024);
}

TEST(ExecutionTag, GoesInAndComesOutAgain) {
    const ExecutionTag tag{kAlice, JobId("job-1"), "trace", 2, from_millis(5)};
    const json datas[] = {json::object(), {{"request", {{"deep", json::array({1, 2.5, nullptr, "Zoë"})}}}}};
    for (const auto& data : datas) {
        auto value = tagged(data, tag);
        EXPECT_EQ(value.dump(), tagged(data, tag).dump());
        const auto taken = take_tag(value);
        ASSERT_TRUE(taken);
        EXPECT_EQ(value, data);
        EXPECT_EQ(taken->tenant, tag.tenant);
        EXPECT_EQ(taken->job, tag.job);
        EXPECT_EQ(taken->trace, tag.trace);
        EXPECT_EQ(taken->run, tag.run);
        EXPECT_EQ(taken->since, tag.since);
    }
}

TEST(ExecutionTag, HasToBeWhole) {
    const auto whole = tagged(json::object(), {kAlice, JobId("job-1"), "", 1, {}});
    for (const char* member : {"tenantId", "jobId", "run", "since"}) {
        auto value = whole;
        value.erase(member);
        const auto taken = take_tag(value);
        ASSERT_FALSE(taken) << member;
        EXPECT_EQ(taken.error().reason, "bad-event");
    }
    for (json value : {json(nullptr), json("text"), json::array({1})}) EXPECT_FALSE(take_tag(value));
}

}  // namespace
}  // namespace bespoke::ports
