#pragma once

#include <memory>

#include "adapters/local/http_client.hpp"
#include "installation.hpp"
#include "lambda/aws_store.hpp"
#include "service/scheduler.hpp"
#include "webhooks/dispatcher.hpp"

namespace bespoke::app {

/// The service on AWS, for the functions that are not stages: the twin of Platform. Starts no threads: what `serve` does in the background is
/// done by the function "chores" when it is called. Safe from many threads.
///
/// Deviations from the local profile: rates and sign-in attempts are counted in each environment of the function for itself (API Gateway bounds
/// the sum); the built-in issuer never rotates its key in a request, and an environment notices a new key when it begins; a suspension or an
/// erasure takes five seconds, after which no environment serves the tenant; an erasure stops no execution: its next stage finds no tenant, and
/// what one was about to write is removed by finish_pending() from time to time.
class AwsInstallation final : public Installation {
public:
    /// Errors of the key service and the issuer.
    static Result<std::unique_ptr<AwsInstallation>> create(const LambdaSettings&, const Environment&);

    service::ServicePorts ports() override { return store().ports(); }
    telemetry::Metrics& metrics() override { return *parts_.metrics; }
    identity::Users& users() override { return users_; }
    identity::ApiKeys& api_keys() override { return api_keys_; }
    identity::Issuer& issuer() override { return *parts_.issuer; }
    identity::TokenVerifier& verifier() override { return verifier_; }
    identity::TokenEndpoint& token_endpoint() override { return token_endpoint_; }
    service::Erasure& erasure() override { return erasure_; }
    ports::Ledger& audit_checkpoints() override { return store().audit_checkpoints(); }
    ports::Ledger& refused_tokens() override { return store().refused_tokens(); }
    [[nodiscard]] const service::AuditSigner& audit_signer() const override { return *parts_.signer; }
    [[nodiscard]] EgressPolicy egress() const override { return {}; }
    Status create_tenant(const TenantId&) override;
    Status resume_tenant(const TenantId&) override;

    AwsStore& store() { return *parts_.store; }
    webhooks::Dispatcher& dispatcher() { return dispatcher_; }
    service::Scheduler& scheduler() { return scheduler_; }
    [[nodiscard]] const LambdaSettings& settings() const { return settings_; }

private:
    struct Parts {
        std::unique_ptr<telemetry::Metrics> metrics;
        std::unique_ptr<AwsStore> store;
        std::unique_ptr<adapters::local::HttpClient> http;
        std::unique_ptr<identity::Issuer> issuer;
        std::vector<identity::ExternalIssuer> user_pools;
        std::unique_ptr<service::AuditSigner> signer;
    };
    static Result<Parts> make_parts(const LambdaSettings&, const Environment&);
    AwsInstallation(const LambdaSettings&, Parts);

    const LambdaSettings settings_;
    Parts parts_;
    identity::Users users_;
    identity::ApiKeys api_keys_;
    identity::TokenVerifier verifier_;
    identity::TokenEndpoint token_endpoint_;
    service::Erasure erasure_;
    webhooks::Dispatcher dispatcher_;
    service::Scheduler scheduler_;
};

}  // namespace bespoke::app
