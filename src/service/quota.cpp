#include "service/quota.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <mutex>

#include "service/records.hpp"

namespace bespoke::service {
namespace {

using nlohmann::json;

const RecordId kQuotas("quotas");
const RecordId kUsage("usage");
constexpr int kTries = 16;

/// What one process remembers of a tenant: the right to change its usage, and the active jobs when they were last counted. With
/// the jobs that any process has recorded since, which the day's usage tells, that is how many are active at most (those that
/// were tried again aside). It saves counting them at each submission: it is only ever too high, and then they are counted.
struct Desk {
    std::mutex mutex;
    struct Count {
        std::size_t active = 0;
        Timestamp day{};
        std::size_t jobs = 0;  ///< of that day, before they were counted
    };
    std::optional<Count> last;
};

/// Shared by all threads of the process, since the quotas hold for all of them. A desk is never given back: there is one a
/// tenant.
Desk& desk_of(const ServicePorts& ports, const TenantId& tenant) {
    static std::mutex mutex;
    static std::map<std::pair<const void*, TenantId>, Desk> desks;
    const std::lock_guard lock(mutex);
    return desks[{&ports.store, tenant}];
}

tl::unexpected<Error> over(std::string_view what, std::uint64_t limit) {
    return fail(ErrorCode::LimitExceeded, "quota",
                fmt::format("The quota of {} {} is used up; wait, remove what is not needed, or ask the operator for more.",
                            limit, what));
}

Timestamp day_of(Timestamp now) { return std::chrono::floor<std::chrono::days>(now); }

struct Counted {
    std::uint64_t version = 0;  ///< of the record; 0 if there is none
    Usage usage;
};

Result<Counted> read_usage(const ServicePorts& ports, const TenantId& tenant) {
    const auto found = ports.store.get(tenant, ports::RecordKind::Marker, kUsage);
    if (!found) return tl::unexpected(found.error());
    Counted counted;
    const auto today = day_of(ports.clock.now());
    counted.usage.period_start = today;
    counted.usage.period_end = today + std::chrono::days(1);
    if (!*found) return counted;
    try {
        const auto& body = (*found)->body;
        counted.version = (*found)->version;
        if (body.at("day").get<std::int64_t>() == to_millis(today)) counted.usage.jobs = body.at("jobs").get<std::size_t>();
        counted.usage.documents = body.at("documents").get<std::size_t>();
        counted.usage.stored_bytes = body.at("bytes").get<std::uint64_t>();
        return counted;
    } catch (const json::exception& error) {
        return damaged(**found, error.what());
    }
}

/// `count` after the change; refuses to grow past the limit. Never below zero.
Status change_count(auto& count, std::int64_t change, std::uint64_t limit, std::string_view what) {
    if (change > 0 && static_cast<std::uint64_t>(count) + static_cast<std::uint64_t>(change) > limit) return over(what, limit);
    const auto gone = static_cast<std::uint64_t>(std::max<std::int64_t>(0, -change));
    count = change >= 0 ? count + change : count - std::min<std::uint64_t>(count, gone);
    return {};
}

Status apply(Usage& usage, const UsageChange& change, const Quotas& quotas) {
    if (auto ok = change_count(usage.jobs, change.jobs, quotas.jobs_per_day, "jobs a day"); !ok) return ok;
    if (auto ok = change_count(usage.documents, change.documents, quotas.documents, "documents"); !ok) return ok;
    return change_count(usage.stored_bytes, change.stored_bytes, quotas.stored_bytes, "bytes of documents");
}

ports::Put usage_put(const ServicePorts& ports, const Counted& counted) {
    ports::Put put;
    const json body = {{"day", to_millis(counted.usage.period_start)},
                       {"jobs", counted.usage.jobs},
                       {"documents", counted.usage.documents},
                       {"bytes", counted.usage.stored_bytes}};
    put.record = {ports::RecordKind::Marker, kUsage, 0, {}, {}, ports.clock.now(), {}, body};
    put.condition = counted.version == 0 ? ports::Put::If::Absent : ports::Put::If::Matches;
    put.expected_version = counted.version;
    return put;
}

Status check_active(const ServicePorts& ports, const TenantId& tenant, Desk& desk, const Usage& usage, std::size_t limit) {
    const auto& last = desk.last;
    if (last && last->day == usage.period_start && last->active + usage.jobs - last->jobs < limit) return {};
    const auto active =
        ports.store.list(tenant, {ports::RecordKind::Job, "active", ports::RecordQuery::Order::NewestFirst, {}, limit});
    if (!active) return tl::unexpected(active.error());
    desk.last = {active->size(), usage.period_start, usage.jobs};
    if (active->size() >= limit) return over("jobs at work at once", limit);
    return {};
}

}  // namespace

Result<Quotas> get_quotas(const ServicePorts& ports, const TenantId& tenant) {
    const auto found = ports.store.get(tenant, ports::RecordKind::Settings, kQuotas);
    if (!found) return tl::unexpected(found.error());
    Quotas quotas;
    if (!*found) return quotas;
    try {
        const auto& body = (*found)->body;
        quotas.active_jobs = body.value("activeJobs", quotas.active_jobs);
        quotas.jobs_per_day = body.value("jobsPerDay", quotas.jobs_per_day);
        quotas.documents = body.value("documents", quotas.documents);
        quotas.stored_bytes = body.value("storedBytes", quotas.stored_bytes);
        return quotas;
    } catch (const json::exception& error) {
        return damaged(**found, error.what());
    }
}

Status set_quotas(const ServicePorts& ports, const TenantId& tenant, const Quotas& quotas) {
    ports::Put put;
    const json body = {{"activeJobs", quotas.active_jobs},
                       {"jobsPerDay", quotas.jobs_per_day},
                       {"documents", quotas.documents},
                       {"storedBytes", quotas.stored_bytes}};
    put.record = {ports::RecordKind::Settings, kQuotas, 0, {}, {}, ports.clock.now(), {}, body};
    return commit_one(ports, tenant, std::move(put));
}

Result<Usage> get_usage(const ServicePorts& ports, const TenantId& tenant) {
    auto counted = read_usage(ports, tenant);
    if (!counted) return tl::unexpected(counted.error());
    auto quotas = get_quotas(ports, tenant);
    if (!quotas) return tl::unexpected(quotas.error());
    counted->usage.quotas = *quotas;
    return counted->usage;
}

Status check_room(const ServicePorts& ports, const TenantId& tenant, const UsageChange& change) {
    auto usage = get_usage(ports, tenant);
    if (!usage) return tl::unexpected(usage.error());
    return apply(*usage, change, usage->quotas);
}

Status commit_counted(const ServicePorts& ports, const TenantId& tenant, const UsageChange& change, const ports::Batch& batch) {
    const auto quotas = get_quotas(ports, tenant);
    if (!quotas) return tl::unexpected(quotas.error());
    auto& desk = desk_of(ports, tenant);
    const std::lock_guard lock(desk.mutex);
    for (int tries = 1;; ++tries) {
        auto counted = read_usage(ports, tenant);
        if (!counted) return tl::unexpected(counted.error());
        if (change.jobs > 0) {
            if (auto room = check_active(ports, tenant, desk, counted->usage, quotas->active_jobs); !room) return room;
        }
        if (auto applied = apply(counted->usage, change, *quotas); !applied) return applied;
        auto whole = batch;
        whole.writes.emplace_back(usage_put(ports, *counted));
        const auto done = ports.store.commit(tenant, whole);
        // Another process may have counted in between.
        if (!lost_race(done) || done.error().where != kUsage.str() || tries == kTries) return done;
    }
}

}  // namespace bespoke::service
