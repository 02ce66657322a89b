#pragma once

#include <functional>
#include <memory>

#include "base/error.hpp"
#include "ports/clock.hpp"
#include "ports/http_client.hpp"
#include "ports/metadata_store.hpp"
#include "ports/tenant_registry.hpp"
#include "telemetry/metrics.hpp"
#include "webhooks/breaker.hpp"

namespace bespoke::webhooks {

/// What the dispatcher works with; all of it outlives the dispatcher.
struct DispatcherPorts {
    ports::MetadataStore& store;
    ports::TenantRegistry& tenants;
    ports::HttpClient& http;
    const ports::Clock& clock;
    telemetry::Metrics& metrics;
};

struct DispatcherOptions {
    unsigned threads = 8;
    /// How often a tenant's new events and due deliveries are looked for; less often where there are over 200 tenants.
    std::chrono::milliseconds poll{1'000};
    /// True while a tenant's deliveries shall wait.
    std::function<bool(const TenantId&)> is_paused = [](const TenantId&) { return false; };
    Breakers::Limits limits;
};

/// Delivers tenants' events to their webhooks, at least once each, with Standard Webhooks signatures.
///
/// Events become Delivery records exactly once for each endpoint (planner.hpp). An attempt is made by whoever holds the delivery's lease, a
/// conditional write: two dispatchers never send the same attempt, and one that dies leaves a lease that ends after 20 s. What came of it is
/// stored before the next one. Receivers that hang or fail are held apart from the others (breaker.hpp). Safe from many threads.
class Dispatcher {
public:
    explicit Dispatcher(DispatcherPorts, DispatcherOptions = {});
    ~Dispatcher();  ///< stops
    Dispatcher(const Dispatcher&) = delete;
    Dispatcher& operator=(const Dispatcher&) = delete;

    struct Done {
        std::size_t planned = 0, attempted = 0;
    };
    /// Plan and send, in this thread, all that is due for the tenant at `now`; what becomes due meanwhile waits for the next call.
    Result<Done> run_once(const TenantId&, Timestamp now);

    /// Begin to serve all active tenants with threads of our own.
    void start();
    /// Finish attempts at work (at most 15 s) and end the threads. Again is harmless.
    void stop();

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace bespoke::webhooks
