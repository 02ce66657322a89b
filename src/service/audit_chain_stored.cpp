#include "service/audit_chain.hpp"

// The audit chain as the store and the operator's ledger hold it.

namespace bespoke::service {
namespace {

using ports::RecordKind;
using namespace std::chrono_literals;

const RecordId kMarker("audit-checkpoint");
constexpr std::size_t kStep = 1'000;
constexpr std::uint64_t kEntriesBetween = 1'000;
constexpr auto kTimeBetween = 1h;

struct Last {
    std::uint64_t version = 0, sequence = 0;
    Timestamp at{};
    std::optional<AuditCheckpoint> checkpoint;
};

Result<Last> last_of(ports::MetadataStore& store, const TenantId& tenant) {
    const auto record = store.get(tenant, RecordKind::Marker, kMarker);
    if (!record) return tl::unexpected(record.error());
    Last last;
    if (!*record) return last;
    last.version = (*record)->version;
    last.checkpoint = checkpoint_from_line((*record)->body.value("line", ""));
    if (!last.checkpoint) return last;
    last.sequence = last.checkpoint->sequence;
    last.at = last.checkpoint->at;
    return last;
}

ports::Put marker_of(const AuditCheckpoint& checkpoint, std::uint64_t version) {
    ports::Put put;
    put.record = {
        .kind = RecordKind::Marker, .id = kMarker, .created_at = checkpoint.at, .body = {{"line", to_line(checkpoint)}}};
    put.condition = version == 0 ? ports::Put::If::Absent : ports::Put::If::Matches;
    put.expected_version = version;
    return put;
}

Result<std::vector<AuditCheckpoint>> checkpoints_of(ports::MetadataStore& store, const ports::Ledger& ledger,
                                                    const TenantId& tenant) {
    std::vector<AuditCheckpoint> checkpoints;
    const auto read = ledger.read([&](std::string_view line) {
        auto checkpoint = checkpoint_from_line(line);
        if (checkpoint && checkpoint->tenant == tenant) checkpoints.push_back(std::move(*checkpoint));
    });
    if (!read) return tl::unexpected(read.error());
    auto last = last_of(store, tenant);
    if (!last && last.error().code != ErrorCode::Corrupt) return tl::unexpected(last.error());
    if (last && last->checkpoint) checkpoints.push_back(std::move(*last->checkpoint));
    return checkpoints;
}

/// The entries behind `after` when the store refuses to read a page: up to the one that it can't read, and past it.
Result<std::uint64_t> step_over_damage(ports::MetadataStore& store, const TenantId& tenant, std::uint64_t after,
                                       AuditVerifier& verifier) {
    for (std::size_t step = 0; step < kStep; ++step) {
        const auto one = store.audit(tenant, after, 1);
        if (!one && one.error().code != ErrorCode::Corrupt) return tl::unexpected(one.error());
        if (!one) {
            verifier.add_unreadable(after + 1);
            return after + 1;
        }
        if (one->empty()) return after;
        verifier.add(one->front());
        after = one->front().sequence;
    }
    return after;
}

}  // namespace

Result<AuditVerdict> verify_stored_audit(ports::MetadataStore& store, const ports::Ledger& ledger, const TenantId& tenant,
                                         const AuditKeys& keys) {
    auto checkpoints = checkpoints_of(store, ledger, tenant);
    if (!checkpoints) return tl::unexpected(checkpoints.error());
    AuditVerifier verifier(tenant, std::move(*checkpoints), keys);
    std::uint64_t after = 0;
    for (;;) {
        const auto page = store.audit(tenant, after, kStep);
        if (!page && page.error().code != ErrorCode::Corrupt) return tl::unexpected(page.error());
        if (!page) {
            const auto next = step_over_damage(store, tenant, after, verifier);
            if (!next) return tl::unexpected(next.error());
            if (*next == after) return verifier.finish();
            after = *next;
            continue;
        }
        for (const auto& entry : *page) verifier.add(entry);
        if (page->empty()) return verifier.finish();
        // A sequence number that was edited must not send us in circles.
        if (page->back().sequence <= after) return verifier.finish();
        after = page->back().sequence;
    }
}

Result<Checkpointed> checkpoint_audit(ports::MetadataStore& store, ports::Ledger& ledger, const TenantId& tenant,
                                      const AuditSigner& signer, Timestamp now) {
    const auto last = last_of(store, tenant);
    if (!last) return tl::unexpected(last.error());
    std::optional<ports::AuditEntry> newest;
    std::uint64_t after = last->sequence, fresh = 0;
    for (;;) {
        const auto page = store.audit(tenant, after, kStep);
        if (!page) return tl::unexpected(page.error());
        if (page->empty()) break;
        fresh += page->size();
        newest = page->back();
        after = newest->sequence;
    }
    if (!newest || (fresh < kEntriesBetween && now - last->at < kTimeBetween)) return Checkpointed::No;
    const auto checkpoint = sign_checkpoint(tenant, *newest, now, signer);
    // The file first: a crash in between costs a second line, never a checkpoint that the operator lacks.
    if (auto written = ledger.append(to_line(checkpoint)); !written) return tl::unexpected(written.error());
    if (auto stored = store.commit(tenant, {.writes = {marker_of(checkpoint, last->version)}}); !stored)
        return tl::unexpected(stored.error());
    return Checkpointed::Yes;
}

}  // namespace bespoke::service
