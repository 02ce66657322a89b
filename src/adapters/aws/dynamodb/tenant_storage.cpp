#include "adapters/aws/dynamodb/tenant_storage.hpp"

#include "adapters/aws/dynamodb/items.hpp"
#include "adapters/aws/dynamodb/partition.hpp"

namespace bespoke::adapters::aws::dynamodb {
namespace {

Partition records_of(const Table& table, const TenantId& tenant) { return {table, partition_of(tenant), Caller::tenant(tenant)}; }

}  // namespace

Status TenantStorage::erase(const TenantId& tenant) {
    if (!is_valid(tenant)) return {};  // has nothing
    return records_of(table_, tenant).erase(Deadline::after(patience_));
}

Result<bool> TenantStorage::holds(const TenantId& tenant) {
    if (!is_valid(tenant)) return false;
    const auto empty = records_of(table_, tenant).is_empty();
    if (!empty) return tl::unexpected(empty.error());
    return !*empty;
}

}  // namespace bespoke::adapters::aws::dynamodb
