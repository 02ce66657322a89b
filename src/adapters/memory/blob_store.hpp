#pragma once

#include <map>
#include <mutex>

#include "ports/blob_store.hpp"

namespace bespoke::adapters::memory {

/// Blobs in memory: complete, but nothing survives the object.
class BlobStore final : public ports::BlobStore {
public:
    Status put(const TenantId&, const ports::BlobKey&, BytesView bytes, Deadline) override;
    Result<std::optional<Bytes>> get(const TenantId&, const ports::BlobKey&, Deadline) override;

private:
    std::mutex mutex_;
    std::map<std::pair<TenantId, ports::BlobKey>, Bytes> blobs_;
};

}  // namespace bespoke::adapters::memory
