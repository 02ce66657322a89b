#pragma once

#include <functional>

#include "api/cursor.hpp"
#include "api/operation.hpp"
#include "api/signed_url.hpp"
#include "ports/transfer_links.hpp"
#include "service/service_ports.hpp"

namespace bespoke::api {

/// What the operations on a tenant's things need. All of it outlives them and the streams that they began.
struct ResourceParts {
    const service::ServicePorts& service;
    const UrlSigner& urls;
    const Cursors& cursors;
    /// What is left of the request rates, as the schema Usage has it; an empty array without it.
    std::function<nlohmann::json(const TenantId&)> rates;
    std::chrono::minutes link_life = kDefaultLinkLife;  ///< of signed uploads
    /// Where clients exchange files with the store itself; null: with us, by links that `urls` signs.
    ports::TransferLinks* transfers = nullptr;
};

/// Documents, uploads, jobs, history, events, edits, feedback, artifacts, dead letters, settings and usage.
Operations make_resource_operations(const ResourceParts&);

}  // namespace bespoke::api
