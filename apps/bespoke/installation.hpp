#pragma once

#include "base/web_url.hpp"
#include "identity/api_keys.hpp"
#include "identity/issuer.hpp"
#include "identity/token_endpoint.hpp"
#include "identity/token_verifier.hpp"
#include "identity/users.hpp"
#include "service/audit_chain.hpp"
#include "service/erasure.hpp"
#include "service/service_ports.hpp"
#include "telemetry/metrics.hpp"

namespace bespoke::app {

/// The service put together, on whatever adapters: what the HTTP API and the administration commands work on. Owns all that it gives. Safe
/// from many threads.
class Installation {
public:
    virtual ~Installation() = default;

    virtual service::ServicePorts ports() = 0;
    virtual telemetry::Metrics& metrics() = 0;
    virtual identity::Users& users() = 0;
    virtual identity::ApiKeys& api_keys() = 0;
    virtual identity::Issuer& issuer() = 0;
    virtual identity::TokenVerifier& verifier() = 0;
    virtual identity::TokenEndpoint& token_endpoint() = 0;
    virtual service::Erasure& erasure() = 0;
    virtual ports::Ledger& audit_checkpoints() = 0;
    /// The service's own audit, of tokens that are nobody's.
    virtual ports::Ledger& refused_tokens() = 0;
    [[nodiscard]] virtual const service::AuditSigner& audit_signer() const = 0;
    /// Where requests on behalf of tenants may go.
    [[nodiscard]] virtual EgressPolicy egress() const = 0;

    /// Make a tenant with its keys and its place in the store. Errors of TenantRegistry::create.
    virtual Status create_tenant(const TenantId&) = 0;
    /// Let a suspended tenant in again and go on with its jobs. Errors of TenantRegistry::set_state.
    virtual Status resume_tenant(const TenantId&) = 0;
};

}  // namespace bespoke::app
