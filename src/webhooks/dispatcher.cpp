#include "webhooks/dispatcher.hpp"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

#include "telemetry/log.hpp"
#include "webhooks/courier.hpp"
#include "webhooks/planner.hpp"

namespace bespoke::webhooks {
namespace {

using SteadyClock = std::chrono::steady_clock;

/// A round over many tenants may take longer than the pause between two; their files must not be opened and closed without end.
constexpr std::chrono::milliseconds kPaceForATenant{5};
/// Deliveries that one tenant may have waiting for a thread at a time, so that tenants take turns.
constexpr std::size_t kErrandsAtOnce = 4;
/// What a clock is corrected by all the time; that much longer a delivery may wait.
constexpr std::chrono::milliseconds kSteady{1'000};

void log_failure(std::string_view what, const Error& error) {
    if (error.code == ErrorCode::Conflict || error.reason == "no-tenant") return;  // somebody was faster; the tenant is gone
    telemetry::log(telemetry::Level::Warning, what, "",
                   {{"reason", std::string_view(error.reason)}, {"detail", std::string_view(error.detail)}});
}

}  // namespace

struct Dispatcher::Impl {
    Impl(DispatcherPorts given, DispatcherOptions wanted)
        : ports(given), options(std::move(wanted)), courier(given, options.limits) {}

    /// Where the clock was set back since the last look, or nobody has looked since the start: what waits is computed anew.
    Status heed_set_back(const TenantId&, Timestamp now);
    Result<std::size_t> plan_all(const TenantId&, Timestamp now);
    Result<Done> run_once(const TenantId&, Timestamp now);

    // Threads: one looks for work, the others do it.
    void look();
    void look_at(const TenantId&);
    void work();
    void enqueue(std::vector<Errand>);
    [[nodiscard]] std::size_t room();
    std::vector<TenantId> tenants_to_look_at();

    DispatcherPorts ports;
    DispatcherOptions options;
    Courier courier;

    std::mutex planning;  ///< guards progress and seen
    std::map<TenantId, Progress> progress;
    std::map<TenantId, Timestamp> seen;  ///< when a tenant was looked at last

    std::mutex mutex;  ///< guards all below
    std::condition_variable work_changed, look_changed;
    std::deque<Errand> queue;
    std::set<TenantId> woken;
    SteadyClock::time_point next_round{};
    bool stopping = false;
    std::size_t turn = 0, busy = 0;
    std::vector<std::thread> threads;
};

Status Dispatcher::Impl::heed_set_back(const TenantId& tenant, Timestamp now) {
    const std::scoped_lock lock(planning);
    const auto last = seen.find(tenant);
    if (last == seen.end() || now + kSteady < last->second) {
        if (auto computed = courier.recompute_timers(tenant, now); !computed) return computed;
    }
    seen[tenant] = now;
    return {};
}

Result<std::size_t> Dispatcher::Impl::plan_all(const TenantId& tenant, Timestamp now) {
    const std::scoped_lock lock(planning);
    auto& where = progress[tenant];
    std::size_t made = 0;
    for (std::uint64_t before = ~std::uint64_t{0}; before != where.looked_at;) {
        before = where.looked_at;
        const auto planned = plan(ports.store, tenant, now, where);
        if (!planned) {
            progress.erase(tenant);
            return tl::unexpected(planned.error());
        }
        made += *planned;
    }
    return made;
}

Result<Dispatcher::Done> Dispatcher::Impl::run_once(const TenantId& tenant, Timestamp now) {
    Done done;
    if (options.is_paused(tenant)) return done;
    if (auto heeded = heed_set_back(tenant, now); !heeded) return tl::unexpected(heeded.error());
    const auto planned = plan_all(tenant, now);
    if (!planned) return tl::unexpected(planned.error());
    done.planned = *planned;
    while (true) {
        auto errands = courier.take(tenant, now, 1);
        if (!errands) return tl::unexpected(errands.error());
        if (errands->empty()) return done;
        for (auto& errand : *errands) {
            if (auto ran = courier.run(std::move(errand)); !ran) return tl::unexpected(ran.error());
            ++done.attempted;
        }
    }
}

std::vector<TenantId> Dispatcher::Impl::tenants_to_look_at() {
    std::set<TenantId> wanted;
    {
        const std::scoped_lock lock(mutex);
        wanted.swap(woken);
        if (SteadyClock::now() < next_round) return {wanted.begin(), wanted.end()};
        next_round = SteadyClock::now() + options.poll;
    }
    const auto all = ports.tenants.list();
    if (!all) return {wanted.begin(), wanted.end()};
    std::vector<TenantId> active;
    for (const auto& tenant : *all) {
        if (tenant.state == ports::TenantState::Active) active.push_back(tenant.id);
    }
    {
        const std::scoped_lock lock(mutex);
        next_round = std::max(next_round, SteadyClock::now() + kPaceForATenant * static_cast<std::int64_t>(active.size()));
    }
    // Each round begins with another tenant, so that nobody is always last.
    if (!active.empty()) std::ranges::rotate(active, active.begin() + static_cast<std::ptrdiff_t>(turn++ % active.size()));
    return active;
}

std::size_t Dispatcher::Impl::room() {
    const std::scoped_lock lock(mutex);
    // No more than there are idle threads: what waits in a queue wears its lease out.
    const std::size_t taken = queue.size() + busy;
    return taken >= options.threads ? 0 : options.threads - taken;
}

void Dispatcher::Impl::enqueue(std::vector<Errand> errands) {
    const std::scoped_lock lock(mutex);
    for (auto& errand : errands) queue.push_back(std::move(errand));
    work_changed.notify_all();
}

void Dispatcher::Impl::look_at(const TenantId& tenant) {
    if (options.is_paused(tenant)) return;
    const auto now = ports.clock.now();
    if (const auto heeded = heed_set_back(tenant, now); !heeded) log_failure("webhook.timers", heeded.error());
    if (const auto planned = plan_all(tenant, now); !planned) {
        if (planned.error().reason == "no-tenant") courier.forget(tenant);
        return log_failure("webhook.plan", planned.error());
    }
    const auto limit = std::min(room(), kErrandsAtOnce);
    if (limit == 0) return;
    auto errands = courier.take(tenant, now, limit);
    if (!errands) return log_failure("webhook.take", errands.error());
    if (!errands->empty()) enqueue(std::move(*errands));
}

void Dispatcher::Impl::look() {
    while (true) {
        for (const auto& tenant : tenants_to_look_at()) {
            look_at(tenant);
            const std::scoped_lock lock(mutex);
            if (stopping) return;
        }
        std::unique_lock lock(mutex);
        look_changed.wait_until(lock, next_round, [&] { return stopping || !woken.empty(); });
        if (stopping) return;
    }
}

void Dispatcher::Impl::work() {
    while (true) {
        std::unique_lock lock(mutex);
        work_changed.wait(lock, [&] { return stopping || !queue.empty(); });
        if (stopping) return;  // leases of what is queued run out; after a restart it is sent
        auto errand = std::move(queue.front());
        queue.pop_front();
        ++busy;
        lock.unlock();
        const auto tenant = errand.tenant;
        if (const auto ran = courier.run(std::move(errand)); !ran) log_failure("webhook.store", ran.error());
        // A place is free again: there may be more for this tenant.
        lock.lock();
        --busy;
        woken.insert(tenant);
        look_changed.notify_one();
    }
}

Dispatcher::Dispatcher(DispatcherPorts ports, DispatcherOptions options)
    : impl_(std::make_unique<Impl>(ports, std::move(options))) {}

Dispatcher::~Dispatcher() { stop(); }

Result<Dispatcher::Done> Dispatcher::run_once(const TenantId& tenant, Timestamp now) { return impl_->run_once(tenant, now); }

void Dispatcher::start() {
    if (!impl_->threads.empty()) return;
    impl_->threads.emplace_back([this] { impl_->look(); });
    for (unsigned at = 0; at < impl_->options.threads; ++at) impl_->threads.emplace_back([this] { impl_->work(); });
}

void Dispatcher::stop() {
    {
        const std::scoped_lock lock(impl_->mutex);
        impl_->stopping = true;
        impl_->work_changed.notify_all();
        impl_->look_changed.notify_all();
    }
    for (auto& thread : impl_->threads) thread.join();
    impl_->threads.clear();
    impl_->queue.clear();
    impl_->stopping = false;
}

}  // namespace bespoke::webhooks
