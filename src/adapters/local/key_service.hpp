#pragma once

#include <map>
#include <memory>
#include <mutex>

#include "adapters/local/key_table.hpp"
#include "ports/clock.hpp"
#include "ports/key_service.hpp"

namespace bespoke::adapters::local {

/// Data keys in a table, each wrapped (crypto::seal) with the master key for its tenant and name. Unwrapped keys are kept in
/// memory until the tenant's are destroyed or the service goes. Safe from many threads of one process; there is one process.
class KeyService final : public ports::KeyService {
public:
    /// `table` and `clock` outlive it. `Corrupt` "wrong-master-key" if the table's keys were wrapped with another master key.
    static Result<std::unique_ptr<KeyService>> create(KeyTable& table, const crypto::SecretKey& master,
                                                      const ports::Clock& clock);

    Result<crypto::DataKey> current(const TenantId&) override;
    Result<crypto::DataKey> find(const TenantId&, const std::string& key_id) override;
    Status rotate(const TenantId&) override;
    Result<std::vector<KeyInfo>> keys(const TenantId&) override;
    Status retire(const TenantId&, const std::string& key_id) override;
    Status destroy(const TenantId&) override;

private:
    struct Key {
        crypto::DataKey key;
        KeyRow row;
    };
    /// A tenant's keys by version; `destroyed` if they are gone for good.
    struct Ring {
        std::vector<Key> keys;
        bool destroyed = false;
    };
    KeyService(KeyTable& table, const crypto::SecretKey& master, const ports::Clock& clock);
    Result<Ring*> ring_of(const TenantId&);
    Result<Ring> load(const TenantId&);
    Status add_key(const TenantId&, Ring&);

    KeyTable& table_;
    const ports::Clock& clock_;
    const crypto::DataKey master_;
    std::mutex mutex_;
    std::map<TenantId, Ring> rings_;
};

/// Wrap all keys of the table with `fresh` instead of `old`, in one transaction. Rows that `fresh` opens already are left, so
/// that it can be done again. No service may be at work. `Corrupt` "wrong-master-key" if neither opens a row; then nothing is
/// changed.
Status rewrap(KeyTable& table, const crypto::SecretKey& old, const crypto::SecretKey& fresh);

}  // namespace bespoke::adapters::local
