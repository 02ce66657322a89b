#include "adapters/memory/blob_store.hpp"

namespace bespoke::adapters::memory {

Status BlobStore::put(const TenantId& tenant, const ports::BlobKey& key, BytesView bytes, Deadline) {
    if (!is_valid(key)) return fail(ErrorCode::InvalidInput, "bad-key", "This name can't be stored.", key.str());
    const std::lock_guard lock(mutex_);
    const auto [blob, inserted] = blobs_.try_emplace({tenant, key}, bytes.begin(), bytes.end());
    if (!inserted && !std::ranges::equal(blob->second, bytes)) {
        return fail(ErrorCode::Conflict, "blob-exists", "Other content is already stored under this name.", key.str());
    }
    return {};
}

Result<std::optional<Bytes>> BlobStore::get(const TenantId& tenant, const ports::BlobKey& key, Deadline) {
    const std::lock_guard lock(mutex_);
    const auto found = blobs_.find({tenant, key});
    if (found == blobs_.end()) return std::nullopt;
    return found->second;
}

}  // namespace bespoke::adapters::memory
