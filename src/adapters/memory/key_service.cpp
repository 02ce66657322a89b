#include "adapters/memory/key_service.hpp"

#include <algorithm>

#include "crypto/random.hpp"

namespace bespoke::adapters::memory {
namespace {

tl::unexpected<Error> no_tenant() { return fail(ErrorCode::NotFound, "no-tenant", "There is no such tenant; check the name."); }

}  // namespace

KeyService::Key KeyService::make_key() const {
    const auto now = clock_.now();
    return {{crypto::random_id("key", now), crypto::SecretKey::random()}, now};
}

bool KeyService::is_gone(const TenantId& tenant) const {
    return destroyed_.contains(tenant) || (!is_valid(tenant) && tenant != ports::system_keys());
}

Result<crypto::DataKey> KeyService::current(const TenantId& tenant) {
    const std::lock_guard lock(mutex_);
    if (is_gone(tenant)) return no_tenant();
    auto& keys = keys_[tenant];
    if (keys.empty()) keys.push_back(make_key());
    return keys.back().key;
}

Result<crypto::DataKey> KeyService::find(const TenantId& tenant, const std::string& key_id) {
    const std::lock_guard lock(mutex_);
    const auto keys = keys_.find(tenant);
    if (keys != keys_.end()) {
        const auto found = std::ranges::find(keys->second, key_id, [](const Key& key) { return key.key.id; });
        if (found != keys->second.end()) return found->key;
    }
    return fail(ErrorCode::NotFound, "no-key", "The key of this content is gone; it can't be read any more.", key_id);
}

Status KeyService::rotate(const TenantId& tenant) {
    const std::lock_guard lock(mutex_);
    if (is_gone(tenant)) return no_tenant();
    keys_[tenant].push_back(make_key());
    return {};
}

Result<std::vector<KeyService::KeyInfo>> KeyService::keys(const TenantId& tenant) {
    const std::lock_guard lock(mutex_);
    std::vector<KeyInfo> infos;
    const auto keys = keys_.find(tenant);
    if (keys == keys_.end()) return infos;
    for (const Key& key : keys->second) infos.push_back({key.key.id, key.made_at});
    return infos;
}

Status KeyService::retire(const TenantId& tenant, const std::string& key_id) {
    const std::lock_guard lock(mutex_);
    const auto keys = keys_.find(tenant);
    if (keys == keys_.end() || keys->second.empty()) return {};
    if (keys->second.back().key.id == key_id) {
        return fail(ErrorCode::Conflict, "key-in-use", "The current key can't be retired; rotate first.", key_id);
    }
    std::erase_if(keys->second, [&](const Key& key) { return key.key.id == key_id; });
    return {};
}

Status KeyService::destroy(const TenantId& tenant) {
    const std::lock_guard lock(mutex_);
    keys_.erase(tenant);
    destroyed_.insert(tenant);
    return {};
}

}  // namespace bespoke::adapters::memory
