#include "service/chores.hpp"

#include <memory>

#include "service/artifacts.hpp"
#include "service/documents.hpp"
#include "service/feedback.hpp"
#include "service/jobs.hpp"
#include "service/records.hpp"
#include "service/second_chance.hpp"
#include "service/settings.hpp"
#include "service/uploads.hpp"
#include "telemetry/log.hpp"
#include "webhooks/delivery.hpp"

namespace bespoke::service {
namespace {

using namespace std::chrono_literals;
using ports::RecordKind;
using Record = Chore::Record;

constexpr std::size_t kStep = 200;
const RecordId kDeadMarker("dead-letters");

Result<ChoreCounts> counted(const char* what, const Result<std::size_t>& count) {
    if (!count) return tl::unexpected(count.error());
    return ChoreCounts{{what, *count}};
}

Result<bool> is_held(const ServicePorts& ports, const TenantId& tenant) {
    const auto settings = get_settings(ports, tenant);
    if (!settings) return tl::unexpected(settings.error());
    return settings->legal_hold == LegalHold::Held;
}

/// A chore that removes and therefore rests under a legal hold.
Chore removal(std::string name, std::chrono::milliseconds interval, Record record, const ServicePorts& ports,
              std::function<Result<std::size_t>(const TenantId&, Deadline)> remove) {
    return {std::move(name), interval, record,
            [ports, remove = std::move(remove)](const TenantId& tenant, Deadline deadline) -> Result<ChoreCounts> {
                const auto held = is_held(ports, tenant);
                if (!held) return tl::unexpected(held.error());
                if (*held) return ChoreCounts{};
                return counted("removed", remove(tenant, deadline));
            }};
}

Chore expiry_of(std::string name, const ServicePorts& ports, RecordKind kind) {
    return removal(
        std::move(name), 1h, Record::WhenItDidSomething, ports,
        [ports, kind](const TenantId& tenant, Deadline deadline) { return remove_due(ports, tenant, kind, deadline); });
}

void add_removals(std::vector<Chore>& chores, const ServicePorts& ports) {
    chores.push_back(
        removal("expire-uploads", 15min, Record::WhenItDidSomething, ports,
                [ports](const TenantId& tenant, Deadline deadline) { return expire_uploads(ports, tenant, deadline); }));
    chores.push_back(expiry_of("expire-idempotency-keys", ports, RecordKind::IdempotencyKey));
    chores.push_back(expiry_of("expire-revoked-tokens", ports, RecordKind::RevokedToken));
    chores.push_back(expiry_of("expire-chore-runs", ports, RecordKind::ChoreRun));
    chores.push_back(removal("expire-deliveries", 24h, Record::Always, ports, [ports](const TenantId& tenant, Deadline deadline) {
        return remove_old_deliveries(ports, tenant, deadline);
    }));
    // These two know the legal hold themselves, and under it still end removals that were begun before.
    chores.push_back({"expire-documents", 1h, Record::WhenItDidSomething, [ports](const TenantId& tenant, Deadline deadline) {
                          return counted("removed", expire_documents(ports, tenant, deadline));
                      }});
    chores.push_back({"expire-jobs", 1h, Record::WhenItDidSomething, [ports](const TenantId& tenant, Deadline deadline) {
                          return counted("removed", expire_jobs(ports, tenant, deadline));
                      }});
    chores.push_back(
        removal("sweep-orphan-blobs", 24h, Record::Always, ports,
                [ports](const TenantId& tenant, Deadline deadline) { return sweep_orphan_blobs(ports, tenant, deadline); }));
    chores.push_back(
        removal("sweep-orphan-feedback", 24h, Record::Always, ports,
                [ports](const TenantId& tenant, Deadline deadline) { return sweep_orphan_feedback(ports, tenant, deadline); }));
}

/// The sum over tenants is what the gauge shows; a tenant's name is no label.
Chore dead_letter_alarm(const ServicePorts& ports, telemetry::Metrics& metrics) {
    auto dead = std::make_shared<std::map<TenantId, std::size_t>>();  // shared by copies of this chore alone
    return {"watch-dead-letters", 30s, Record::WhenItDidSomething, [ports, &metrics, dead](const TenantId& tenant, Deadline) {
                auto more = watch_dead_jobs(ports, tenant, (*dead)[tenant]);
                std::size_t sum = 0;
                for (const auto& one : *dead) sum += one.second;
                metrics.set("bespoke_dead_jobs", {}, static_cast<double>(sum));
                return counted("new", more);
            }};
}

Chore audit_checkpoints(const ServicePorts& ports, const ChorePorts& more) {
    return {
        "checkpoint-audit", 1min, Record::WhenItDidSomething,
        [ports, &ledger = more.audit_checkpoints, signer = more.signer](const TenantId& tenant, Deadline) -> Result<ChoreCounts> {
            const auto done = checkpoint_audit(ports.store, ledger, tenant, signer, ports.clock.now());
            if (!done) return tl::unexpected(done.error());
            return ChoreCounts{{"checkpoints", *done == Checkpointed::Yes ? 1U : 0U}};
        }};
}

Chore storage_checkpoint(ports::TenantStorage& storage) {
    return {"checkpoint-storage", 10min, Record::WhenItDidSomething,
            [&storage](const TenantId& tenant, Deadline) -> Result<ChoreCounts> {
                if (auto done = storage.checkpoint(tenant); !done) return tl::unexpected(done.error());
                return ChoreCounts{};
            }};
}

Result<std::size_t> count_dead(const ServicePorts& ports, const TenantId& tenant) {
    std::size_t dead = 0;
    auto walked =
        walk_records(ports, tenant, RecordKind::Job, "dead", [&](const ports::Record&) -> Result<bool> { return ++dead > 0; });
    if (!walked) return tl::unexpected(walked.error());
    return dead;
}

ports::Event dead_event(std::size_t dead, std::size_t more, Timestamp now) {
    ports::Event event;
    event.type = "chore.dead-letters";
    event.at = now;
    event.data = {{"dead", dead}, {"new", more}};
    return event;
}

}  // namespace

Result<std::size_t> remove_due(const ServicePorts& ports, const TenantId& tenant, RecordKind kind, Deadline deadline) {
    std::size_t removed = 0;
    while (!deadline.passed()) {
        const auto records = ports.store.due(tenant, kind, ports.clock.now(), kStep);
        if (!records) return tl::unexpected(records.error());
        ports::Batch batch;
        for (const auto& record : *records) batch.writes.emplace_back(ports::Remove{kind, record.id});
        if (batch.writes.empty()) break;
        if (auto done = ports.store.commit(tenant, batch); !done) return tl::unexpected(done.error());
        removed += batch.writes.size();
        if (batch.writes.size() < kStep) break;
    }
    return removed;
}

Result<std::size_t> remove_old_deliveries(const ServicePorts& ports, const TenantId& tenant, Deadline deadline) {
    const auto before = ports.clock.now() - kDeliveriesKept;
    const auto pending = webhooks::to_string(webhooks::Delivery::State::Pending);
    std::size_t removed = 0;
    ports::RecordQuery query{RecordKind::Delivery, std::nullopt, ports::RecordQuery::Order::OldestFirst, {}, kStep};
    while (!deadline.passed()) {
        const auto records = ports.store.list(tenant, query);
        if (!records) return tl::unexpected(records.error());
        ports::Batch batch;
        for (const auto& record : *records) {
            if (record.state != pending && record.updated_at < before)
                batch.writes.emplace_back(ports::Remove{RecordKind::Delivery, record.id});
        }
        if (!batch.writes.empty()) {
            if (auto done = ports.store.commit(tenant, batch); !done) return tl::unexpected(done.error());
        }
        removed += batch.writes.size();
        // Ids sort by the time of making: behind the first young one all are young.
        if (records->size() < kStep || records->back().created_at >= before) break;
        query.after = records->back().id;
    }
    return removed;
}

Result<std::size_t> watch_dead_jobs(const ServicePorts& ports, const TenantId& tenant, std::size_t& dead) {
    const auto counted = count_dead(ports, tenant);
    if (!counted) return counted;
    dead = *counted;
    const auto marker = ports.store.get(tenant, RecordKind::Marker, kDeadMarker);
    if (!marker) return tl::unexpected(marker.error());
    const std::size_t before = *marker ? (*marker)->body.value("dead", std::size_t{0}) : 0;
    if (dead == before) return std::size_t{0};
    const auto now = ports.clock.now();
    ports::Batch batch;
    ports::Put put;
    put.record = {.kind = RecordKind::Marker, .id = kDeadMarker, .created_at = now, .body = {{"dead", dead}}};
    batch.writes.emplace_back(std::move(put));
    const auto more = dead > before ? dead - before : 0;
    if (more > 0) batch.events.push_back(dead_event(dead, more, now));
    if (auto done = ports.store.commit(tenant, batch); !done) return tl::unexpected(done.error());
    if (more > 0) {
        telemetry::log(telemetry::Level::Warning, "jobs.dead", "",
                       {{"tenant", std::string_view(tenant.str())},
                        {"dead", static_cast<std::int64_t>(dead)},
                        {"new", static_cast<std::int64_t>(more)}});
    }
    return more;
}

std::vector<Chore> standard_chores(const ServicePorts& ports, const ChorePorts& more) {
    std::vector<Chore> chores;
    chores.push_back({"start-missing-jobs", 30s, Record::WhenItDidSomething, [ports](const TenantId& tenant, Deadline deadline) {
                          return counted("started", start_missing_jobs(ports, tenant, deadline));
                      }});
    add_removals(chores, ports);
    chores.push_back(dead_letter_alarm(ports, more.metrics));
    if (more.second_chances == ChorePorts::SecondChances::ByChore) {
        chores.push_back(
            {"retry-dead-jobs", 1min, Record::WhenItDidSomething, [ports](const TenantId& tenant, Deadline deadline) {
                 return counted("redriven", give_second_chances(ports, tenant, deadline));
             }});
    }
    chores.push_back(audit_checkpoints(ports, more));
    if (more.keep_keys_fresh) {
        chores.push_back({"keep-keys-fresh", 24h, Record::Always,
                          [ports, keep = more.keep_keys_fresh](const TenantId& tenant, Deadline deadline) {
                              return keep(tenant, ports.clock.now(), deadline);
                          }});
    }
    chores.push_back(storage_checkpoint(more.storage));
    return chores;
}

}  // namespace bespoke::service
