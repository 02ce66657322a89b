#include "service/token_ledger.hpp"

#include <algorithm>
#include <limits>

#include "service/records.hpp"

namespace bespoke::service {
namespace {

const RecordId kTokens("model-tokens");
/// Of a tenant's jobs that ask a model at the same moment; each turn one of them gets its way.
constexpr int kTries = 16;

Result<std::int64_t> used_on(const std::optional<ports::Record>& record, Timestamp day) {
    if (!record) return 0;
    try {
        return record->body.at("day").get<std::int64_t>() == to_millis(day) ? record->body.at("tokens").get<std::int64_t>() : 0;
    } catch (const nlohmann::json::exception& error) {
        return damaged(*record, error.what());
    }
}

}  // namespace

Result<bool> StoredTokenLedger::add(const TenantId& tenant, std::int64_t tokens, std::int64_t most) {
    for (int tries = 1;; ++tries) {
        const auto record = store_.get(tenant, ports::RecordKind::Marker, kTokens);
        if (!record) return tl::unexpected(record.error());
        const auto now = clock_.now();
        const Timestamp day = std::chrono::floor<std::chrono::days>(now);
        const auto used = used_on(*record, day);
        if (!used) return tl::unexpected(used.error());
        // Set aside yesterday, given back today: there is nothing to give back.
        const auto sum = std::max<std::int64_t>(*used + tokens, 0);
        if (sum > most) return false;
        ports::Put put;
        put.record = {ports::RecordKind::Marker, kTokens, 0, {}, {}, now, {}, {{"day", to_millis(day)}, {"tokens", sum}}};
        put.condition = *record ? ports::Put::If::Matches : ports::Put::If::Absent;
        put.expected_version = *record ? (*record)->version : 0;
        ports::Batch batch;
        batch.writes.emplace_back(std::move(put));
        const auto done = store_.commit(tenant, batch);
        if (done) return true;
        if (!lost_race(done) || tries == kTries) return tl::unexpected(done.error());
    }
}

Result<bool> StoredTokenLedger::reserve(const TenantId& tenant, std::int64_t tokens) { return add(tenant, tokens, daily_); }

Status StoredTokenLedger::settle(const TenantId& tenant, std::int64_t reserved, std::int64_t used) {
    const auto added = add(tenant, used - reserved, std::numeric_limits<std::int64_t>::max());
    if (!added) return tl::unexpected(added.error());
    return {};
}

}  // namespace bespoke::service
