#include "adapters/aws/dynamodb/commit.hpp"

#include <gtest/gtest.h>

#include "adapters/aws/dynamodb/attribute.hpp"

namespace bespoke::adapters::aws::dynamodb {
namespace {

using nlohmann::json;
using ports::Put;
using ports::RecordKind;

const TenantId kAlice("alice");
const Timestamp kNow = from_millis(1'800'000'000'000);

Put put(const std::string& id, Put::If condition = Put::If::Any, std::uint64_t expected = 0) {
    Put out;
    out.record = {RecordKind::Job, RecordId(id), 0, "active", {}, kNow, {}, {}};
    out.condition = condition;
    out.expected_version = expected;
    return out;
}
const ports::Remove kRemoval{RecordKind::Job, RecordId("job_1")};
const ports::SetState kChange{RecordKind::Job, RecordId("job_1"), "dead", {}};

/// The item of job_1 in this version.
json stored(std::uint64_t version) {
    StoredRecord record{put("job_1").record, Bytes(3)};
    record.record.version = version;
    return record_item(kAlice, record);
}

/// A batch as it is sealed, without any secret in it.
struct Sealed {
    explicit Sealed(ports::Batch all, std::size_t body_bytes = 3) : batch(std::move(all)) {
        sealed.batch = &batch;
        sealed.now = kNow;
        for (const auto& write : batch.writes)
            if (std::holds_alternative<Put>(write)) sealed.bodies.emplace_back(body_bytes);
        for (const auto& event : batch.events) sealed.events.push_back({"evt_" + event.subject, kNow, Bytes(body_bytes)});
    }
    ports::Batch batch;
    sealing::SealedBatch sealed;
};

/// "Put RECORD#job#job_1 if 3" and so on; the reason if it fails.
std::string worked_out(const Sealed& sealed, const std::vector<json>& items) {
    Commit commit(kAlice, sealed.sealed);
    for (const auto& item : items) EXPECT_TRUE(commit.take(item));
    if (auto done = commit.run(); !done) return done.error().reason;
    std::string all;
    const auto actions = commit.actions("table");
    for (const auto& action : actions) {
        const auto& name = action.begin().key();
        const auto& what = action.begin().value();
        EXPECT_EQ(what.at("TableName"), "table");
        const auto& key = name == "Put" ? what.at("Item") : what.at("Key");
        EXPECT_EQ(key.at("PK"), text_value("TENANT#alice"));
        all += (all.empty() ? "" : ", ") + name + " " + key.at("SK").at("S").get<std::string>();
        const auto condition = what.value("ConditionExpression", "");
        if (condition == "attribute_not_exists(#p)") all += " if absent";
        if (condition == "#v = :v") all += " if " + what.at("ExpressionAttributeValues").at(":v").at("N").get<std::string>();
    }
    return all;
}

TEST(Commit, WritesEachItemOnceOnConditionThatItIsAsItWasRead) {
    const struct {
        const char* what;
        std::vector<ports::Write> writes;
        std::vector<json> items;
        const char* expected;
    } rows[] = {
        {"new", {put("job_1")}, {}, "Put RECORD#job#job_1 if absent"},
        {"another time", {put("job_1")}, {stored(3)}, "Put RECORD#job#job_1 if 3"},
        {"twice in one batch", {put("job_1"), put("job_1", Put::If::Matches, 4)}, {stored(3)}, "Put RECORD#job#job_1 if 3"},
        {"removed", {kRemoval}, {stored(3)}, "Delete RECORD#job#job_1 if 3"},
        {"removed and made again", {kRemoval, put("job_1", Put::If::Absent)}, {stored(3)}, "Put RECORD#job#job_1 if 3"},
        {"made and removed", {put("job_1"), kRemoval}, {}, ""},
        {"changed and removed", {kChange, kRemoval}, {stored(3)}, "Delete RECORD#job#job_1 if 3"},
        {"changed", {kChange}, {stored(3)}, "Put RECORD#job#job_1 if 3"},
        {"nothing to remove", {kRemoval}, {}, ""},
        {"nothing to change", {kChange}, {}, ""},
        {"not absent", {put("job_1", Put::If::Absent)}, {stored(3)}, "version"},
        {"another version", {put("job_1", Put::If::Matches, 2)}, {stored(3)}, "version"},
        {"no version", {put("job_1", Put::If::Matches, 1)}, {}, "version"},
    };
    for (const auto& row : rows) EXPECT_EQ(worked_out(Sealed({row.writes, {}, {}}), row.items), row.expected) << row.what;
}

TEST(Commit, NumbersGoOnFromTheHeadAndHoldOnlyIfItIsAsItWas) {
    const Sealed sealed(
        {{}, {{0, "", "job.made", "job_1", kNow, {}}}, {{0, kNow, "user_1", "createJob", "job_1", "ok", "", ""}}});
    EXPECT_EQ(worked_out(sealed, {}),
              "Put HEAD if absent, Put EVENT#00000000000000000001, Put SUBJECT#job_1#00000000000000000001, "
              "Put AUDIT#00000000000000000001");
    EXPECT_EQ(worked_out(sealed, {head_item(kAlice, {8, 41, 9, "hash"})}),
              "Put HEAD if 8, Put EVENT#00000000000000000042, Put SUBJECT#job_1#00000000000000000042, "
              "Put AUDIT#00000000000000000010");
}

TEST(Commit, LeavesTheHeadAloneWhereNothingIsNumbered) {
    const Sealed sealed({{put("job_1")}, {}, {}});
    const auto keys = Commit(kAlice, sealed.sealed).keys();
    ASSERT_EQ(keys.size(), 1U) << "else all commits of a tenant would race";
    EXPECT_EQ(keys[0].at("SK"), text_value("RECORD#job#job_1"));
}

TEST(Commit, RefusesWhatAnItemOrATransactionHasNoRoomFor) {
    const ports::Batch one{{put("job_1")}, {}, {}};
    EXPECT_EQ(worked_out(Sealed(one, 350'000), {}), "Put RECORD#job#job_1 if absent");
    EXPECT_EQ(worked_out(Sealed(one, 350'001), {}), "record-too-large");
    EXPECT_EQ(worked_out(Sealed({{}, {{0, "", "job.made", "job_1", kNow, {}}}, {}}, 350'001), {}), "record-too-large");
    ports::Batch many;
    for (int i = 0; i < 11; ++i) many.writes.emplace_back(put("job_" + std::to_string(i)));
    EXPECT_EQ(worked_out(Sealed(many, 340'000), {}), "batch-too-large");
    for (int i = 0; i < 11; ++i) many.writes.emplace_back(ports::Remove{RecordKind::Job, RecordId("job_" + std::to_string(i))});
    EXPECT_EQ(worked_out(Sealed(many, 340'000), {}), "") << "what is not written needs no room";
}

TEST(Commit, DamagedItemsAreSaidToBe) {
    const Sealed sealed({{put("job_1")}, {}, {}});
    auto damaged = stored(3);
    damaged.erase("version");
    EXPECT_EQ(Commit(kAlice, sealed.sealed).take(damaged).error().code, ErrorCode::Corrupt);
    EXPECT_FALSE(Commit(kAlice, sealed.sealed).take(json::object()));
}

}  // namespace
}  // namespace bespoke::adapters::aws::dynamodb
