#pragma once

#include "api/cursor.hpp"
#include "api/operation.hpp"
#include "api/operations/service_operations.hpp"
#include "api/operations/tenant_operations.hpp"
#include "api/options.hpp"
#include "api/rate_limits.hpp"
#include "api/signed_url.hpp"
#include "base/web_url.hpp"
#include "http/server.hpp"
#include "identity/token_endpoint.hpp"
#include "identity/token_verifier.hpp"
#include "ports/ledger.hpp"
#include "service/service_ports.hpp"

namespace bespoke::api {

/// What the HTTP interface needs from the world. The composition root owns it all; it outlives the handler.
struct ApiPorts {
    service::ServicePorts service;
    identity::TokenVerifier& verifier;
    identity::TokenEndpoint& tokens;
    identity::Users& users;
    identity::ApiKeys& keys;
    identity::Issuer& issuer;
    telemetry::Metrics& metrics;
    Cursors& cursors;
    UrlSigner& urls;
    RateLimits& rates;
    ports::Ledger& refused_tokens;  ///< the service's own audit, of tokens that are nobody's
    EgressPolicy egress;            ///< the one that the HTTP client has
    EraseTenant erase;              ///< over service::Erasure
    Readiness readiness;
};

/// Everything between a whole request and its answer. `resources` are the operations of src/api/resources; all others are made here.
/// `Internal` "operations" if the two don't make up the OpenAPI document exactly, "openapi" if that is damaged.
Result<http::Handler> make_handler(const ApiPorts&, Operations resources, const Options&);

/// How the server's own refusals look: as problems, like all others.
http::ErrorPage make_error_page();

}  // namespace bespoke::api
