// Every write, sync, open and growth of a run from an empty directory to a finished job fails once: with the right error, nothing half
// done, and the same call succeeds when the disk is well again.

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "local_rig.hpp"
#include "shadow_vfs.hpp"

namespace bespoke {
namespace {

using namespace std::chrono_literals;
using adapters::local::sqlite::Connection;
using adapters::local::sqlite::Journal;
using adapters::local::sqlite::MetadataStore;
using adapters::local::sqlite::SystemStore;
using adapters::local::sqlite::TenantDatabases;
using adapters::local::sqlite::TenantDatabasesOptions;
using nlohmann::json;
using ports::ExecutionStatus;
using ports::RecordKind;
using Kind = ports::Transition::Kind;

const TenantId kTenant("alice");
const JobId kJob("job_1");

struct Fault {
    ShadowVfs::Operation operation;
    const char* name;
    int code;
    const char* reason;  ///< what the caller is told
};

void PrintTo(const Fault& fault, std::ostream* out) { *out << fault.name; }

ports::Batch batch_of(const std::string& state) {
    ports::Put put;
    put.record = {
        RecordKind::Job, RecordId(kJob.str()), 0, state, {}, {}, {}, {{"state", state}, {"text", std::string(20'000, 'x')}}};
    ports::Batch batch{{put}, {}, {}};
    batch.events.push_back({0, {}, "job." + state, kJob.str(), {}, {}});
    batch.audit.push_back({0, {}, "system", state, kJob.str(), "ok", {}, {}});
    return batch;
}

/// The whole run over a disk on which the nth operation of a kind fails, and those after it until the operator heals the disk.
class WholeRun {
public:
    WholeRun(const Fault& fault, std::uint64_t nth) : fault_(fault) { disk_.fail_from(fault.operation, nth, fault.code); }

    void go() {
        insist([&] { return open(); });
        insist([&]() -> Status {
            const auto made = system_->create(kTenant, clock_.now());
            return made || made.error().reason == "tenant-exists" ? Status{} : made;
        });
        insist([&] { return journal_->begin(kTenant, {kJob, {{"n", 1}}, {}}, "first", batch_of("active"), clock_.now()); });
        insist([&] { return step("first", ports::Position{"last", {{"n", 2}}, json::object(), {}}, "active"); });
        insist([&] { return databases_->checkpoint(kTenant); });
        insist([&] {
            return step("last", ports::Ending{ExecutionStatus::Succeeded, "last", {{"n", 3}}, {}, {}, {}, {}}, "succeeded");
        });
    }

    void expect_whole() {
        disk_.heal();
        const auto execution = journal_->describe(kTenant, kJob).value();
        ASSERT_TRUE(execution);
        EXPECT_EQ(execution->status, ExecutionStatus::Succeeded);
        std::vector<Kind> kinds;
        for (const auto& line : execution->history) kinds.push_back(line.kind);
        EXPECT_THAT(kinds, testing::ElementsAre(Kind::Started, Kind::Entered, Kind::Succeeded, Kind::Succeeded));
        EXPECT_EQ(metadata_->get(kTenant, RecordKind::Job, RecordId(kJob.str())).value()->version, 3);
        std::vector<std::string> types;
        const auto events = metadata_->events(kTenant, 0, "", 100).value();
        for (const auto& event : events) types.push_back(event.type);
        EXPECT_THAT(types, testing::ElementsAre("job.active", "job.active", "job.succeeded"));
        EXPECT_EQ(metadata_->audit(kTenant, 0, 100).value().size(), 3);
        const auto database = databases_->open(kTenant).value();
        const auto sound = database->read([](Connection& connection) -> Result<std::string> {
            auto rows = connection.query("PRAGMA integrity_check");
            return rows.next() ? rows.text(0) : "no answer";
        });
        EXPECT_EQ(sound.value(), "ok");
    }
    bool has_failed() { return disk_.has_failed(); }

private:
    /// Does a thing; if the fault meets it, checks the error, heals the disk and does the same thing again.
    void insist(const std::function<Status()>& thing) {
        const auto first = thing();
        if (first) return;
        EXPECT_TRUE(disk_.has_failed()) << first.error().reason << ": " << first.error().detail;
        EXPECT_EQ(first.error().code, ErrorCode::Unavailable) << first.error().detail;
        EXPECT_EQ(first.error().reason, fault_.reason) << first.error().detail;
        disk_.heal();
        const auto again = thing();
        EXPECT_TRUE(again) << again.error().reason << ": " << again.error().detail;
    }

    Status open() {
        auto system = SystemStore::open({directory_.path(), disk_.name()});
        if (!system) return tl::unexpected(system.error());
        system_ = std::move(*system);
        TenantDatabasesOptions options;
        options.data = directory_.path();
        options.vfs = disk_.name();
        databases_ = std::make_unique<TenantDatabases>(options, *system_);
        metadata_ = std::make_unique<MetadataStore>(*databases_, keys_, clock_);
        journal_ = std::make_unique<Journal>(*databases_, keys_);
        return {};
    }

    /// Claims unless it holds the claim already, and commits.
    Status step(const char* state, std::variant<ports::Position, ports::Ending> next, const char* record_state) {
        if (!claim_) {
            auto claim = journal_->claim(kTenant, clock_.now(), clock_.now() + 1h);
            if (!claim) return tl::unexpected(claim.error());
            claim_ = std::move(*claim);
        }
        if (!claim_) return fail(ErrorCode::Internal, "nothing-to-claim", "");
        EXPECT_EQ(claim_->position.state, state);
        ports::Step step{
            std::move(next), {{0, clock_.now(), Kind::Succeeded, state, {}, {}, "done"}}, batch_of(record_state), {}};
        const auto committed = journal_->commit(*claim_, step, {}, clock_.now());
        if (committed) claim_.reset();
        return committed;
    }

    const Fault fault_;
    ScratchDirectory directory_;
    adapters::memory::Clock clock_;
    FixedKeys keys_;
    ShadowVfs disk_{"iofault"};
    std::unique_ptr<SystemStore> system_;
    std::unique_ptr<TenantDatabases> databases_;
    std::unique_ptr<MetadataStore> metadata_;
    std::unique_ptr<Journal> journal_;
    std::optional<ports::Claim> claim_;
};

// What is there can still be read and a worker keeps its claim, while nothing more fits.
TEST(FullDisk, ReadersGoOnAndTheClaimHolds) {
    ScratchDirectory directory;
    adapters::memory::Clock clock;
    ShadowVfs disk("fulldisk");
    LocalStores stores(directory.path(), clock, disk.name());
    ASSERT_TRUE(stores.system().create(kTenant, clock.now()));
    ASSERT_TRUE(stores.journal().begin(kTenant, {kJob, {{"n", 1}}, {}}, "first", batch_of("active"), clock.now()));
    const auto claim = stores.journal().claim(kTenant, clock.now(), clock.now() + 1h).value().value();

    disk.fail_from(ShadowVfs::Operation::Write, 1, SQLITE_FULL);
    const ports::Step step{ports::Ending{ExecutionStatus::Succeeded, "first", {}, {}, {}, {}, {}}, {}, batch_of("succeeded"), {}};
    EXPECT_EQ(stores.journal().begin(kTenant, {JobId("job_2"), {}, {}}, "first", {}, clock.now()).error().reason, "storage-full");
    EXPECT_EQ(stores.journal().commit(claim, step, {}, clock.now()).error().reason, "storage-full");
    EXPECT_EQ(stores.metadata().commit(kTenant, batch_of("dead")).error().reason, "storage-full");
    EXPECT_TRUE(stores.journal().describe(kTenant, kJob).value()->leased);
    EXPECT_FALSE(stores.journal().describe(kTenant, JobId("job_2")).value());
    EXPECT_EQ(stores.metadata().get(kTenant, RecordKind::Job, RecordId(kJob.str())).value()->state, "active");

    disk.heal();
    EXPECT_TRUE(stores.journal().commit(claim, step, {}, clock.now()));
    EXPECT_EQ(stores.metadata().get(kTenant, RecordKind::Job, RecordId(kJob.str())).value()->state, "succeeded");
}

class IoFault : public testing::TestWithParam<Fault> {};

TEST_P(IoFault, EachOneOfARunIsToldAndLeavesNothingHalfDone) {
    std::uint64_t nth = 1;
    for (bool failed = true; failed; ++nth) {
        SCOPED_TRACE(fmt::format("{} number {}", GetParam().name, nth));
        WholeRun run(GetParam(), nth);
        run.go();
        failed = run.has_failed();
        run.expect_whole();
        if (HasFailure()) return;
    }
    RecordProperty("faults", static_cast<int>(nth) - 2);
    EXPECT_GE(nth, 4) << "a few of them are in every run";
}

INSTANTIATE_TEST_SUITE_P(, IoFault,
                         testing::Values(Fault{ShadowVfs::Operation::Write, "FullDiskAtWrite", SQLITE_FULL, "storage-full"},
                                         Fault{ShadowVfs::Operation::Write, "FailedWrite", SQLITE_IOERR_WRITE, "storage"},
                                         Fault{ShadowVfs::Operation::Sync, "FailedSync", SQLITE_IOERR_FSYNC, "storage"},
                                         Fault{ShadowVfs::Operation::Truncate, "FailedTruncation", SQLITE_IOERR_TRUNCATE,
                                               "storage"},
                                         Fault{ShadowVfs::Operation::Open, "FailedOpen", SQLITE_CANTOPEN, "storage"},
                                         Fault{ShadowVfs::Operation::Map, "FullDiskAtMap", SQLITE_FULL, "storage-full"}),
                         [](const auto& fault) { return std::string(fault.param.name); });

}  // namespace
}  // namespace bespoke
