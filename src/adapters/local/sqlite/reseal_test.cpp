#include "adapters/local/sqlite/reseal.hpp"

#include <gtest/gtest.h>

#include "adapters/local/sqlite/journal.hpp"
#include "adapters/local/sqlite/metadata_store.hpp"
#include "adapters/local/sqlite/scratch_for_test.hpp"
#include "adapters/local/sqlite/system_store.hpp"
#include "adapters/local/system_clock.hpp"

namespace bespoke::adapters::local::sqlite {
namespace {

using namespace std::chrono_literals;
using nlohmann::json;
using ports::RecordKind;

const TenantId kAlice("alice");
const Timestamp kNow = from_millis(1'800'000'000'000);

/// Keys "key-1", "key-2", … of which only some are left.
class Keys final : public ports::KeyService {
public:
    Result<crypto::DataKey> current(const TenantId&) override { return key(newest_); }
    Result<crypto::DataKey> find(const TenantId&, const std::string& key_id) override {
        for (int number = oldest_; number <= newest_; ++number) {
            if (key(number).id == key_id) return key(number);
        }
        return fail(ErrorCode::NotFound, "no-key", "The key is gone.");
    }
    Status rotate(const TenantId&) override { return ++newest_, Status{}; }
    Result<std::vector<KeyInfo>> keys(const TenantId&) override { return std::vector<KeyInfo>(); }
    Status retire(const TenantId&, const std::string&) override { return oldest_ = newest_, Status{}; }
    Status destroy(const TenantId&) override { return {}; }

private:
    static crypto::DataKey key(int number) {
        std::array<std::byte, crypto::SecretKey::kSize> secret{};
        secret[0] = static_cast<std::byte>(number);
        return {"key-" + std::to_string(number), crypto::SecretKey(secret)};
    }
    int oldest_ = 1, newest_ = 1;
};

ports::Put record(const std::string& id) { return {{RecordKind::Job, RecordId(id), 0, "active", {}, kNow, {}, {{"name", id}}}}; }

class ResealTest : public testing::Test {
protected:
    void SetUp() override {
        ASSERT_TRUE(system_->create(kAlice, kNow));
        for (int i = 0; i < 150; ++i) {
            ports::Batch batch{{record("job_" + std::to_string(i))}, {}, {}};
            batch.events.push_back({0, {}, "job.made", "job_" + std::to_string(i), kNow, {{"n", i}}});
            ASSERT_TRUE(store_.commit(kAlice, batch));
        }
        ASSERT_TRUE(journal_.begin(kAlice, {JobId("failed"), {{"n", 1}}, {}}, "first", {}, kNow));
        const auto claim = journal_.claim(kAlice, kNow, kNow + 1h).value().value();
        ports::Ending ending{ports::ExecutionStatus::Failed, "dead", {{"n", 2}}, Error{}, "Away", "first", {}};
        ending.again = ports::Position{"first", {{"n", 3}}, json::object(), {}};
        ASSERT_TRUE(journal_.commit(
            claim, {ending, {{0, kNow, ports::Transition::Kind::Failed, "first", {}, "Away", "It is away."}}, {}, {}}, {}, kNow));
        ASSERT_TRUE(journal_.begin(kAlice, {JobId("cancelled"), {{"n", 4}}, {}}, "first", {}, kNow));
        ASSERT_TRUE(journal_.claim(kAlice, kNow, kNow + 1h).value());
        ports::Batch on_cancel{{record("after_cancel"), ports::Remove{RecordKind::Job, RecordId("job_7")},
                                ports::SetState{RecordKind::Job, RecordId("job_8"), "cancelled", kNow}},
                               {},
                               {}};
        on_cancel.events.push_back({0, {}, "job.cancelled", "cancelled", kNow, {{"n", 5}}});
        ASSERT_TRUE(journal_.cancel(kAlice, JobId("cancelled"), on_cancel, kNow));
    }
    static TenantDatabasesOptions options(const std::filesystem::path& data) {
        TenantDatabasesOptions result;
        result.data = data;
        return result;
    }

    Scratch scratch_;
    SystemClock clock_;
    Keys keys_;
    std::unique_ptr<SystemStore> system_ = SystemStore::open({scratch_.path()}).value();
    TenantDatabases databases_{options(scratch_.path()), *system_};
    MetadataStore store_{databases_, keys_, clock_};
    Journal journal_{databases_, keys_};
    Resealer resealer_{databases_, keys_};
};

TEST_F(ResealTest, AfterwardsNothingNeedsTheOldKey) {
    EXPECT_EQ(resealer_.reseal(kAlice, 100).value(), 0) << "all of it is under the current key";
    ASSERT_TRUE(keys_.rotate(kAlice));
    std::size_t all = 0;
    for (std::size_t done = 70; done == 70; all += done) done = resealer_.reseal(kAlice, 70).value();
    EXPECT_EQ(all, 150 + 150 + 2 + 1 + 1 + 1 + 1)
        << "records, events, two inputs, an ending, where to go on, a kept batch, a text";
    ASSERT_TRUE(keys_.retire(kAlice, "key-1"));
    EXPECT_EQ(resealer_.reseal(kAlice, 100).value(), 0);
    ASSERT_TRUE(databases_.checkpoint(kAlice));
    EXPECT_EQ(scratch_.bytes().find("key-1"), std::string::npos);
    EXPECT_NE(scratch_.bytes().find("key-2"), std::string::npos);

    EXPECT_EQ(store_.list(kAlice, {RecordKind::Job, {}, {}, {}, 1000}).value().size(), 150);
    EXPECT_EQ(store_.events(kAlice, 0, "", 1000).value().size(), 150);
    EXPECT_EQ(journal_.describe(kAlice, JobId("failed")).value()->history.back().public_text, "It is away.");
    EXPECT_TRUE(journal_.redrive(kAlice, JobId("failed"), {}, kNow));
    EXPECT_EQ(journal_.claim(kAlice, kNow + 2h, kNow + 3h).value()->job, JobId("failed")) << "and the cancelled one ends";
}

TEST_F(ResealTest, TheBatchKeptForACancelledExecutionIsDoneWhole) {
    ASSERT_FALSE(journal_.claim(kAlice, kNow + 2h, kNow + 3h).value());
    EXPECT_EQ(journal_.describe(kAlice, JobId("cancelled")).value()->status, ports::ExecutionStatus::Cancelled);
    EXPECT_EQ(store_.get(kAlice, RecordKind::Job, RecordId("after_cancel")).value()->body, json({{"name", "after_cancel"}}));
    EXPECT_FALSE(store_.get(kAlice, RecordKind::Job, RecordId("job_7")).value());
    EXPECT_EQ(store_.get(kAlice, RecordKind::Job, RecordId("job_8")).value()->state, "cancelled");
    const auto events = store_.events(kAlice, 150, "", 10).value();
    ASSERT_EQ(events.size(), 1);
    EXPECT_EQ(events[0].data, json({{"n", 5}}));
}

}  // namespace
}  // namespace bespoke::adapters::local::sqlite
