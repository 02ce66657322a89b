#include "admin/operator.hpp"

#include "serve/platform.hpp"

namespace bespoke::app {

ports::Batch by_operator(Platform& platform, std::string action, std::string object, std::string outcome) {
    ports::Batch batch;
    batch.audit.push_back({.at = platform.ports().clock.now(),
                           .actor = "operator",
                           .action = std::move(action),
                           .object = std::move(object),
                           .outcome = std::move(outcome)});
    return batch;
}

Status note(Platform& platform, const TenantId& tenant, std::string action, std::string object, std::string outcome) {
    return platform.ports().store.commit(tenant, by_operator(platform, std::move(action), std::move(object), std::move(outcome)));
}

}  // namespace bespoke::app
