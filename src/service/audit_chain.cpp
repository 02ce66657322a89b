#include "service/audit_chain.hpp"

#include <algorithm>

#include "crypto/encoding.hpp"
#include "crypto/mac.hpp"

namespace bespoke::service {
namespace {

using nlohmann::json;

constexpr std::string_view kLabel = "bespoke audit checkpoint v1";

bool is_right(const AuditCheckpoint& checkpoint, const TenantId& tenant, const AuditKeys& keys) {
    const auto key = keys(checkpoint.key_id);
    return key && checkpoint.tenant == tenant && key->verifies(as_bytes(signed_bytes(checkpoint)), checkpoint.signature);
}

}  // namespace

AuditSigner audit_signer(const crypto::SecretKey& system_key) {
    auto key = crypto::SigningKey::from_seed(crypto::derive_key(system_key, "bespoke audit and receipts v1"));
    return {"audit-" + sha256_hex(key.public_bytes()).substr(0, 16), std::move(key)};
}

AuditKeys keys_of(const AuditSigner& signer) {
    return [id = signer.key_id, key = signer.key.public_key()](const std::string& wanted) {
        return wanted == id ? std::optional(key) : std::nullopt;
    };
}

std::string signed_bytes(const AuditCheckpoint& checkpoint) {
    return json::array({kLabel, checkpoint.tenant.str(), checkpoint.sequence, checkpoint.hash, to_millis(checkpoint.at),
                        checkpoint.key_id})
        .dump(-1, ' ', true, json::error_handler_t::replace);
}

AuditCheckpoint sign_checkpoint(const TenantId& tenant, const ports::AuditEntry& last, Timestamp now, const AuditSigner& signer) {
    AuditCheckpoint checkpoint{tenant, last.sequence, last.hash, now, signer.key_id, {}};
    checkpoint.signature = signer.key.sign(as_bytes(signed_bytes(checkpoint)));
    return checkpoint;
}

std::string to_line(const AuditCheckpoint& checkpoint) {
    const nlohmann::ordered_json line{
        {"tenant", checkpoint.tenant.str()}, {"sequence", checkpoint.sequence},
        {"hash", checkpoint.hash},           {"at", to_millis(checkpoint.at)},
        {"keyId", checkpoint.key_id},        {"signature", crypto::base64url(checkpoint.signature)}};
    return line.dump();
}

std::optional<AuditCheckpoint> checkpoint_from_line(std::string_view line) {
    const auto body = json::parse(line, nullptr, false);
    if (!body.is_object()) return std::nullopt;
    try {
        auto signature = crypto::from_base64url(body.at("signature").get<std::string>());
        if (!signature) return std::nullopt;
        return AuditCheckpoint{TenantId(body.at("tenant").get<std::string>()),
                               body.at("sequence").get<std::uint64_t>(),
                               body.at("hash").get<std::string>(),
                               from_millis(body.at("at").get<std::int64_t>()),
                               body.at("keyId").get<std::string>(),
                               std::move(*signature)};
    } catch (const json::exception&) {
        return std::nullopt;
    }
}

std::string_view to_string(AuditFinding::Kind kind) {
    switch (kind) {
        case AuditFinding::Kind::Gap: return "gap";
        case AuditFinding::Kind::Edited: return "edited";
        case AuditFinding::Kind::Unreadable: return "unreadable";
        case AuditFinding::Kind::Truncated: return "truncated";
        case AuditFinding::Kind::Rewritten: return "rewritten";
        case AuditFinding::Kind::BadCheckpoint: return "bad-checkpoint";
    }
    return "";
}

AuditVerifier::AuditVerifier(const TenantId& tenant, std::vector<AuditCheckpoint> checkpoints, const AuditKeys& keys) {
    for (auto& checkpoint : checkpoints) {
        if (is_right(checkpoint, tenant, keys)) {
            checkpoints_.push_back(std::move(checkpoint));
        } else {
            find(AuditFinding::Kind::BadCheckpoint, checkpoint.sequence);
        }
    }
    std::ranges::sort(checkpoints_, {}, &AuditCheckpoint::sequence);
    verdict_.checkpoints = checkpoints_.size();
}

void AuditVerifier::find(AuditFinding::Kind kind, std::uint64_t sequence) {
    if (verdict_.findings.size() < kMostFindings) verdict_.findings.push_back({kind, sequence});
}

void AuditVerifier::compare_with_checkpoints(const ports::AuditEntry& entry) {
    for (; next_checkpoint_ < checkpoints_.size() && checkpoints_[next_checkpoint_].sequence <= entry.sequence;
         ++next_checkpoint_) {
        const auto& checkpoint = checkpoints_[next_checkpoint_];
        // One that speaks of an entry that is not there has shown as a gap.
        if (checkpoint.sequence != entry.sequence) continue;
        if (checkpoint.hash != entry.hash) find(AuditFinding::Kind::Rewritten, entry.sequence);
        verdict_.covered = entry.sequence;
    }
}

void AuditVerifier::add(const ports::AuditEntry& entry) {
    if (entry.sequence != expected_) {
        find(AuditFinding::Kind::Gap, entry.sequence);
    } else if (ports::audit_hash(verdict_.head, entry) != entry.hash) {
        find(AuditFinding::Kind::Edited, entry.sequence);
    }
    compare_with_checkpoints(entry);
    ++verdict_.entries;
    // Go on from what stands there, so that one change gives one finding, not one for each entry behind it.
    verdict_.head = entry.hash;
    expected_ = entry.sequence + 1;
}

void AuditVerifier::add_unreadable(std::uint64_t sequence) {
    find(AuditFinding::Kind::Unreadable, sequence);
    expected_ = sequence + 1;
}

AuditVerdict AuditVerifier::finish() {
    for (; next_checkpoint_ < checkpoints_.size(); ++next_checkpoint_) {
        find(AuditFinding::Kind::Truncated, checkpoints_[next_checkpoint_].sequence);
    }
    return std::move(verdict_);
}

AuditVerdict verify_audit(const TenantId& tenant, const std::vector<ports::AuditEntry>& entries,
                          std::vector<AuditCheckpoint> checkpoints, const AuditKeys& keys) {
    AuditVerifier verifier(tenant, std::move(checkpoints), keys);
    for (const auto& entry : entries) verifier.add(entry);
    return verifier.finish();
}

}  // namespace bespoke::service
