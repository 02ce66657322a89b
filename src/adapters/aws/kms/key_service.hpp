#pragma once

#include <map>
#include <mutex>

#include "adapters/aws/core/client.hpp"
#include "ports/key_service.hpp"
#include "ports/key_table.hpp"

namespace bespoke::adapters::aws::kms {

struct KeyServiceOptions {
    std::string kms_key;                         ///< ARN of the key that wraps; always named, also when unwrapping
    std::chrono::milliseconds recheck{60'000};   ///< how long a tenant's rows are trusted before the table is asked again
    std::chrono::milliseconds patience{10'000};  ///< of one call of KMS
};

/// Data keys that KMS makes and wraps (GenerateDataKey, Decrypt) with the context {tenantId, purpose, keyId}: with the tenant's own session,
/// whose policy lets no other tenantId through; a row moved to another tenant or name does not unwrap. The wrapped keys stand in the table.
/// Unwrapped ones stay in memory until their tenant's are destroyed or the service goes. `Corrupt` "wrong-master-key" for a row that this
/// KMS key did not wrap for this place.
/// Many processes share the table. Declared deviations: what another process rotated, retired or destroyed is noticed after `recheck` at
/// the latest; two processes may each make a tenant's first key at once, then both open what they sealed and the later name is current.
/// Safe from many threads.
class KeyService final : public ports::KeyService {
public:
    /// All outlive it. `clock` tells when a key was made.
    KeyService(Client& client, ports::KeyTable& table, const ports::Clock& clock, KeyServiceOptions);

    Result<crypto::DataKey> current(const TenantId&) override;
    Result<crypto::DataKey> find(const TenantId&, const std::string& key_id) override;
    Status rotate(const TenantId&) override;
    Result<std::vector<KeyInfo>> keys(const TenantId&) override;
    Status retire(const TenantId&, const std::string& key_id) override;
    Status destroy(const TenantId&) override;

private:
    /// A tenant's keys as the table had them.
    struct Ring {
        std::vector<ports::KeyRow> rows;  ///< the last is current
        std::map<std::string, crypto::DataKey> opened;
        Deadline fresh = Deadline::after(std::chrono::milliseconds(0));
        enum class State { Living, Destroyed } state = State::Living;
    };
    enum class Trust { WhatIsFresh, OnlyTheTable };
    Result<Ring*> ring_of(const TenantId&, Trust);
    Result<crypto::DataKey> opened(Ring&, const ports::KeyRow&);
    Status add_key(const TenantId&, const Ring&);
    Result<Bytes> unwrap(const ports::KeyRow&);

    Client& client_;
    ports::KeyTable& table_;
    const ports::Clock& clock_;
    const KeyServiceOptions options_;
    std::mutex mutex_;
    std::map<TenantId, Ring> rings_;
};

}  // namespace bespoke::adapters::aws::kms
