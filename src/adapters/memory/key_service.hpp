#pragma once

#include <map>
#include <mutex>
#include <set>

#include "ports/clock.hpp"
#include "ports/key_service.hpp"

namespace bespoke::adapters::memory {

/// Real keys, kept in memory only: with this object all that they sealed is lost.
class KeyService final : public ports::KeyService {
public:
    /// `clock` tells when a key was made and outlives the service.
    explicit KeyService(const ports::Clock& clock) : clock_(clock) {}

    Result<crypto::DataKey> current(const TenantId&) override;
    Result<crypto::DataKey> find(const TenantId&, const std::string& key_id) override;
    Status rotate(const TenantId&) override;
    Result<std::vector<KeyInfo>> keys(const TenantId&) override;
    Status retire(const TenantId&, const std::string& key_id) override;
    Status destroy(const TenantId&) override;

private:
    struct Key {
        crypto::DataKey key;
        Timestamp made_at{};
    };
    [[nodiscard]] Key make_key() const;
    [[nodiscard]] bool is_gone(const TenantId&) const;

    const ports::Clock& clock_;
    std::mutex mutex_;
    std::map<TenantId, std::vector<Key>> keys_;  ///< oldest first
    std::set<TenantId> destroyed_;
};

}  // namespace bespoke::adapters::memory
