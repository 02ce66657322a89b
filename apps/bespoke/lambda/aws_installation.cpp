#include "lambda/aws_installation.hpp"

#include "lambda/user_pool.hpp"
#include "service/chores.hpp"
#include "service/jobs.hpp"
#include "service/settings.hpp"

namespace bespoke::app {
namespace {

constexpr std::chrono::minutes kResumeTime{10};

/// A key is rotated by an operator's doing, never in the middle of a request that another environment has to check.
constexpr std::chrono::hours kNeverByItself{24 * 365 * 50};

adapters::local::HttpClientOptions http_options(const LambdaSettings& settings) {
    adapters::local::HttpClientOptions options;
    options.egress = settings.no_egress == LambdaSettings::Switch::On ? adapters::local::Egress::LoopbackOnly
                                                                      : adapters::local::Egress::Allowed;
    options.ca_file = settings.ca_file;
    return options;
}

}  // namespace

Result<AwsInstallation::Parts> AwsInstallation::make_parts(const LambdaSettings& settings, const Environment& environment) {
    Parts parts;
    parts.metrics = std::make_unique<telemetry::Metrics>();
    auto store = AwsStore::create(settings, environment, *parts.metrics);
    if (!store) return tl::unexpected(store.error());
    parts.store = std::move(*store);
    parts.http = std::make_unique<adapters::local::HttpClient>(http_options(settings));
    const auto system_key = parts.store->keys().current(ports::system_keys());
    if (!system_key) return tl::unexpected(system_key.error());
    parts.signer = std::make_unique<service::AuditSigner>(service::audit_signer(system_key->secret));
    identity::IssuerOptions options;
    options.issuer = settings.public_url.empty() ? "https://bespoke.invalid" : settings.public_url;
    options.lifetime = std::chrono::minutes(60);
    options.rotate_after = kNeverByItself;
    auto issuer = identity::Issuer::create(options, parts.store->signing_keys(), *system_key, parts.store->clock());
    if (!issuer) return tl::unexpected(issuer.error());
    parts.issuer = std::move(*issuer);
    parts.user_pools = user_pool_issuers(settings, environment);
    return parts;
}

Result<std::unique_ptr<AwsInstallation>> AwsInstallation::create(const LambdaSettings& settings, const Environment& environment) {
    auto parts = make_parts(settings, environment);
    if (!parts) return tl::unexpected(parts.error());
    return std::unique_ptr<AwsInstallation>(new AwsInstallation(settings, std::move(*parts)));
}

AwsInstallation::AwsInstallation(const LambdaSettings& settings, Parts parts)
    : settings_(settings),
      parts_(std::move(parts)),
      users_({store().metadata(), store().tenants(), store().clock()}),
      api_keys_({store().metadata(), store().tenants(), store().clock()}),
      verifier_({issuer(), api_keys_, store().tenants(), store().metadata(), *parts_.http, store().clock()},
                std::move(parts_.user_pools)),
      token_endpoint_({issuer(), users_, api_keys_, verifier_}),
      erasure_(ports(),
               {.storage = store().storage(),
                .ledger = store().erasures(),
                .signer = *parts_.signer,
                .metrics = metrics(),
                .stop_executions = [this](const TenantId& tenant,
                                          Deadline deadline) { return store().orchestration().stop_all(tenant, deadline); }}),
      dispatcher_({store().metadata(), store().tenants(), *parts_.http, store().clock(), metrics()},
                  {.is_paused =
                       [this](const TenantId& tenant) {
                           const auto chosen = service::get_settings(ports(), tenant);
                           return chosen && chosen->webhooks == service::WebhookSwitch::Paused;
                       }}),
      scheduler_(ports(), metrics(),
                 service::standard_chores(
                     ports(), {.storage = store().storage(),
                               .audit_checkpoints = store().audit_checkpoints(),
                               .signer = *parts_.signer,
                               .metrics = metrics(),
                               .keep_keys_fresh =
                                   [this](const TenantId& tenant, Timestamp now, Deadline deadline) {
                                       return keep_keys_fresh(store().client(), store().keys(), store().clock(), settings_,
                                                              tenant, now, deadline);
                                   },
                               .second_chances = settings.alarm_group.empty() ? service::ChorePorts::SecondChances::ByChore
                                                                              : service::ChorePorts::SecondChances::ByAlarm})) {}

Status AwsInstallation::create_tenant(const TenantId& tenant) {
    if (auto created = store().tenants().create(tenant, store().clock().now()); !created) return created;
    // The tenant's first key, while only one process thinks of it.
    return store().keys().current(tenant).map([](const crypto::DataKey&) {});
}

Status AwsInstallation::resume_tenant(const TenantId& tenant) {
    if (auto changed = store().tenants().set_state(tenant, ports::TenantState::Active, store().clock().now()); !changed)
        return changed;
    return service::start_missing_jobs(ports(), tenant, Deadline::after(kResumeTime)).map([](std::size_t) {});
}

}  // namespace bespoke::app
