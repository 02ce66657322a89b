#include "adapters/local/key_rotation.hpp"

#include "adapters/sealing/fresh_keys.hpp"

namespace bespoke::adapters::local {
namespace {

using KeyInfos = std::vector<ports::KeyService::KeyInfo>;

tl::unexpected<Error> too_late() {
    return fail(ErrorCode::Timeout, "deadline",
                "Sealing stored content anew took longer than there was time for; it goes on with the next run.");
}

/// Old keys that were superseded at least `grace` ago. Keys are oldest first; a key was superseded when the next was made.
std::vector<std::string> retirable(const KeyInfos& keys, std::chrono::hours grace, Timestamp now) {
    std::vector<std::string> ids;
    for (std::size_t i = 0; i + 1 < keys.size(); ++i) {
        if (keys[i + 1].made_at + grace <= now) ids.push_back(keys[i].id);
    }
    return ids;
}

/// True if no row is left that is sealed with an old key.
Result<bool> rows_done(const RotationPolicy& policy, const TenantId& tenant, Deadline deadline) {
    if (!policy.reseal_rows) return true;
    for (;;) {
        const auto left = policy.reseal_rows(tenant, deadline);
        if (!left) return tl::unexpected(left.error());
        if (*left == 0) return true;
        if (deadline.passed()) return false;
    }
}

}  // namespace

Result<RotationReport> reseal_blobs(SealedBlobStore& blobs, const TenantId& tenant, Deadline deadline) {
    RotationReport report;
    const auto entries = blobs.list(tenant, "", deadline);
    if (!entries) return tl::unexpected(entries.error());
    for (const auto& entry : *entries) {
        if (deadline.passed()) return too_late();
        const auto done = blobs.reseal(tenant, entry.key, deadline);
        if (done) {
            report.resealed += *done ? 1 : 0;
        } else if (done.error().code == ErrorCode::Corrupt) {
            ++report.damaged;
        } else {
            return tl::unexpected(done.error());
        }
    }
    return report;
}

Result<RotationReport> keep_keys_fresh(SealedBlobStore& blobs, ports::KeyService& keys, const TenantId& tenant,
                                       const RotationPolicy& policy, Timestamp now, Deadline deadline) {
    const auto fresh = sealing::fresh_keys(keys, tenant, policy.longest_use, now);
    if (!fresh) return tl::unexpected(fresh.error());
    const auto& infos = fresh->keys;
    RotationReport report;
    report.rotated = fresh->rotated == sealing::FreshKeys::Rotated::Yes ? 1 : 0;
    if (infos.size() < 2) return report;
    const auto walked = reseal_blobs(blobs, tenant, deadline);
    if (!walked) return walked;
    report.resealed = walked->resealed;
    report.damaged = walked->damaged;
    const auto rows = rows_done(policy, tenant, deadline);
    if (!rows) return tl::unexpected(rows.error());
    if (!*rows) return too_late();
    // A damaged blob may yet be restored from a backup; its key is not known for sure, so all are kept.
    if (report.damaged > 0) return report;
    for (const auto& id : retirable(infos, policy.grace, now)) {
        if (auto retired = keys.retire(tenant, id); !retired) return tl::unexpected(retired.error());
        ++report.retired;
    }
    return report;
}

}  // namespace bespoke::adapters::local
