#pragma once

#include "adapters/aws/dynamodb/table.hpp"
#include "ports/tenant_storage.hpp"

namespace bespoke::adapters::aws::dynamodb {

/// A tenant's records, events and audit entries: the partition TENANT#<tenant>, removed with the tenant's own session. What the indexes show of
/// them goes by itself. The tenant's keys are not among it: KeyService::destroy leaves a note in their place that has to stay. Who wrote on while
/// this ran is found by holds(). Deviation: a backup of the table has what it had, sealed under keys that are destroyed.
/// Safe from many threads and processes.
class TenantStorage final : public ports::TenantStorage {
public:
    /// The client outlives it. One erase() takes `patience` at most (`Timeout` "deadline"); the next goes on.
    TenantStorage(Client& client, std::string table, std::chrono::milliseconds patience = std::chrono::minutes(10))
        : table_(client, std::move(table)), patience_(patience) {}
    Status erase(const TenantId&) override;
    Result<bool> holds(const TenantId&) override;
    Status checkpoint(const TenantId&) override { return {}; }

private:
    const Table table_;
    const std::chrono::milliseconds patience_;
};

}  // namespace bespoke::adapters::aws::dynamodb
