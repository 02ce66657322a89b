#include "admin/operator.hpp"

#include "installation.hpp"

namespace bespoke::app {

ports::Batch by_operator(Installation& installation, std::string action, std::string object, std::string outcome) {
    ports::Batch batch;
    batch.audit.push_back({.at = installation.ports().clock.now(),
                           .actor = "operator",
                           .action = std::move(action),
                           .object = std::move(object),
                           .outcome = std::move(outcome)});
    return batch;
}

Status note(Installation& installation, const TenantId& tenant, std::string action, std::string object, std::string outcome) {
    return installation.ports().store.commit(tenant,
                                             by_operator(installation, std::move(action), std::move(object), std::move(outcome)));
}

}  // namespace bespoke::app
