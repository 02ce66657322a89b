#include "api_front.hpp"

#include "api/api.hpp"
#include "api/resources/resource_operations.hpp"

namespace bespoke::app {
namespace {

Result<nlohmann::json> erase(Installation& installation, const TenantId& tenant, const std::string& requested_by,
                             Deadline deadline) {
    const auto receipt = installation.erasure().erase(tenant, requested_by, deadline);
    if (!receipt) return tl::unexpected(receipt.error());
    return service::to_json(*receipt);
}

}  // namespace

ApiFront::ApiFront(Installation& installation, const ApiFrontOptions& options)
    : ports_(installation.ports()), cursors_(ports_.keys), urls_(ports_.keys, ports_.clock), rates_(options.api, ports_.clock) {}

Result<http::Handler> ApiFront::make(Installation& installation, const ApiFrontOptions& options) {
    auto resources = api::make_resource_operations({.service = ports_,
                                                    .urls = urls_,
                                                    .cursors = cursors_,
                                                    .rates = [this](const TenantId& tenant) { return rates_.usage(tenant); },
                                                    .link_life = options.link_life,
                                                    .transfers = options.transfers});
    return api::make_handler(
        {.service = ports_,
         .verifier = installation.verifier(),
         .tokens = installation.token_endpoint(),
         .users = installation.users(),
         .keys = installation.api_keys(),
         .issuer = installation.issuer(),
         .metrics = installation.metrics(),
         .cursors = cursors_,
         .urls = urls_,
         .rates = rates_,
         .refused_tokens = installation.refused_tokens(),
         .egress = installation.egress(),
         .erase = [&installation](const TenantId& tenant, const std::string& requested_by,
                                  Deadline deadline) { return erase(installation, tenant, requested_by, deadline); },
         .readiness = options.readiness},
        std::move(resources), options.api);
}

Result<std::unique_ptr<ApiFront>> ApiFront::create(Installation& installation, const ApiFrontOptions& options) {
    auto front = std::unique_ptr<ApiFront>(new ApiFront(installation, options));
    auto handler = front->make(installation, options);
    if (!handler) return tl::unexpected(handler.error());
    front->handler_ = std::move(*handler);
    return front;
}

}  // namespace bespoke::app
