#include "ports/metadata_store.hpp"

#include "base/bytes.hpp"

namespace bespoke::ports {

std::string_view to_string(RecordKind kind) {
    switch (kind) {
        case RecordKind::Document: return "document";
        case RecordKind::Job: return "job";
        case RecordKind::Feedback: return "feedback";
        case RecordKind::Settings: return "settings";
        case RecordKind::User: return "user";
        case RecordKind::ApiKey: return "api-key";
        case RecordKind::Webhook: return "webhook";
        case RecordKind::Delivery: return "delivery";
        case RecordKind::Upload: return "upload";
        case RecordKind::IdempotencyKey: return "idempotency-key";
        case RecordKind::RevokedToken: return "revoked-token";
        case RecordKind::ChoreRun: return "chore-run";
        case RecordKind::Marker: return "marker";
    }
    return "";
}

std::optional<RecordKind> record_kind(std::string_view text) {
    for (int number = 0; number <= static_cast<int>(RecordKind::Marker); ++number) {
        const auto kind = static_cast<RecordKind>(number);
        if (to_string(kind) == text) return kind;
    }
    return std::nullopt;
}

std::string audit_hash(const std::string& previous, const AuditEntry& entry) {
    // A JSON array of all fields: one spelling, and no field can pass for two.
    const nlohmann::json canonical = {previous,     entry.sequence, to_millis(entry.at), entry.actor,
                                      entry.action, entry.object,   entry.outcome,       entry.trace};
    return sha256_hex(as_bytes(canonical.dump(-1, ' ', true, nlohmann::json::error_handler_t::replace)));
}

}  // namespace bespoke::ports
