#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "service/service_ports.hpp"
#include "service/style_choice.hpp"
#include "stages/request.hpp"

namespace bespoke::service {

enum class LegalHold { None, Held };
enum class WebhookSwitch { On, Paused };
enum class Learning { FromFeedback, None };

/// What a tenant's administrators choose.
struct Settings {
    std::optional<int> document_days = 365;  ///< until an unused document is removed; absent for never
    std::optional<int> job_days = 365;       ///< until an ended job is removed with its artifacts; absent for never
    LegalHold legal_hold = LegalHold::None;  ///< while held, nothing is removed, neither by retention nor by erasure
    JobStyle default_style = std::string("classic");
    int max_pages = 0;  ///< default page budget, 0 for none
    WebhookSwitch webhooks = WebhookSwitch::On;
    Learning learning = Learning::FromFeedback;  ///< whether accepted and reverted edits guide later jobs of this tenant
    stages::Generator generator = stages::Generator::Rules;  ///< of jobs that name none
    std::string policy;         ///< TOML that tightens the operator's policy for all jobs; empty for none
    std::uint64_t version = 0;  ///< grows with each change, 0 while the defaults hold; for the ETag
};
/// The schema Settings of api/openapi.yaml; the version is left out.
nlohmann::json to_json(const Settings&);
/// The inverse. `InvalidInput` "bad-settings" or "bad-policy" with a JSON Pointer; members that are left out have their defaults.
Result<Settings> settings_from_json(const nlohmann::json&);

/// The tenant's settings, defaults where it has chosen none.
Result<Settings> get_settings(const ServicePorts&, const TenantId&);
Result<Settings> get_settings(ports::MetadataStore&, const TenantId&);
/// Replace them. `Conflict` "version" if they are no longer at `expected_version`; `NotFound` "not-found" if the default style
/// names a document that is no style sample of this tenant.
Result<Settings> put_settings(const ServicePorts&, const TenantId&, const Settings&, std::uint64_t expected_version);

/// `Conflict` "legal-hold" while nothing may be removed.
Status check_no_hold(const ServicePorts&, const TenantId&);

/// When retention will remove what was made at `made`; `nullopt` for never.
std::optional<Timestamp> expiry(const Settings&, std::optional<int> days, Timestamp made);

}  // namespace bespoke::service
