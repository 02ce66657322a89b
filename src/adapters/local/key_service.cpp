#include "adapters/local/key_service.hpp"

#include <algorithm>

#include "adapters/local/master_key.hpp"
#include "crypto/mac.hpp"
#include "crypto/random.hpp"
#include "crypto/sealed.hpp"

namespace bespoke::adapters::local {
namespace {

using crypto::DataKey;
using crypto::SecretKey;

tl::unexpected<Error> no_tenant() { return fail(ErrorCode::NotFound, "no-tenant", "There is no such tenant; check the name."); }

tl::unexpected<Error> wrong_master(const KeyRow& row) {
    return fail(ErrorCode::Corrupt, "wrong-master-key",
                "The stored keys belong to another master key; start with the one that they were made with.",
                "key " + row.key_id + " is wrapped with " + crypto::key_id_of(row.wrapped).value_or("nothing known"));
}

/// The key that wraps: derived, so that the master key serves no other purpose.
DataKey wrapping_key(const SecretKey& master) {
    return {name_of_master(master), crypto::derive_key(master, "bespoke key wrapping v1")};
}

crypto::SealContext place_of(const KeyRow& row) { return {row.tenant, "key", row.key_id, "secret"}; }

Bytes wrap(const DataKey& master, const KeyRow& row, const SecretKey& secret) {
    return crypto::seal(master, place_of(row), secret.bytes());
}

Result<SecretKey> unwrap(const DataKey& master, const KeyRow& row) {
    auto bytes = crypto::open(master, place_of(row), row.wrapped);
    const auto secret = bytes ? SecretKey::from(*bytes) : std::nullopt;
    if (bytes) crypto::wipe(*bytes);
    if (!secret) return wrong_master(row);
    return *secret;
}

bool is_tombstone(const KeyRow& row) { return row.wrapped.empty(); }

}  // namespace

KeyService::KeyService(KeyTable& table, const SecretKey& master, const ports::Clock& clock)
    : table_(table), clock_(clock), master_(wrapping_key(master)) {}

Result<std::unique_ptr<KeyService>> KeyService::create(KeyTable& table, const SecretKey& master, const ports::Clock& clock) {
    std::unique_ptr<KeyService> service(new KeyService(table, master, clock));
    const auto rows = table.all();
    if (!rows) return tl::unexpected(rows.error());
    // All rows change master together, so one tells for all.
    const auto any = std::ranges::find_if_not(*rows, is_tombstone);
    if (any == rows->end()) return service;
    if (auto secret = unwrap(service->master_, *any); !secret) return tl::unexpected(secret.error());
    return service;
}

Result<KeyService::Ring> KeyService::load(const TenantId& tenant) {
    const auto rows = table_.rows_of(tenant);
    if (!rows) return tl::unexpected(rows.error());
    Ring ring;
    for (const KeyRow& row : *rows) {
        if (is_tombstone(row)) return Ring{{}, true};
        const auto secret = unwrap(master_, row);
        if (!secret) return tl::unexpected(secret.error());
        ring.keys.push_back({{row.key_id, *secret}, row});
    }
    std::ranges::sort(ring.keys, {}, [](const Key& key) { return key.row.version; });
    return ring;
}

/// Needs the lock.
Result<KeyService::Ring*> KeyService::ring_of(const TenantId& tenant) {
    if (!is_valid(tenant) && tenant != ports::system_keys()) return no_tenant();
    if (const auto known = rings_.find(tenant); known != rings_.end()) return &known->second;
    auto ring = load(tenant);
    if (!ring) return tl::unexpected(ring.error());
    return &rings_.emplace(tenant, std::move(*ring)).first->second;
}

/// Needs the lock. The key is stored before anybody gets it.
Status KeyService::add_key(const TenantId& tenant, Ring& ring) {
    const auto now = clock_.now();
    Key key{{crypto::random_id("key", now), SecretKey::random()}, {}};
    key.row = {tenant, key.key.id, ring.keys.empty() ? 1 : ring.keys.back().row.version + 1, {}, now};
    key.row.wrapped = wrap(master_, key.row, key.key.secret);
    if (auto stored = table_.put({key.row}); !stored) return stored;
    ring.keys.push_back(std::move(key));
    return {};
}

Result<DataKey> KeyService::current(const TenantId& tenant) {
    const std::lock_guard lock(mutex_);
    const auto ring = ring_of(tenant);
    if (!ring) return tl::unexpected(ring.error());
    if ((*ring)->destroyed) return no_tenant();
    if ((*ring)->keys.empty()) {
        if (auto added = add_key(tenant, **ring); !added) return tl::unexpected(added.error());
    }
    return (*ring)->keys.back().key;
}

Result<DataKey> KeyService::find(const TenantId& tenant, const std::string& key_id) {
    const std::lock_guard lock(mutex_);
    const auto ring = ring_of(tenant);
    if (!ring && ring.error().code != ErrorCode::NotFound) return tl::unexpected(ring.error());
    if (ring) {
        const auto found = std::ranges::find((*ring)->keys, key_id, [](const Key& key) { return key.key.id; });
        if (found != (*ring)->keys.end()) return found->key;
    }
    return fail(ErrorCode::NotFound, "no-key", "The key of this content is gone; it can't be read any more.", key_id);
}

Status KeyService::rotate(const TenantId& tenant) {
    const std::lock_guard lock(mutex_);
    const auto ring = ring_of(tenant);
    if (!ring) return tl::unexpected(ring.error());
    if ((*ring)->destroyed) return no_tenant();
    return add_key(tenant, **ring);
}

Result<std::vector<KeyService::KeyInfo>> KeyService::keys(const TenantId& tenant) {
    const std::lock_guard lock(mutex_);
    std::vector<KeyInfo> infos;
    const auto ring = ring_of(tenant);
    if (!ring && ring.error().code == ErrorCode::NotFound) return infos;
    if (!ring) return tl::unexpected(ring.error());
    for (const Key& key : (*ring)->keys) infos.push_back({key.key.id, key.row.made_at});
    return infos;
}

Status KeyService::retire(const TenantId& tenant, const std::string& key_id) {
    const std::lock_guard lock(mutex_);
    const auto ring = ring_of(tenant);
    if (!ring && ring.error().code == ErrorCode::NotFound) return {};
    if (!ring) return tl::unexpected(ring.error());
    auto& keys = (*ring)->keys;
    const auto is_it = [&](const Key& key) { return key.key.id == key_id; };
    if (std::ranges::none_of(keys, is_it)) return {};
    if (is_it(keys.back())) {
        return fail(ErrorCode::Conflict, "key-in-use", "The current key can't be retired; rotate first.", key_id);
    }
    std::vector<KeyRow> kept;
    for (const Key& key : keys) {
        if (!is_it(key)) kept.push_back(key.row);
    }
    if (auto stored = table_.replace_all(tenant, kept); !stored) return stored;
    std::erase_if(keys, is_it);
    return {};
}

Status KeyService::destroy(const TenantId& tenant) {
    const std::lock_guard lock(mutex_);
    if (!is_valid(tenant)) return {};  // never had any; and the service's own keys stay
    const KeyRow tombstone{tenant, "destroyed", 0, {}, clock_.now()};
    if (auto stored = table_.replace_all(tenant, {tombstone}); !stored) return stored;
    rings_[tenant] = Ring{{}, true};
    return {};
}

Status rewrap(KeyTable& table, const SecretKey& old, const SecretKey& fresh) {
    auto rows = table.all();
    if (!rows) return tl::unexpected(rows.error());
    const DataKey old_master = wrapping_key(old), fresh_master = wrapping_key(fresh);
    std::vector<KeyRow> changed;
    for (KeyRow& row : *rows) {
        if (is_tombstone(row) || crypto::key_id_of(row.wrapped) == fresh_master.id) continue;
        const auto secret = unwrap(old_master, row);
        if (!secret) return tl::unexpected(secret.error());
        row.wrapped = wrap(fresh_master, row, *secret);
        changed.push_back(std::move(row));
    }
    return changed.empty() ? Status{} : table.put(changed);
}

}  // namespace bespoke::adapters::local
