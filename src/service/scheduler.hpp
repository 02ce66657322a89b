#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "service/service_ports.hpp"
#include "telemetry/metrics.hpp"

namespace bespoke::service {

/// What a run of a chore did, by a word for what: {"removed": 3}. Only what is not zero counts as having done something.
using ChoreCounts = std::map<std::string, std::uint64_t>;

/// A piece of housekeeping for one tenant. Running it again, also after it was broken off anywhere, is harmless.
struct Chore {
    std::string name;
    std::chrono::milliseconds interval{};
    /// Whether runs that found nothing to do are recorded too; those that did something or failed always are.
    enum class Record { Always, WhenItDidSomething } record = Record::WhenItDidSomething;
    std::function<Result<ChoreCounts>(const TenantId&, Deadline)> run;
};

struct SchedulerOptions {
    std::chrono::milliseconds pause{1'000};  ///< between two looks
    std::chrono::milliseconds time_for_a_chore{60'000};
    std::chrono::milliseconds pause_after_failure{600'000};  ///< at least; just so long if it ran out of time (`Timeout`)
};

/// Runs each chore for each active tenant when its interval is over. A run is recorded (kind ChoreRun) together with a marker of
/// when it was; one that the process did not survive has no record and is done again. Runs are one after the other; a chore that
/// fails does not keep the others from running. Safe from many threads.
class Scheduler {
public:
    Scheduler(const ServicePorts&, telemetry::Metrics&, std::vector<Chore>, SchedulerOptions = {});
    ~Scheduler();  ///< stops
    Scheduler(const Scheduler&) = delete;
    Scheduler& operator=(const Scheduler&) = delete;

    /// Run all that is due at `now`. Gives how many chores ran.
    std::size_t tick(Timestamp now);
    /// Run one chore for one tenant now. `NotFound` "no-chore"; errors of the chore.
    Result<ChoreCounts> run_now(const TenantId&, const std::string& chore);

    /// Tick in a thread of our own.
    void start();
    /// Ends after the chore at work. Again is harmless.
    void stop();

private:
    using Times = std::map<std::string, Timestamp>;  ///< when each chore is to run next
    void tick_tenant(const TenantId&, Timestamp now, std::size_t& ran);
    Times& times_of(const TenantId&, Timestamp now);
    [[nodiscard]] std::chrono::milliseconds pause_after(const Chore&, const Result<ChoreCounts>&) const;
    Result<ChoreCounts> run_and_record(const TenantId&, const Chore&);
    void record(const TenantId&, const Chore&, Timestamp began, const Result<ChoreCounts>&);

    const ServicePorts ports_;
    telemetry::Metrics& metrics_;
    const std::vector<Chore> chores_;
    const SchedulerOptions options_;

    std::mutex running_;  ///< one run at a time; guards next_
    std::map<TenantId, Times> next_;

    std::mutex mutex_;  ///< with the condition, for stopping
    std::condition_variable changed_;
    std::atomic<bool> stopping_{false};
    std::thread thread_;
};

}  // namespace bespoke::service
