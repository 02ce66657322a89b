#include "adapters/aws/dynamodb/items.hpp"

#include <gtest/gtest.h>

#include "adapters/aws/dynamodb/attribute.hpp"
#include "crypto/encoding.hpp"

namespace bespoke::adapters::aws::dynamodb {
namespace {

using namespace std::chrono_literals;
using nlohmann::json;
using ports::RecordKind;

const TenantId kAlice("alice");
const Timestamp kStart = from_millis(1'800'000'000'123);

Bytes bytes(std::string_view text) { return {as_bytes(text).begin(), as_bytes(text).end()}; }

StoredRecord record() {
    StoredRecord stored{{RecordKind::Upload, RecordId("upl_1"), 7, "waiting", kStart + 1h, kStart, kStart + 1ms, {}}, {}};
    stored.body = bytes(std::string_view("\0\xff sealed", 9));
    return stored;
}

/// An item with each of its attributes once left out and once of another type has to be refused; those in `free` may be left out.
template <class Read>
void expect_damage_is_seen(const json& item, const Read& read, const std::vector<std::string>& free) {
    ASSERT_TRUE(read(item));
    for (const auto& [name, value] : item.items()) {
        const bool is_key = name == "PK" || name == "SK" || name.starts_with("GSI");
        if (is_key || std::ranges::find(free, name) != free.end()) continue;
        for (const auto& other : {json(), json{{"BOOL", true}}, json{{"S", 1}}, json("text"), json{{"N", "1x"}}}) {
            auto bad = item;
            if (other.is_null())
                bad.erase(name);
            else
                bad[name] = other;
            const auto got = read(bad);
            ASSERT_FALSE(got) << name << " as " << other;
            EXPECT_EQ(got.error().reason, "store-damaged") << name;
            EXPECT_EQ(got.error().code, ErrorCode::Corrupt) << name;
        }
    }
}

TEST(Items, ARecordComesBackAsItWent) {
    for (const auto& due : {std::optional<Timestamp>(kStart + 1h), std::optional<Timestamp>()}) {
        auto stored = record();
        stored.record.due = due;
        const auto item = record_item(kAlice, stored);
        EXPECT_EQ(item.contains("GSI2PK"), due.has_value()) << "what is not due is in no index of due times";
        const auto back = record_from(item);
        ASSERT_TRUE(back);
        EXPECT_EQ(back->record.kind, RecordKind::Upload);
        EXPECT_EQ(back->record.id, stored.record.id);
        EXPECT_EQ(back->record.version, 7U);
        EXPECT_EQ(back->record.state, "waiting");
        EXPECT_EQ(back->record.due, due);
        EXPECT_EQ(back->record.created_at, kStart);
        EXPECT_EQ(back->record.updated_at, kStart + 1ms);
        EXPECT_EQ(back->body, stored.body);
    }
}

TEST(Items, EventsAuditEntriesAndTheHeadComeBackAsTheyWent) {
    const StoredEvent stored{{41, "evt_1", "job.made", "job_1", kStart, {}}, bytes("data")};
    const auto event = event_from(event_item(kAlice, stored, event_sort(41)));
    ASSERT_TRUE(event);
    EXPECT_EQ(event->event.sequence, 41U);
    EXPECT_EQ(event->event.id + event->event.type + event->event.subject, "evt_1job.madejob_1");
    EXPECT_EQ(event->event.at, kStart);
    EXPECT_EQ(event->data, stored.data);

    const ports::AuditEntry entry{9, kStart, "user_1", "createJob", "job_1", "ok", std::string(32, 'a'), std::string(64, 'b')};
    const auto back = audit_from(audit_item(kAlice, entry));
    ASSERT_TRUE(back);
    EXPECT_EQ(back->hash, entry.hash);
    EXPECT_EQ(ports::audit_hash("x", *back), ports::audit_hash("x", entry)) << "all that is hashed is there";

    const auto head = head_from(head_item(kAlice, {3, 41, 9, entry.hash}));
    ASSERT_TRUE(head);
    EXPECT_EQ(head->version, 3U);
    EXPECT_EQ(head->last_event, 41U);
    EXPECT_EQ(head->last_audit, 9U);
    EXPECT_EQ(head->last_hash, entry.hash);
}

TEST(Items, WhatIsMissingOrOfAnotherTypeIsDamage) {
    expect_damage_is_seen(record_item(kAlice, record()), &record_from, {"due"});
    expect_damage_is_seen(event_item(kAlice, {{1, "evt_1", "job.made", "job_1", kStart, {}}, bytes("data")}, event_sort(1)),
                          &event_from, {});
    expect_damage_is_seen(audit_item(kAlice, {1, kStart, "a", "b", "c", "d", "e", "f"}), &audit_from, {});
    expect_damage_is_seen(head_item(kAlice, {1, 2, 3, "hash"}), &head_from, {});
    for (const auto& nonsense : {json(), json::array(), json("text"), json(7), json::object()})
        EXPECT_FALSE(record_from(nonsense)) << nonsense;
    auto unknown = record_item(kAlice, record());
    unknown["kind"] = text_value("spaceship");
    EXPECT_FALSE(record_from(unknown));
}

TEST(Items, DueTimesSortAsTimesWhateverTheIds) {
    const Timestamp times[] = {from_millis(std::numeric_limits<std::int64_t>::min()),
                               from_millis(-1),
                               from_millis(0),
                               from_millis(9),
                               from_millis(10),
                               kStart,
                               from_millis(std::numeric_limits<std::int64_t>::max())};
    for (std::size_t i = 1; i < std::size(times); ++i) EXPECT_LT(due_sort(times[i - 1], "z"), due_sort(times[i], "a")) << i;
    EXPECT_LT(due_sort(kStart, "a"), due_sort(kStart, "b"));
}

TEST(Items, NumbersSortAsNumbers) {
    const std::uint64_t numbers[] = {0, 1, 9, 10, 99, 100, 1'000'000, std::numeric_limits<std::uint64_t>::max()};
    for (std::size_t i = 1; i < std::size(numbers); ++i) {
        EXPECT_LT(event_sort(numbers[i - 1]), event_sort(numbers[i]));
        EXPECT_LT(audit_sort(numbers[i - 1]), audit_sort(numbers[i]));
        EXPECT_LT(subject_sort("job_1", numbers[i - 1]), subject_sort("job_1", numbers[i]));
    }
}

}  // namespace
}  // namespace bespoke::adapters::aws::dynamodb
