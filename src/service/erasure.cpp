#include "service/erasure.hpp"

#include <algorithm>

#include "base/rfc3339.hpp"
#include "crypto/random.hpp"
#include "service/erasure_lines.hpp"
#include "service/records.hpp"
#include "service/settings.hpp"
#include "telemetry/log.hpp"

namespace bespoke::service {
namespace {

using ports::RecordKind;
using ports::TenantState;

constexpr std::size_t kStep = 1'000;

void log_erasure(std::string_view event, const TenantId& tenant, std::string_view detail = {}) {
    telemetry::log(telemetry::Level::Warning, event, "", {{"tenant", std::string_view(tenant.str())}, {"detail", detail}});
}

Status check_hold(const ServicePorts& ports, const TenantId& tenant) {
    const auto settings = get_settings(ports, tenant);
    if (!settings) return tl::unexpected(settings.error());
    if (settings->legal_hold == LegalHold::None) return {};
    return fail(ErrorCode::Conflict, "legal-hold",
                "The tenant's data is under a legal hold; lift the hold in the settings first.");
}

Status count_records(const ServicePorts& ports, ErasureReceipt& receipt) {
    for (int kind = 0; kind <= static_cast<int>(RecordKind::Marker); ++kind) {
        const auto one = static_cast<RecordKind>(kind);
        std::uint64_t count = 0;
        auto walked = walk_records(ports, receipt.tenant, one, std::nullopt,
                                   [&](const ports::Record&) -> Result<bool> { return ++count > 0; });
        if (!walked) return walked;
        if (count > 0) receipt.records[std::string(ports::to_string(one))] = count;
    }
    return {};
}

Status count_events(const ServicePorts& ports, ErasureReceipt& receipt) {
    for (std::uint64_t after = 0;;) {
        const auto page = ports.store.events(receipt.tenant, after, {}, kStep);
        if (!page) return tl::unexpected(page.error());
        if (page->empty()) return {};
        receipt.events += page->size();
        after = page->back().sequence;
    }
}

Status count_audit(const ServicePorts& ports, ErasureReceipt& receipt) {
    for (std::uint64_t after = 0;;) {
        const auto page = ports.store.audit(receipt.tenant, after, kStep);
        if (!page) return tl::unexpected(page.error());
        if (page->empty()) return {};
        receipt.audit_entries += page->size();
        receipt.audit_head = page->back().hash;
        after = page->back().sequence;
    }
}

Status count_blobs(const ServicePorts& ports, ErasureReceipt& receipt, Deadline deadline) {
    const auto blobs = ports.blobs.list(receipt.tenant, "", deadline);
    if (!blobs) return tl::unexpected(blobs.error());
    receipt.blobs = blobs->size();
    for (const auto& blob : *blobs) receipt.blob_bytes += blob.bytes;
    return {};
}

Status count_keys(const ServicePorts& ports, ErasureReceipt& receipt) {
    const auto keys = ports.keys.keys(receipt.tenant);
    if (!keys) return tl::unexpected(keys.error());
    for (const auto& key : *keys) {
        if (std::ranges::find(receipt.destroyed_keys, key.id) == receipt.destroyed_keys.end())
            receipt.destroyed_keys.push_back(key.id);
    }
    return {};
}

/// What can't be counted, since it is damaged, must not keep it from being erased.
void count_what_is_readable(const Status& counted, const TenantId& tenant) {
    if (!counted) log_erasure("erasure.uncounted", tenant, counted.error().reason);
}

}  // namespace

Erasure::Erasure(const ServicePorts& ports, ErasurePorts more) : ports_(ports), more_(std::move(more)) {}

Result<ErasureReceipt> Erasure::count(const TenantId& tenant, const std::string& requested_by, Deadline deadline) {
    const auto now = ports_.clock.now();
    ErasureReceipt receipt{.id = crypto::random_id("ers", now), .tenant = tenant, .requested_by = requested_by, .begun_at = now};
    count_what_is_readable(count_records(ports_, receipt), tenant);
    count_what_is_readable(count_events(ports_, receipt), tenant);
    count_what_is_readable(count_audit(ports_, receipt), tenant);
    count_what_is_readable(count_blobs(ports_, receipt, deadline), tenant);
    return receipt;
}

Result<ErasureReceipt> Erasure::erase(const TenantId& tenant, const std::string& requested_by, Deadline deadline) {
    const std::scoped_lock lock(erasing_);
    const auto known = ports_.tenants.get(tenant);
    if (!known) return tl::unexpected(known.error());
    if (!*known) return fail(ErrorCode::NotFound, "no-tenant", "There is no such tenant; check the name.", tenant.str());
    const auto history = read_erasures(more_.ledger);
    if (!history) return tl::unexpected(history.error());
    if (const auto done = history->done.find(tenant); done != history->done.end()) return done->second;
    if (const auto begun = history->begun.find(tenant); begun != history->begun.end()) {
        auto receipt = begun->second;
        if (auto finished = finish(receipt, deadline); !finished) return tl::unexpected(finished.error());
        return receipt;
    }
    if ((*known)->state != TenantState::Erased) {
        if (auto held = check_hold(ports_, tenant); !held) return tl::unexpected(held.error());
    }
    auto receipt = count(tenant, requested_by, deadline);
    if (!receipt) return receipt;
    if (auto written = more_.ledger.append(begun_line(*receipt)); !written) return tl::unexpected(written.error());
    if (auto finished = finish(*receipt, deadline); !finished) return tl::unexpected(finished.error());
    return receipt;
}

Status Erasure::remove_all(ErasureReceipt& receipt, Deadline deadline) {
    const auto& tenant = receipt.tenant;
    const auto known = ports_.tenants.get(tenant);
    if (!known) return tl::unexpected(known.error());
    const auto now = ports_.clock.now();
    if (!*known) {
        if (auto made = ports_.tenants.create(tenant, now); !made && made.error().code != ErrorCode::Conflict) return made;
    }
    if (!*known || (*known)->state != TenantState::Erased) {
        if (auto set = ports_.tenants.set_state(tenant, TenantState::Erased, now); !set) return set;
    }
    // What still runs finds neither tenant nor keys from here on, so a task that doesn't stop in time can do no harm.
    if (auto stopped = more_.stop_executions(tenant, deadline); !stopped)
        log_erasure("erasure.still-running", tenant, stopped.error().reason);
    if (auto counted = count_keys(ports_, receipt); !counted) return counted;
    if (auto destroyed = ports_.keys.destroy(tenant); !destroyed) return destroyed;
    if (auto erased = more_.storage.erase(tenant); !erased) return erased;
    more_.drop_caches(tenant);
    return {};
}

Status Erasure::finish(ErasureReceipt& receipt, Deadline deadline) {
    if (auto removed = remove_all(receipt, deadline); !removed) return removed;
    receipt.erased_at = ports_.clock.now();
    sign(receipt, more_.signer);
    if (auto written = more_.ledger.append(done_line(receipt)); !written) return written;
    more_.metrics.add("bespoke_erasures_total");
    log_erasure("erasure.done", receipt.tenant);
    return {};
}

Result<bool> Erasure::finish_one(const TenantId& tenant, const ErasureReceipt* begun, bool has_receipt, Deadline deadline) {
    ErasureReceipt receipt = begun != nullptr ? *begun : ErasureReceipt{};
    if (begun == nullptr) {
        const auto now = ports_.clock.now();
        receipt = {.id = crypto::random_id("ers", now), .tenant = tenant, .requested_by = "operator", .begun_at = now};
    }
    if (!has_receipt) {
        if (auto finished = finish(receipt, deadline); !finished) return tl::unexpected(finished.error());
        return true;
    }
    const auto held = more_.storage.holds(tenant);
    if (!held) return tl::unexpected(held.error());
    const auto known = ports_.tenants.get(tenant);
    if (!known) return tl::unexpected(known.error());
    const auto keys = ports_.keys.keys(tenant);
    const bool has_keys = keys && !keys->empty();
    if (!*held && !has_keys && *known && (*known)->state == TenantState::Erased) return false;
    if (auto removed = remove_all(receipt, deadline); !removed) return tl::unexpected(removed.error());
    log_erasure("erasure.repeated", tenant, "a restored backup had brought data back");
    return true;
}

Result<std::size_t> Erasure::finish_pending(Deadline deadline) {
    const std::scoped_lock lock(erasing_);
    const auto history = read_erasures(more_.ledger);
    if (!history) return tl::unexpected(history.error());
    const auto tenants = ports_.tenants.list();
    if (!tenants) return tl::unexpected(tenants.error());
    std::set<TenantId> erased;
    for (const auto& tenant : *tenants) {
        if (tenant.state == TenantState::Erased) erased.insert(tenant.id);
    }
    for (const auto& one : history->begun) erased.insert(one.first);
    for (const auto& one : history->done) erased.insert(one.first);
    Sweep sweep;
    for (const auto& tenant : erased) {
        const auto begun = history->begun.find(tenant);
        sweep.count(finish_one(tenant, begun == history->begun.end() ? nullptr : &begun->second, history->done.contains(tenant),
                               deadline));
    }
    return sweep.result();
}

Result<std::vector<ErasureReceipt>> Erasure::receipts() const {
    const auto history = read_erasures(more_.ledger);
    if (!history) return tl::unexpected(history.error());
    std::vector<ErasureReceipt> receipts;
    for (const auto& one : history->done) receipts.push_back(one.second);
    std::ranges::sort(receipts, {}, &ErasureReceipt::erased_at);
    return receipts;
}

}  // namespace bespoke::service
