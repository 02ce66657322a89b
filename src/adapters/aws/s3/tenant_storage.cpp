#include "adapters/aws/s3/tenant_storage.hpp"

#include "adapters/aws/s3/pages.hpp"

namespace bespoke::adapters::aws::s3 {

TenantStorage::TenantStorage(Client& client, const std::vector<std::string>& buckets, std::chrono::milliseconds patience)
    : client_(client), patience_(patience) {
    for (const auto& name : buckets) buckets_.emplace_back(client.endpoints(), name);
}

Status TenantStorage::erase(const TenantId& tenant) {
    if (!is_valid(tenant)) return {};  // has nothing; and "tenants//" is nobody's
    for (const Bucket& bucket : buckets_) {
        const auto deadline = Deadline::after(patience_);
        if (auto gone = purge(client_, bucket, tenant_prefix(tenant), Caller::tenant(tenant), deadline); !gone) return gone;
    }
    return {};
}

Result<bool> TenantStorage::holds(const TenantId& tenant) {
    if (!is_valid(tenant)) return false;
    const Wanted wanted{Wanted::What::Versions, tenant_prefix(tenant)};
    for (const Bucket& bucket : buckets_) {
        const auto objects = list_all(client_, bucket, wanted, Caller::tenant(tenant), Deadline::after(patience_));
        if (!objects) return tl::unexpected(objects.error());
        if (!objects->empty()) return true;
    }
    return false;
}

}  // namespace bespoke::adapters::aws::s3
