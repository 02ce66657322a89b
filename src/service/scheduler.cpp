#include "service/scheduler.hpp"

#include <algorithm>

#include "base/rfc3339.hpp"
#include "crypto/random.hpp"
#include "telemetry/log.hpp"

namespace bespoke::service {
namespace {

using ports::RecordKind;

const RecordId kMarker("chores");
constexpr std::chrono::days kRunsKept{30};

bool did_something(const ChoreCounts& counts) {
    return std::ranges::any_of(counts, [](const auto& one) { return one.second > 0; });
}

/// Whether there was more to do than time: then the rest is due soon, not when the interval is over.
bool ran_out_of_time(const Result<ChoreCounts>& outcome) { return !outcome && outcome.error().code == ErrorCode::Timeout; }

ports::Put run_record(const Chore& chore, Timestamp began, Timestamp ended, const Result<ChoreCounts>& outcome) {
    nlohmann::json body{{"chore", chore.name},
                        {"beganAt", to_rfc3339(began)},
                        {"endedAt", to_rfc3339(ended)},
                        {"counts", nlohmann::json::object()}};
    body["outcome"] = outcome ? "ok" : outcome.error().reason;
    if (outcome) body["counts"] = *outcome;
    ports::Put put;
    put.record = {.kind = RecordKind::ChoreRun,
                  .id = RecordId(crypto::random_id("run", began)),
                  .state = outcome ? "ok" : "failed",
                  .due = ended + kRunsKept,
                  .created_at = began,
                  .body = std::move(body)};
    put.condition = ports::Put::If::Absent;
    return put;
}

ports::Put marker_record(nlohmann::json times, Timestamp now) {
    ports::Put put;
    put.record = {.kind = RecordKind::Marker, .id = kMarker, .created_at = now, .body = std::move(times)};
    return put;
}

}  // namespace

Scheduler::Scheduler(const ServicePorts& ports, telemetry::Metrics& metrics, std::vector<Chore> chores, SchedulerOptions options)
    : ports_(ports), metrics_(metrics), chores_(std::move(chores)), options_(options) {}

Scheduler::~Scheduler() { stop(); }

Scheduler::Times& Scheduler::times_of(const TenantId& tenant, Timestamp now) {
    const auto known = next_.find(tenant);
    if (known != next_.end()) return known->second;
    auto& times = next_[tenant];
    const auto marker = ports_.store.get(tenant, RecordKind::Marker, kMarker);
    for (const auto& chore : chores_) {
        times[chore.name] = now;
        if (!marker || !*marker || !(*marker)->body.contains(chore.name)) continue;
        const auto last = (*marker)->body[chore.name];
        // A clock that was set back must not put chores off for as long.
        if (last.is_number_integer()) times[chore.name] = std::min(from_millis(last.get<std::int64_t>()), now) + chore.interval;
    }
    return times;
}

std::size_t Scheduler::tick(Timestamp now) {
    const std::scoped_lock lock(running_);
    const auto tenants = ports_.tenants.list();
    if (!tenants) {
        telemetry::log(telemetry::Level::Warning, "chores.no-tenants", "",
                       {{"reason", std::string_view(tenants.error().reason)}});
        return 0;
    }
    std::size_t ran = 0;
    for (const auto& tenant : *tenants) {
        if (tenant.state == ports::TenantState::Erased) {
            next_.erase(tenant.id);
        } else {
            tick_tenant(tenant.id, now, ran);
        }
    }
    return ran;
}

void Scheduler::tick_tenant(const TenantId& tenant, Timestamp now, std::size_t& ran) {
    auto& times = times_of(tenant, now);
    for (const auto& chore : chores_) {
        auto& next = times[chore.name];
        if (stopping_ || (now < next && next - now <= chore.interval + options_.pause_after_failure)) continue;
        next = now + pause_after(chore, run_and_record(tenant, chore));
        ++ran;
    }
}

std::chrono::milliseconds Scheduler::pause_after(const Chore& chore, const Result<ChoreCounts>& outcome) const {
    if (outcome) return chore.interval;
    if (ran_out_of_time(outcome)) return options_.pause_after_failure;
    return std::max(chore.interval, options_.pause_after_failure);
}

Result<ChoreCounts> Scheduler::run_now(const TenantId& tenant, const std::string& name) {
    const auto chore = std::ranges::find(chores_, name, &Chore::name);
    if (chore == chores_.end())
        return fail(ErrorCode::NotFound, "no-chore", "There is no such chore; choose one from the list.", name);
    const std::scoped_lock lock(running_);
    return run_and_record(tenant, *chore);
}

Result<ChoreCounts> Scheduler::run_and_record(const TenantId& tenant, const Chore& chore) {
    const auto began = ports_.clock.now();
    auto outcome = chore.run(tenant, Deadline::after(options_.time_for_a_chore));
    record(tenant, chore, began, outcome);
    return outcome;
}

void Scheduler::record(const TenantId& tenant, const Chore& chore, Timestamp began, const Result<ChoreCounts>& outcome) {
    metrics_.add("bespoke_chore_runs_total", {{"chore", chore.name}, {"outcome", outcome ? "ok" : "failed"}});
    if (!outcome) {
        if (outcome.error().reason == "no-tenant") return;  // erased meanwhile
        telemetry::log(telemetry::Level::Warning, "chore.failed", "",
                       {{"tenant", std::string_view(tenant.str())},
                        {"chore", std::string_view(chore.name)},
                        {"reason", std::string_view(outcome.error().reason)},
                        {"detail", std::string_view(outcome.error().detail)}});
    }
    if (outcome && chore.record == Chore::Record::WhenItDidSomething && !did_something(*outcome)) return;
    const auto marker = ports_.store.get(tenant, RecordKind::Marker, kMarker);
    nlohmann::json times = marker && *marker && (*marker)->body.is_object() ? (*marker)->body : nlohmann::json::object();
    // Whoever starts from the marker adds the interval.
    times[chore.name] = to_millis(std::min(began, began + pause_after(chore, outcome) - chore.interval));
    // A run that can't be recorded was done all the same; it will be done again.
    (void)ports_.store.commit(
        tenant, {.writes = {run_record(chore, began, ports_.clock.now(), outcome), marker_record(std::move(times), began)}});
}

void Scheduler::start() {
    if (thread_.joinable()) return;
    stopping_ = false;
    thread_ = std::thread([this] {
        std::unique_lock lock(mutex_);
        while (!stopping_) {
            lock.unlock();
            tick(ports_.clock.now());
            lock.lock();
            changed_.wait_for(lock, options_.pause, [this] { return stopping_.load(); });
        }
    });
}

void Scheduler::stop() {
    {
        const std::scoped_lock lock(mutex_);
        stopping_ = true;
        changed_.notify_all();
    }
    if (thread_.joinable()) thread_.join();
}

}  // namespace bespoke::service
