#pragma once

#include "adapters/aws/dynamodb/partition.hpp"
#include "ports/key_table.hpp"

namespace bespoke::adapters::aws::dynamodb {

/// The wrapped keys of all tenants, each in the partition TENANT#<tenant>#KEYS and reached with the tenant's own session; those of the service
/// in SYSTEM#KEYS, in its own name. KEY#<key id> is a key, DESTROYED the note that there are none any more. Apart from the tenant's records, so
/// that an erasure of those leaves the note.
///
/// Deviations: the note stays, and where it stands no key is added (`NotFound` "no-tenant"), whatever another process still knew. put() takes rows of one
/// tenant (`InvalidInput` "mixed-tenants"), and 99 at most; so many may differ in replace_all() too (`LimitExceeded` "too-many-keys"); a key of the highest version that stays is left to the next rotation. all() gives the
/// keys of the tenants that the registry of the same table knows. A backup of the table has what it had: a destroyed key is gone for good when
/// the last such backup is, or the KMS key.
/// Safe from many threads and processes.
class KeyTable final : public ports::KeyTable {
public:
    /// The client outlives it.
    KeyTable(Client& client, std::string table) : table_(client, std::move(table)) {}
    Result<std::vector<ports::KeyRow>> rows_of(const TenantId&) override;
    Result<std::vector<ports::KeyRow>> all() override;
    Status put(const std::vector<ports::KeyRow>&) override;
    Status replace_all(const TenantId&, const std::vector<ports::KeyRow>&) override;

private:
    [[nodiscard]] Partition partition_of(const TenantId&) const;
    [[nodiscard]] Status write(const Partition&, const nlohmann::json& actions) const;
    const Table table_;
};

}  // namespace bespoke::adapters::aws::dynamodb
