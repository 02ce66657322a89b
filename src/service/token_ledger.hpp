#pragma once

#include "ports/clock.hpp"
#include "ports/metadata_store.hpp"
#include "ports/token_ledger.hpp"

namespace bespoke::service {

/// Counts in the tenant's store, so that the bound holds for all processes together: one record, changed on condition that nobody
/// else changed it.
class StoredTokenLedger final : public ports::TokenLedger {
public:
    /// Both outlive it.
    StoredTokenLedger(std::int64_t daily, ports::MetadataStore& store, const ports::Clock& clock)
        : daily_(daily), store_(store), clock_(clock) {}
    Result<bool> reserve(const TenantId&, std::int64_t tokens) override;
    Status settle(const TenantId&, std::int64_t reserved, std::int64_t used) override;

private:
    /// False, and nothing written, where the sum would go beyond `most`.
    Result<bool> add(const TenantId&, std::int64_t tokens, std::int64_t most);

    const std::int64_t daily_;
    ports::MetadataStore& store_;
    const ports::Clock& clock_;
};

}  // namespace bespoke::service
