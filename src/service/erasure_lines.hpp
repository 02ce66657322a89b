#pragma once

#include <map>
#include <optional>

#include "service/erasure.hpp"

namespace bespoke::service {

/// Erasures as lines of the operator's ledger.
std::string begun_line(const ErasureReceipt&);
std::string done_line(const ErasureReceipt&);

struct ErasureHistory {
    std::map<TenantId, ErasureReceipt> begun, done;
};
/// Lines that are none of ours are passed over.
Result<ErasureHistory> read_erasures(const ports::Ledger&);

void sign(ErasureReceipt&, const AuditSigner&);

}  // namespace bespoke::service
