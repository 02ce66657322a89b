#include "service/erasure_lines.hpp"

#include "base/rfc3339.hpp"
#include "crypto/encoding.hpp"

namespace bespoke::service {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

constexpr std::string_view kLabel = "bespoke erasure receipt v1", kBegun = "erasure-begun", kDone = "erasure-done";

ordered_json unsigned_json(const ErasureReceipt& receipt) {
    return {{"id", receipt.id},
            {"tenant", receipt.tenant.str()},
            {"requestedBy", receipt.requested_by},
            {"begunAt", to_millis(receipt.begun_at)},
            {"erasedAt", to_millis(receipt.erased_at)},
            {"erased", to_rfc3339(receipt.erased_at)},
            {"records", receipt.records},
            {"events", receipt.events},
            {"auditEntries", receipt.audit_entries},
            {"auditHead", receipt.audit_head},
            {"blobs", receipt.blobs},
            {"blobBytes", receipt.blob_bytes},
            {"destroyedKeys", receipt.destroyed_keys},
            {"keyId", receipt.key_id}};
}

std::string line_of(std::string_view type, const ErasureReceipt& receipt) {
    ordered_json line{{"type", type}};
    line.update(to_full_json(receipt));
    return line.dump(-1, ' ', true, json::error_handler_t::replace);
}

std::optional<ErasureReceipt> receipt_from(const json& body) {
    try {
        ErasureReceipt receipt{.id = body.at("id"), .tenant = TenantId(body.at("tenant").get<std::string>())};
        receipt.requested_by = body.at("requestedBy");
        receipt.begun_at = from_millis(body.at("begunAt").get<std::int64_t>());
        receipt.erased_at = from_millis(body.at("erasedAt").get<std::int64_t>());
        receipt.records = body.at("records").get<std::map<std::string, std::uint64_t>>();
        receipt.events = body.at("events");
        receipt.audit_entries = body.at("auditEntries");
        receipt.audit_head = body.at("auditHead");
        receipt.blobs = body.at("blobs");
        receipt.blob_bytes = body.at("blobBytes");
        receipt.destroyed_keys = body.at("destroyedKeys").get<std::vector<std::string>>();
        receipt.key_id = body.at("keyId");
        receipt.signature = body.at("signature");
        return receipt;
    } catch (const json::exception&) {
        return std::nullopt;
    }
}

}  // namespace

nlohmann::json to_json(const ErasureReceipt& receipt) {
    std::uint64_t records = 0;
    for (const auto& kind : receipt.records) records += kind.second;
    return {{"id", receipt.id},
            {"tenant", receipt.tenant.str()},
            {"erasedAt", to_rfc3339(receipt.erased_at)},
            {"records", records},
            {"blobs", receipt.blobs},
            {"keysDestroyed", true},
            {"auditHead", receipt.audit_head}};
}

nlohmann::ordered_json to_full_json(const ErasureReceipt& receipt) {
    auto body = unsigned_json(receipt);
    body["signature"] = receipt.signature;
    return body;
}

std::string signed_bytes(const ErasureReceipt& receipt) {
    return std::string(kLabel) + "\n" + unsigned_json(receipt).dump(-1, ' ', true, json::error_handler_t::replace);
}

void sign(ErasureReceipt& receipt, const AuditSigner& signer) {
    receipt.key_id = signer.key_id;
    receipt.signature = crypto::base64url(signer.key.sign(as_bytes(signed_bytes(receipt))));
}

bool is_genuine(const ErasureReceipt& receipt, const AuditKeys& keys) {
    const auto key = keys(receipt.key_id);
    const auto signature = crypto::from_base64url(receipt.signature);
    return key && signature && key->verifies(as_bytes(signed_bytes(receipt)), *signature);
}

std::string begun_line(const ErasureReceipt& receipt) { return line_of(kBegun, receipt); }

std::string done_line(const ErasureReceipt& receipt) { return line_of(kDone, receipt); }

Result<ErasureHistory> read_erasures(const ports::Ledger& ledger) {
    const auto lines = ledger.lines();
    if (!lines) return tl::unexpected(lines.error());
    ErasureHistory history;
    for (const auto& line : *lines) {
        const auto body = json::parse(line, nullptr, false);
        if (!body.is_object() || !body.contains("type")) continue;
        auto receipt = receipt_from(body);
        if (!receipt || !is_valid(receipt->tenant)) continue;
        auto& into = body["type"] == kDone ? history.done : history.begun;
        if (body["type"] == kDone || body["type"] == kBegun) into.emplace(receipt->tenant, std::move(*receipt));
    }
    return history;
}

}  // namespace bespoke::service
