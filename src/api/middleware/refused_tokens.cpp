#include "api/middleware/refused_tokens.hpp"

#include <nlohmann/json.hpp>

#include "base/rfc3339.hpp"
#include "crypto/random.hpp"
#include "telemetry/log.hpp"

namespace bespoke::api {
namespace {

ports::AuditEntry entry_of(std::string outcome, const std::string& trace, Timestamp now) {
    return {.sequence = 0,
            .at = now,
            .actor = "system",
            .action = "token_refused",
            .object = {},
            .outcome = std::move(outcome),
            .trace = trace,
            .hash = {}};
}

}  // namespace

RefusedTokens::RefusedTokens(ports::MetadataStore& store, ports::Ledger& ledger, ports::Clock& clock)
    : store_(store), ledger_(ledger), clock_(clock), chain_id_(crypto::random_id("chn", clock.now())) {}

void RefusedTokens::note(const RefusedToken& refused) {
    for (auto& [chain, entry] : count(refused)) {
        const auto outcome = entry.outcome;
        if (auto written = write(chain, std::move(entry)); !written) {
            telemetry::log(telemetry::Level::Warning, "audit.token-refusal-lost", refused.trace,
                           {{"cause", outcome}, {"reason", written.error().reason}});
        }
    }
}

RefusedTokens::Entries RefusedTokens::count(const RefusedToken& refused) {
    const auto now = clock_.now();
    const std::string chain = refused.tenant ? refused.tenant->str() : std::string();
    Entries due;
    const std::lock_guard lock(mutex_);
    close_old_windows(now, due);
    Key key{chain, refused.cause};
    if (!windows_.contains(key) && causes_of(chain) >= kMostCauses) key.second = "other";
    const auto [window, is_first] = windows_.try_emplace(key, Window{now, 0});
    if (is_first)
        due.emplace_back(chain, entry_of(key.second, refused.trace, now));
    else
        ++window->second.more;
    return due;
}

/// Also those of a clock that was set back since.
void RefusedTokens::close_old_windows(Timestamp now, Entries& due) {
    for (auto it = windows_.begin(); it != windows_.end();) {
        const auto& [key, window] = *it;
        if (now >= window.begin && now - window.begin < kWindow) {
            ++it;
            continue;
        }
        if (window.more > 0) due.emplace_back(key.first, entry_of(fmt::format("{}, {} more", key.second, window.more), {}, now));
        it = windows_.erase(it);
    }
}

std::size_t RefusedTokens::causes_of(const std::string& chain) const {
    return static_cast<std::size_t>(std::ranges::count_if(windows_, [&](const auto& it) { return it.first.first == chain; }));
}

Status RefusedTokens::write(const std::string& chain, ports::AuditEntry entry) {
    if (chain.empty()) return write_to_ledger(std::move(entry));
    ports::Batch batch;
    batch.audit.push_back(std::move(entry));
    return store_.commit(TenantId(chain), batch);
}

Status RefusedTokens::write_to_ledger(ports::AuditEntry entry) {
    const std::lock_guard lock(ledger_mutex_);
    entry.sequence = sequence_ + 1;
    const auto hash = ports::audit_hash(last_hash_, entry);
    const nlohmann::ordered_json line = {
        {"chain", chain_id_},     {"sequence", entry.sequence}, {"at", to_rfc3339(entry.at)}, {"actor", entry.actor},
        {"action", entry.action}, {"outcome", entry.outcome},   {"trace", entry.trace},       {"hash", hash}};
    if (auto added = ledger_.append(line.dump()); !added) return added;
    sequence_ = entry.sequence;
    last_hash_ = hash;
    return {};
}

}  // namespace bespoke::api
