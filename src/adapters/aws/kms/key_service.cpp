#include "adapters/aws/kms/key_service.hpp"

#include "crypto/encoding.hpp"
#include "crypto/random.hpp"

namespace bespoke::adapters::aws::kms {
namespace {

using crypto::DataKey;
using crypto::SecretKey;
using ports::KeyRow;

tl::unexpected<Error> no_tenant() { return fail(ErrorCode::NotFound, "no-tenant", "There is no such tenant; check the name."); }

tl::unexpected<Error> no_key(const std::string& key_id) {
    return fail(ErrorCode::NotFound, "no-key", "The key of this content is gone; it can't be read any more.", key_id);
}

tl::unexpected<Error> wrong_master(const std::string& key_id, std::string detail) {
    return fail(ErrorCode::Corrupt, "wrong-master-key",
                "The stored keys belong to another master key; start with the one that they were made with.",
                "key " + key_id + ": " + std::move(detail));
}

/// It shows in the trail in clear, so nothing personal is in it.
nlohmann::json context_of(const TenantId& tenant, const std::string& key_id) {
    return {{"tenantId", tenant.str()}, {"purpose", "data-key"}, {"keyId", key_id}};
}

Caller caller_for(const TenantId& tenant) { return tenant == ports::system_keys() ? Caller::service() : Caller::tenant(tenant); }

bool is_tombstone(const KeyRow& row) { return row.wrapped.empty(); }

/// A blob of KMS's answer, its text wiped.
std::optional<Bytes> take_blob(nlohmann::json& answer, const char* name) {
    const auto found = answer.find(name);
    if (found == answer.end() || !found->is_string()) return std::nullopt;
    auto& text = found->get_ref<std::string&>();
    auto bytes = crypto::from_base64(text);
    crypto::wipe(std::as_writable_bytes(std::span(text)));
    return bytes;
}

/// KMS says so for bytes that it did not wrap, or not with this key and context.
bool is_foreign(const Fault& fault) {
    return fault.code == "InvalidCiphertextException" || fault.code == "IncorrectKeyException";
}

}  // namespace

KeyService::KeyService(Client& client, ports::KeyTable& table, const ports::Clock& clock, KeyServiceOptions options)
    : client_(client), table_(table), clock_(clock), options_(std::move(options)) {}

/// Needs the lock.
Result<KeyService::Ring*> KeyService::ring_of(const TenantId& tenant, Trust trust) {
    if (!is_valid(tenant) && tenant != ports::system_keys()) return no_tenant();
    Ring& ring = rings_[tenant];
    if (trust == Trust::WhatIsFresh && !ring.fresh.passed()) return &ring;
    auto rows = table_.rows_of(tenant);
    if (!rows) return tl::unexpected(rows.error());
    const bool destroyed = std::ranges::any_of(*rows, is_tombstone);
    if (destroyed) rows->clear();
    std::ranges::sort(*rows, {}, [](const KeyRow& row) { return std::tie(row.version, row.key_id); });
    ring.rows = std::move(*rows);
    ring.state = destroyed ? Ring::State::Destroyed : Ring::State::Living;
    std::erase_if(ring.opened,
                  [&](const auto& key) { return std::ranges::find(ring.rows, key.first, &KeyRow::key_id) == ring.rows.end(); });
    ring.fresh = Deadline::after(options_.recheck);
    return &ring;
}

/// Needs the lock.
Result<Bytes> KeyService::unwrap(const KeyRow& row) {
    const nlohmann::json input{{"CiphertextBlob", crypto::base64(row.wrapped)},
                               {"KeyId", options_.kms_key},
                               {"EncryptionContext", context_of(row.tenant, row.key_id)}};
    auto answer = client_.call(Service::Kms, "Decrypt", input, caller_for(row.tenant), Deadline::after(options_.patience));
    if (!answer && is_foreign(answer.error())) return wrong_master(row.key_id, answer.error().code);
    if (!answer) return tl::unexpected(to_error(answer.error()));
    auto secret = take_blob(*answer, "Plaintext");
    if (!secret) return wrong_master(row.key_id, "no plaintext in the answer");
    return std::move(*secret);
}

/// Needs the lock.
Result<DataKey> KeyService::opened(Ring& ring, const KeyRow& row) {
    if (const auto known = ring.opened.find(row.key_id); known != ring.opened.end()) return known->second;
    auto bytes = unwrap(row);
    if (!bytes) return tl::unexpected(bytes.error());
    const auto secret = SecretKey::from(*bytes);
    crypto::wipe(*bytes);
    if (!secret) return wrong_master(row.key_id, "no key of 32 bytes");
    return ring.opened.emplace(row.key_id, DataKey{row.key_id, *secret}).first->second;
}

/// Needs the lock. The key is stored before anybody gets it.
Status KeyService::add_key(const TenantId& tenant, const Ring& ring) {
    const auto now = clock_.now();
    KeyRow row{tenant, crypto::random_id("key", now), ring.rows.empty() ? 1 : ring.rows.back().version + 1, {}, now};
    const nlohmann::json input{
        {"KeyId", options_.kms_key}, {"KeySpec", "AES_256"}, {"EncryptionContext", context_of(tenant, row.key_id)}};
    auto answer = client_.call(Service::Kms, "GenerateDataKey", input, caller_for(tenant), Deadline::after(options_.patience));
    if (!answer) return tl::unexpected(to_error(answer.error()));
    // Its plain text is thrown away: what unwraps later is what counts, so everybody gets the key by unwrapping.
    if (auto plain = take_blob(*answer, "Plaintext")) crypto::wipe(*plain);
    auto wrapped = take_blob(*answer, "CiphertextBlob");
    if (!wrapped || wrapped->empty()) return wrong_master(row.key_id, "no wrapped key in the answer");
    row.wrapped = std::move(*wrapped);
    if (auto stored = table_.put({row}); !stored) return stored;
    const auto reread = ring_of(tenant, Trust::OnlyTheTable);
    return reread ? Status{} : tl::unexpected(reread.error());
}

Result<DataKey> KeyService::current(const TenantId& tenant) {
    const std::lock_guard lock(mutex_);
    const auto ring = ring_of(tenant, Trust::WhatIsFresh);
    if (!ring) return tl::unexpected(ring.error());
    if ((*ring)->state == Ring::State::Living && (*ring)->rows.empty()) {
        if (auto added = add_key(tenant, **ring); !added) return tl::unexpected(added.error());
    }
    if ((*ring)->rows.empty()) return no_tenant();  // destroyed, perhaps in between
    return opened(**ring, (*ring)->rows.back());
}

Result<DataKey> KeyService::find(const TenantId& tenant, const std::string& key_id) {
    const std::lock_guard lock(mutex_);
    // Twice: another process may have made the key after we last looked.
    for (const Trust trust : {Trust::WhatIsFresh, Trust::OnlyTheTable}) {
        const auto ring = ring_of(tenant, trust);
        if (!ring && ring.error().code == ErrorCode::NotFound) break;
        if (!ring) return tl::unexpected(ring.error());
        const auto row = std::ranges::find((*ring)->rows, key_id, &KeyRow::key_id);
        if (row != (*ring)->rows.end()) return opened(**ring, *row);
    }
    return no_key(key_id);
}

Status KeyService::rotate(const TenantId& tenant) {
    const std::lock_guard lock(mutex_);
    const auto ring = ring_of(tenant, Trust::OnlyTheTable);
    if (!ring) return tl::unexpected(ring.error());
    if ((*ring)->state == Ring::State::Destroyed) return no_tenant();
    return add_key(tenant, **ring);
}

Result<std::vector<KeyService::KeyInfo>> KeyService::keys(const TenantId& tenant) {
    const std::lock_guard lock(mutex_);
    std::vector<KeyInfo> infos;
    const auto ring = ring_of(tenant, Trust::OnlyTheTable);
    if (!ring && ring.error().code == ErrorCode::NotFound) return infos;
    if (!ring) return tl::unexpected(ring.error());
    for (const KeyRow& row : (*ring)->rows) infos.push_back({row.key_id, row.made_at});
    return infos;
}

Status KeyService::retire(const TenantId& tenant, const std::string& key_id) {
    const std::lock_guard lock(mutex_);
    const auto ring = ring_of(tenant, Trust::OnlyTheTable);
    if (!ring && ring.error().code == ErrorCode::NotFound) return {};
    if (!ring) return tl::unexpected(ring.error());
    const auto& rows = (*ring)->rows;
    if (std::ranges::find(rows, key_id, &KeyRow::key_id) == rows.end()) return {};
    if (rows.back().key_id == key_id) {
        return fail(ErrorCode::Conflict, "key-in-use", "The current key can't be retired; rotate first.", key_id);
    }
    std::vector<KeyRow> kept = rows;
    std::erase_if(kept, [&](const KeyRow& row) { return row.key_id == key_id; });
    if (auto stored = table_.replace_all(tenant, kept); !stored) return stored;
    const auto reread = ring_of(tenant, Trust::OnlyTheTable);
    return reread ? Status{} : tl::unexpected(reread.error());
}

Status KeyService::destroy(const TenantId& tenant) {
    const std::lock_guard lock(mutex_);
    if (!is_valid(tenant)) return {};  // never had any; and the service's own keys stay
    const KeyRow tombstone{tenant, "destroyed", 0, {}, clock_.now()};
    if (auto stored = table_.replace_all(tenant, {tombstone}); !stored) return stored;
    Ring& ring = rings_[tenant];
    ring.rows.clear();
    ring.opened.clear();
    ring.state = Ring::State::Destroyed;
    ring.fresh = Deadline::after(options_.recheck);
    return {};
}

}  // namespace bespoke::adapters::aws::kms
