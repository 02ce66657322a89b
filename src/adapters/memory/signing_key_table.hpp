#pragma once

#include <algorithm>
#include <map>
#include <mutex>

#include "ports/signing_key_table.hpp"

namespace bespoke::adapters::memory {

/// Keeps keys in memory. Declared deviation: nothing survives the process.
class SigningKeyTable final : public ports::SigningKeyTable {
public:
    Status put(const ports::StoredSigningKey& key) override {
        const std::lock_guard lock(mutex_);
        keys_[key.id] = key;
        return {};
    }
    Result<std::vector<ports::StoredSigningKey>> list() override {
        const std::lock_guard lock(mutex_);
        std::vector<ports::StoredSigningKey> result;
        for (const auto& [id, key] : keys_) result.push_back(key);
        std::ranges::stable_sort(result, {}, &ports::StoredSigningKey::created_at);
        return result;
    }
    Status remove(const std::string& id) override {
        const std::lock_guard lock(mutex_);
        keys_.erase(id);
        return {};
    }

private:
    std::mutex mutex_;
    std::map<std::string, ports::StoredSigningKey> keys_;
};

}  // namespace bespoke::adapters::memory
