#pragma once

#include <map>
#include <mutex>
#include <set>
#include <tuple>

#include "ports/journal.hpp"

namespace bespoke::adapters::memory {

/// Executions in memory: complete, but nothing survives the object. Batches go to the store given, under this journal's lock, so
/// that a batch that is refused leaves the execution as it was; without a store they are dropped.
class Journal final : public ports::Journal {
public:
    /// The store, if any, outlives the journal.
    explicit Journal(ports::MetadataStore* store = nullptr) : store_(store) {}

    Status begin(const TenantId&, const ports::NewExecution&, const std::string& start_state, const ports::Batch&,
                 Timestamp now) override;
    Result<std::optional<ports::Claim>> claim(const TenantId&, Timestamp now, Timestamp lease_until) override;
    Result<Heartbeat> extend(const ports::Claim&, Timestamp lease_until) override;
    Status commit(const ports::Claim&, const ports::Step&, const ports::Batch& on_cancel, Timestamp now) override;
    Status cancel(const TenantId&, const JobId&, const ports::Batch& on_cancel, Timestamp now) override;
    Status redrive(const TenantId&, const JobId&, const ports::Batch&, Timestamp now) override;
    Status forget(const TenantId&, const JobId&) override;
    Result<std::optional<ports::Execution>> describe(const TenantId&, const JobId&) override;
    Result<std::optional<Timestamp>> next_due(const TenantId&) override;
    Status void_leases(const TenantId&, const std::optional<ports::CrashTrace>&, Timestamp now) override;
    Status recompute_timers(const TenantId&, Timestamp now, Timestamp lease_until) override;

private:
    struct Row {
        JobId job;
        nlohmann::json input;
        std::string trace;
        std::uint64_t order = 0;  ///< of begin
        Timestamp due{};          ///< when it can be claimed: at its wake, or at the lease's end
        ports::Position position;
        std::optional<ports::Ending> ending;
        std::uint64_t token = 0;
        bool leased = false;
        int losses = 0;
        std::optional<ports::Batch> cancel;  ///< asked for while a worker held it
        std::vector<ports::Transition> history;
    };
    using Due = std::tuple<Timestamp, std::uint64_t, JobId>;
    struct Tenant {
        std::map<JobId, Row> rows;
        std::set<Due> queue;  ///< the running ones
        std::uint64_t begun = 0;
    };

    Status apply(const TenantId&, const ports::Batch&);
    static void note(Row&, ports::Transition);
    static void note(Row&, ports::Transition::Kind, const std::string& state, Timestamp now);
    /// Changes when a running row is due, in the queue too.
    static void queue(Tenant&, Row&, Timestamp due);
    static void lose_lease(Row&, const ports::Loss&, Timestamp now);
    /// Takes a row to its end.
    static void finish(Tenant&, Row&, ports::Ending);
    Status end_cancelled(const TenantId&, Tenant&, Row&, const ports::Batch&, Timestamp now);
    Result<Row*> find(const TenantId&, const JobId&);
    /// The row that a claim holds; null if it holds it no more.
    Row* held(const ports::Claim&);

    std::mutex mutex_;
    ports::MetadataStore* store_;
    std::map<TenantId, Tenant> tenants_;
};

}  // namespace bespoke::adapters::memory
