#pragma once

#include "adapters/aws/dynamodb/partition.hpp"
#include "ports/signing_key_table.hpp"

namespace bespoke::adapters::aws::dynamodb {

/// The issuer's keys, in the partition SYSTEM#SIGNING-KEYS, one item an id, reached in the service's own name. Deviation: a backup of the table
/// has what was replaced or removed since, sealed as it was. Safe from many threads and processes.
class SigningKeyTable final : public ports::SigningKeyTable {
public:
    /// The client outlives it.
    SigningKeyTable(Client& client, std::string table)
        : keys_(Table(client, std::move(table)), "SYSTEM#SIGNING-KEYS", Caller::service()) {}
    Status put(const ports::StoredSigningKey&) override;
    Result<std::vector<ports::StoredSigningKey>> list() override;
    Status remove(const std::string& id) override;

private:
    const Partition keys_;
};

}  // namespace bespoke::adapters::aws::dynamodb
