#pragma once

#include <map>
#include <mutex>

#include "ports/blob_store.hpp"
#include "ports/clock.hpp"

namespace bespoke::adapters::memory {

/// Blobs in memory: complete, but nothing survives the object.
class BlobStore final : public ports::SealedBytesStore {
public:
    /// `clock` tells when a blob was stored and outlives the store; without one it is the system's.
    explicit BlobStore(const ports::Clock* clock = nullptr) : clock_(clock) {}

    Status put(const TenantId&, const ports::BlobKey&, BytesView bytes, Deadline) override;
    Result<std::optional<Bytes>> get(const TenantId&, const ports::BlobKey&, Deadline) override;
    Status remove(const TenantId&, const ports::BlobKey&, Deadline) override;
    Result<std::vector<Entry>> list(const TenantId&, std::string_view prefix, Deadline) override;
    Status replace(const TenantId&, const ports::BlobKey&, BytesView bytes, Deadline) override;

private:
    struct Blob {
        Bytes bytes;
        Timestamp stored_at{};
    };
    [[nodiscard]] Timestamp now() const;

    const ports::Clock* clock_;
    std::mutex mutex_;
    std::map<std::pair<TenantId, ports::BlobKey>, Blob> blobs_;
};

}  // namespace bespoke::adapters::memory
