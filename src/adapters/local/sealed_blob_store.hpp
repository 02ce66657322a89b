#pragma once

#include "ports/blob_store.hpp"
#include "ports/key_service.hpp"

namespace bespoke::adapters::local {

/// Seals every blob with its tenant's key, bound to its name, before another store keeps it, so that neither that store nor a backup of
/// it can be read, and a blob that was changed, moved or exchanged is `Corrupt` "integrity". A blob whose key was destroyed is
/// the same: nobody can tell what it was. Putting to an erased tenant is `NotFound` "no-tenant". Safe from many threads.
class SealedBlobStore final : public ports::BlobStore {
public:
    /// Both outlive it.
    SealedBlobStore(ports::SealedBytesStore& inner, ports::KeyService& keys) : inner_(inner), keys_(keys) {}

    Status put(const TenantId&, const ports::BlobKey&, BytesView bytes, Deadline) override;
    Result<std::optional<Bytes>> get(const TenantId&, const ports::BlobKey&, Deadline) override;
    Status remove(const TenantId&, const ports::BlobKey&, Deadline) override;
    Result<std::vector<Entry>> list(const TenantId&, std::string_view prefix, Deadline) override;

    /// Seal a blob with the current key if it was sealed with another. A blob that has gone meanwhile is success. True if it was done.
    Result<bool> reseal(const TenantId&, const ports::BlobKey&, Deadline);

private:
    Result<Bytes> opened(const TenantId&, const ports::BlobKey&, BytesView sealed);
    ports::SealedBytesStore& inner_;
    ports::KeyService& keys_;
};

}  // namespace bespoke::adapters::local
