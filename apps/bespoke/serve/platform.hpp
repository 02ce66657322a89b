#pragma once

#include <memory>
#include <mutex>

#include "adapters/local/crash/handler.hpp"
#include "adapters/local/http_client.hpp"
#include "adapters/local/ledger.hpp"
#include "adapters/local/reader_process.hpp"
#include "engine/durable_orchestrator.hpp"
#include "identity/api_keys.hpp"
#include "identity/issuer.hpp"
#include "identity/token_endpoint.hpp"
#include "identity/token_verifier.hpp"
#include "identity/users.hpp"
#include "installation.hpp"
#include "intelligence.hpp"
#include "serve/config.hpp"
#include "serve/store.hpp"
#include "service/audit_chain.hpp"
#include "service/erasure.hpp"
#include "service/learnt.hpp"
#include "service/scheduler.hpp"
#include "service/service_ports.hpp"
#include "telemetry/metrics.hpp"
#include "webhooks/dispatcher.hpp"

namespace bespoke::app {

/// The service on one data directory, put together from the local adapters: what `serve` serves and the administration commands work on.
/// Holds the directory's lock while it lives.
class Platform final : public Installation {
public:
    /// Opens, or makes, the data directory. `Conflict` "data-in-use" if another process has it. Erasures that a process that died left
    /// half done are finished first. Starts no thread. `public_url` is the issuer of its tokens.
    static Result<std::unique_ptr<Platform>> open(const Config& config, const std::string& public_url, const Environment&);
    ~Platform() override;

    service::ServicePorts ports() override;
    [[nodiscard]] const Config& config() const { return config_; }
    telemetry::Metrics& metrics() override { return *parts_.metrics; }
    Intelligence& intelligence() { return *parts_.intelligence; }
    Store& store() { return *parts_.store; }
    engine::DurableOrchestrator& orchestrator() { return *parts_.orchestrator; }
    identity::Users& users() override { return users_; }
    identity::ApiKeys& api_keys() override { return api_keys_; }
    identity::Issuer& issuer() override { return *parts_.issuer; }
    identity::TokenVerifier& verifier() override { return verifier_; }
    identity::TokenEndpoint& token_endpoint() override { return token_endpoint_; }
    webhooks::Dispatcher& dispatcher() { return dispatcher_; }
    service::Erasure& erasure() override { return erasure_; }
    service::Scheduler& scheduler() { return scheduler_; }
    ports::Ledger& audit_checkpoints() override { return audit_checkpoints_; }
    ports::Ledger& refused_tokens() override { return refused_tokens_; }
    [[nodiscard]] const service::AuditSigner& audit_signer() const override { return *parts_.signer; }
    [[nodiscard]] EgressPolicy egress() const override;
    Status create_tenant(const TenantId&) override;
    Status resume_tenant(const TenantId&) override;

    /// Take up what a process that died left, then begin to work: stages, webhooks, chores.
    Status start();
    /// Set the gauges that nobody keeps up: tenants by state, open databases, caches. For each scrape of /metrics.
    void refresh_gauges();

    /// Finish what is at work and end the threads. Again is harmless. `Timeout` "stage-busy": a stage is still at work; then end the
    /// process at once, without destroying this: what was committed is taken up at the next start.
    Status stop();

private:
    struct Parts {
        std::unique_ptr<telemetry::Metrics> metrics;
        std::unique_ptr<Store> store;
        std::unique_ptr<adapters::local::ReaderProcess> reader;
        std::unique_ptr<adapters::local::HttpClient> http;
        std::unique_ptr<Intelligence> intelligence;
        std::unique_ptr<service::Learnt> learnt;
        std::unique_ptr<adapters::local::crash::Handler> crashes;
        std::unique_ptr<engine::DurableOrchestrator> orchestrator;
        std::unique_ptr<identity::Issuer> issuer;
        std::unique_ptr<service::AuditSigner> signer;
    };
    static Result<Parts> make_parts(const Config& config, const std::string& public_url, const Environment& environment);
    Platform(const Config& config, Parts parts);
    Result<std::vector<TenantId>> tenants_in(ports::TenantState);
    void recover(const std::vector<TenantId>& active, const std::vector<TenantId>& suspended);
    void count_embeddings();

    adapters::local::EmbeddingCacheCounters counted_;  ///< what the counters of /metrics have already
    std::mutex counting_;
    const Config config_;
    Parts parts_;
    identity::Users users_;
    identity::ApiKeys api_keys_;
    identity::TokenVerifier verifier_;
    identity::TokenEndpoint token_endpoint_;
    adapters::local::Ledger erasures_, audit_checkpoints_, refused_tokens_;
    service::Erasure erasure_;
    // These have threads that use all of the above.
    webhooks::Dispatcher dispatcher_;
    service::Scheduler scheduler_;
};

}  // namespace bespoke::app
