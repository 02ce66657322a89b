#pragma once

#include <string>
#include <vector>

#include "api/cursor.hpp"
#include "api/operation.hpp"
#include "identity/issuer.hpp"
#include "ports/metadata_store.hpp"
#include "telemetry/metrics.hpp"

namespace bespoke::api {

/// One thing without which the server can't work.
struct Check {
    enum class Outcome { Ok, Failed } outcome{};
    std::string name;
    std::string detail;  ///< for the operator; names no tenant
};
/// All checks of the moment; quick, called for each /readyz.
using Readiness = std::function<std::vector<Check>()>;

/// All of it outlives the operations.
struct ServiceParts {
    identity::Issuer& issuer;
    telemetry::Metrics& metrics;
    ports::MetadataStore& store;
    Cursors& cursors;
    Readiness readiness;
};
/// getHealth, getReadiness, getMetrics, getOpenapi, getJwks, listAudit.
Operations make_service_operations(const ServiceParts&);

}  // namespace bespoke::api
