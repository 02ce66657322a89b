#include "serve/platform.hpp"

#include <random>
#include <string_view>

#include "adapters/local/crash/trace_file.hpp"
#include "adapters/local/file.hpp"
#include "adapters/local/key_rotation.hpp"
#include "input.hpp"
#include "model_metrics.hpp"
#include "pipeline_definition.hpp"
#include "service/chores.hpp"
#include "service/job_effects.hpp"
#include "service/jobs.hpp"
#include "service/settings.hpp"
#include "stages/stages.hpp"
#include "telemetry/log.hpp"

namespace bespoke::app {
namespace {

using telemetry::Level;

constexpr std::chrono::minutes kRecoveryTime{10};

void log_failure(std::string_view event, const TenantId& tenant, const Error& error) {
    telemetry::log(Level::Error, event, "", {{"tenant", tenant.str()}, {"reason", error.reason}, {"detail", error.detail}});
}

EgressPolicy egress_policy(const Config& config) {
    EgressPolicy policy;
    if (config.webhooks_allow_http) policy.plain_http = EgressPolicy::PlainHttp::Allow;
    policy.trusted = config.webhooks_trusted;
    return policy;
}

stages::StagePorts stage_ports(Store& store, ports::DocumentReader& reader, Intelligence& intelligence, service::Learnt& learnt,
                               telemetry::Metrics& metrics) {
    stages::StagePorts ports{store.blobs, reader};
    intelligence.give_to(ports);
    ports.memory = &learnt;
    ports.on_model_call = [&metrics](const stages::ModelCall& call) { count(metrics, call); };
    ports.on_embedded = [&metrics](std::size_t texts) {
        metrics.add("bespoke_embeddings_total", {}, static_cast<double>(texts));
    };
    return ports;
}

Result<std::unique_ptr<engine::DurableOrchestrator>> make_orchestrator(const Config& config, Store& store,
                                                                       const stages::StagePorts& ports,
                                                                       telemetry::Metrics& metrics,
                                                                       ports::CrashWitness& crashes) {
    auto definition = engine::parse_definition(nlohmann::json::parse(pipeline_definition(), nullptr, false));
    if (!definition) return tl::unexpected(definition.error());
    engine::DurableOptions options;
    options.workers = static_cast<int>(config.workers);
    options.jobs_per_tenant = static_cast<int>(config.jobs_at_once_per_tenant);
    options.lease = std::chrono::seconds(config.lease_seconds);
    options.heartbeat = options.lease / 3;
    options.drain = std::chrono::seconds(config.drain_seconds);
    options.seed = std::random_device{}();
    return engine::DurableOrchestrator::create(std::move(*definition), stages::make_tasks(ports), service::job_effects(),
                                               {store.journal, *store.clock, metrics, engine::steady_elapsed, &crashes}, options);
}

identity::TokenUse token_use(const std::string& word) {
    if (word == "cognito-access") return identity::TokenUse::CognitoAccess;
    return word == "cognito-id" ? identity::TokenUse::CognitoId : identity::TokenUse::AccessJwt;
}

std::vector<identity::ExternalIssuer> external_issuers(const Config& config) {
    std::vector<identity::ExternalIssuer> issuers;
    for (const auto& configured : config.issuers) {
        identity::ExternalIssuer issuer;
        issuer.policy.issuer = configured.issuer;
        issuer.policy.audiences = {configured.audience};
        issuer.policy.use = token_use(configured.token_use);
        issuer.policy.tenant_claim = configured.tenant_claim;
        issuer.policy.role_claim = configured.role_claim;
        issuer.policy.tenants.insert(configured.tenants.begin(), configured.tenants.end());
        if (!configured.roles.empty()) issuer.policy.roles.clear();
        for (const auto& [claim, role] : configured.roles) issuer.policy.roles[claim] = *identity::role_from(role);
        issuer.policy.default_role = identity::role_from(configured.default_role);
        issuer.jwks_url = configured.jwks_url;
        issuers.push_back(std::move(issuer));
    }
    return issuers;
}

adapters::local::HttpClientOptions http_options(const Config& config) {
    adapters::local::HttpClientOptions options;
    options.egress = config.egress ? adapters::local::Egress::Allowed : adapters::local::Egress::LoopbackOnly;
    options.public_policy = egress_policy(config);
    return options;
}

/// The chore "key-rotation" for one tenant.
Result<service::ChoreCounts> keep_keys_fresh(Store& store, std::chrono::hours longest_use, const TenantId& tenant, Timestamp now,
                                             Deadline deadline) {
    adapters::local::RotationPolicy policy;
    policy.longest_use = longest_use;
    policy.reseal_rows = [&store](const TenantId& whose, Deadline until) { return store.reseal_rows(whose, until); };
    const auto report = adapters::local::keep_keys_fresh(store.blobs, *store.keys, tenant, policy, now, deadline);
    if (!report) return tl::unexpected(report.error());
    return service::ChoreCounts{{"rotated", static_cast<std::uint64_t>(report->rotated)},
                                {"resealed", report->resealed},
                                {"damaged", report->damaged},
                                {"retired", report->retired}};
}

}  // namespace

Result<Platform::Parts> Platform::make_parts(const Config& config, const std::string& public_url,
                                             const Environment& environment) {
    Parts parts;
    parts.metrics = std::make_unique<telemetry::Metrics>();
    auto store = Store::open(config, environment("BESPOKE_MASTER_KEY"), *parts.metrics);
    if (!store) return tl::unexpected(store.error());
    parts.store = std::move(*store);
    auto reader = make_reader();
    if (!reader) return tl::unexpected(reader.error());
    parts.reader = std::make_unique<adapters::local::ReaderProcess>(std::move(*reader));
    parts.http = std::make_unique<adapters::local::HttpClient>(http_options(config));
    auto models = intelligence_options(config);
    if (!models) return tl::unexpected(models.error());
    // `serve` has looked before; administration embeds nothing.
    models->missing = IntelligenceOptions::Missing::FailLater;
    auto intelligence = Intelligence::create(*models, *parts.store->clock);
    if (!intelligence) return tl::unexpected(intelligence.error());
    parts.intelligence = std::move(*intelligence);
    parts.learnt = std::make_unique<service::Learnt>(parts.store->metadata, parts.store->vectors);
    const auto ports = stage_ports(*parts.store, *parts.reader, *parts.intelligence, *parts.learnt, *parts.metrics);
    parts.crashes = std::make_unique<adapters::local::crash::Handler>();
    auto orchestrator = make_orchestrator(config, *parts.store, ports, *parts.metrics, *parts.crashes);
    if (!orchestrator) return tl::unexpected(orchestrator.error());
    parts.orchestrator = std::move(*orchestrator);
    const auto system_key = parts.store->keys->current(ports::system_keys());
    if (!system_key) return tl::unexpected(system_key.error());
    parts.signer = std::make_unique<service::AuditSigner>(service::audit_signer(system_key->secret));
    identity::IssuerOptions options;
    options.issuer = public_url;
    options.lifetime = std::chrono::minutes(config.access_token_minutes);
    auto issuer = identity::Issuer::create(options, parts.store->system->signing_keys(), *system_key, *parts.store->clock);
    if (!issuer) return tl::unexpected(issuer.error());
    parts.issuer = std::move(*issuer);
    return parts;
}

Result<std::unique_ptr<Platform>> Platform::open(const Config& config, const std::string& public_url,
                                                 const Environment& environment) {
    auto parts = make_parts(config, public_url, environment);
    if (!parts) return tl::unexpected(parts.error());
    auto platform = std::unique_ptr<Platform>(new Platform(config, std::move(*parts)));
    const auto erased = platform->erasure_.finish_pending(Deadline::after(kRecoveryTime));
    if (!erased) return tl::unexpected(erased.error());
    if (*erased > 0) telemetry::log(Level::Warning, "erasure.finished", "", {{"tenants", static_cast<std::int64_t>(*erased)}});
    return platform;
}

Platform::Platform(const Config& config, Parts parts)
    : config_(config),
      parts_(std::move(parts)),
      users_({store().metadata, *store().system, *store().clock}),
      api_keys_({store().metadata, *store().system, *store().clock}),
      verifier_({issuer(), api_keys_, *store().system, store().metadata, *parts_.http, *store().clock}, external_issuers(config)),
      token_endpoint_({issuer(), users_, api_keys_, verifier_}),
      erasures_(config.data / "erasures.jsonl"),
      audit_checkpoints_(config.data / "audit-checkpoints.jsonl"),
      refused_tokens_(config.data / "refused-tokens.jsonl"),
      erasure_(ports(), {.storage = store().databases,
                         .ledger = erasures_,
                         .signer = *parts_.signer,
                         .metrics = metrics(),
                         .stop_executions = [this](const TenantId& tenant,
                                                   Deadline deadline) { return orchestrator().drop(tenant, deadline); },
                         .drop_caches =
                             [this](const TenantId& tenant) {
                                 store().vectors.forget(tenant);
                                 intelligence().forget(tenant);
                             }}),
      dispatcher_({store().metadata, *store().system, *parts_.http, *store().clock, metrics()},
                  {.is_paused =
                       [this](const TenantId& tenant) {
                           const auto settings = service::get_settings(ports(), tenant);
                           return settings && settings->webhooks == service::WebhookSwitch::Paused;
                       }}),
      scheduler_(ports(), metrics(),
                 service::standard_chores(ports(),
                                          {.storage = store().databases,
                                           .audit_checkpoints = audit_checkpoints_,
                                           .signer = *parts_.signer,
                                           .metrics = metrics(),
                                           .keep_keys_fresh = [this](const TenantId& tenant, Timestamp now, Deadline deadline) {
                                               return keep_keys_fresh(store(), std::chrono::hours(24 * config_.rotate_after_days),
                                                                      tenant, now, deadline);
                                           }})) {}

Platform::~Platform() { stop(); }

service::ServicePorts Platform::ports() {
    auto& all = store();
    return {all.metadata,   all.blobs,
            orchestrator(), *all.keys,
            *all.system,    all.vectors,
            *all.clock,     service::upload_formats_from(config_.upload_formats).value_or(service::default_upload_formats())};
}

EgressPolicy Platform::egress() const { return egress_policy(config_); }

Status Platform::create_tenant(const TenantId& tenant) {
    if (auto created = store().system->create(tenant, store().clock->now()); !created) return created;
    return store().databases.create(tenant);
}

Result<std::vector<TenantId>> Platform::tenants_in(ports::TenantState state) {
    const auto tenants = store().system->list();
    if (!tenants) return tl::unexpected(tenants.error());
    std::vector<TenantId> found;
    for (const auto& tenant : *tenants) {
        if (tenant.state == state) found.push_back(tenant.id);
    }
    return found;
}

Status Platform::resume_tenant(const TenantId& tenant) {
    if (auto changed = store().system->set_state(tenant, ports::TenantState::Active, store().clock->now()); !changed)
        return changed;
    if (auto queued = orchestrator().take_up(tenant); !queued) return queued;
    return service::start_missing_jobs(ports(), tenant, Deadline::after(kRecoveryTime)).map([](std::size_t) {});
}

/// A crash is laid to the job that caused it before any works again; only then its trace goes, so that dying in between loses nothing.
void Platform::recover(const std::vector<TenantId>& active, const std::vector<TenantId>& suspended) {
    const auto file = adapters::local::crash::trace_file(config_.data);
    const auto trace = adapters::local::crash::read_trace(file, metrics());
    // A tenant whose database is damaged must not keep the others from being served.
    if (auto recovered = orchestrator().recover(active, trace, suspended); !recovered)
        log_failure("recovery.failed", {}, recovered.error());
    if (auto removed = adapters::local::remove_durably(file); !removed) log_failure("recovery.failed", {}, removed.error());
}

Status Platform::start() {
    const auto tenants = tenants_in(ports::TenantState::Active);
    if (!tenants) return tl::unexpected(tenants.error());
    const auto suspended = tenants_in(ports::TenantState::Suspended);
    if (!suspended) return tl::unexpected(suspended.error());
    recover(*tenants, *suspended);
    if (auto installed = parts_.crashes->install(adapters::local::crash::trace_file(config_.data)); !installed) return installed;
    for (const auto& tenant : *tenants) {
        // Accepted by a process that died before it could begin them.
        if (auto begun = service::start_missing_jobs(ports(), tenant, Deadline::after(kRecoveryTime)); !begun)
            log_failure("recovery.failed", tenant, begun.error());
    }
    orchestrator().run();
    dispatcher_.start();
    scheduler_.start();
    return {};
}

/// The cache counts for itself; the counters are brought up to it.
void Platform::count_embeddings() {
    const std::lock_guard lock(counting_);
    const auto now = intelligence().cache_counters();
    metrics().add("bespoke_embedding_cache_hits_total", {}, static_cast<double>(now.hits - counted_.hits));
    metrics().add("bespoke_embedding_cache_misses_total", {}, static_cast<double>(now.misses - counted_.misses));
    metrics().set("bespoke_cache_bytes", {{"cache", "embeddings"}}, static_cast<double>(now.bytes));
    counted_ = now;
}

void Platform::refresh_gauges() {
    count_embeddings();
    std::map<std::string_view, double> tenants = {{"active", 0}, {"suspended", 0}, {"erased", 0}};
    if (const auto all = store().system->list()) {
        for (const auto& tenant : *all) ++tenants[ports::to_string(tenant.state)];
    }
    for (const auto& [state, count] : tenants) metrics().set("bespoke_tenants", {{"state", state}}, count);
    metrics().set("bespoke_store_open_databases", {}, static_cast<double>(store().databases.open_now()));
    metrics().set("bespoke_cache_bytes", {{"cache", "vectors"}}, static_cast<double>(store().vectors.usage().bytes));
    metrics().set("bespoke_build_info", {{"version", BESPOKE_VERSION}}, 1);
}

Status Platform::stop() {
    scheduler_.stop();
    dispatcher_.stop();
    return orchestrator().stop();
}

}  // namespace bespoke::app
