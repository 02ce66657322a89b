#include "adapters/memory/blob_store.hpp"

namespace bespoke::adapters::memory {
namespace {

tl::unexpected<Error> bad_name(const ports::BlobKey& key) {
    return fail(ErrorCode::InvalidInput, "bad-key", "This name can't be stored; use letters, digits, '.', '_', '-' and '/'.",
                key.str());
}

}  // namespace

Timestamp BlobStore::now() const {
    return clock_ != nullptr ? clock_->now() : std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

Status BlobStore::put(const TenantId& tenant, const ports::BlobKey& key, BytesView bytes, Deadline) {
    if (!is_valid(key) || !is_valid(tenant)) return bad_name(key);
    const std::lock_guard lock(mutex_);
    const auto [blob, inserted] = blobs_.try_emplace({tenant, key}, Blob{Bytes(bytes.begin(), bytes.end()), now()});
    if (!inserted && !std::ranges::equal(blob->second.bytes, bytes)) {
        return fail(ErrorCode::Conflict, "blob-exists", "Other content is already stored under this name; choose another name.",
                    key.str());
    }
    return {};
}

Result<std::optional<Bytes>> BlobStore::get(const TenantId& tenant, const ports::BlobKey& key, Deadline) {
    const std::lock_guard lock(mutex_);
    const auto found = blobs_.find({tenant, key});
    if (found == blobs_.end()) return std::nullopt;
    return found->second.bytes;
}

Status BlobStore::remove(const TenantId& tenant, const ports::BlobKey& key, Deadline) {
    if (!is_valid(key) || !is_valid(tenant)) return bad_name(key);
    const std::lock_guard lock(mutex_);
    blobs_.erase({tenant, key});
    return {};
}

Status BlobStore::replace(const TenantId& tenant, const ports::BlobKey& key, BytesView bytes, Deadline) {
    const std::lock_guard lock(mutex_);
    const auto found = blobs_.find({tenant, key});
    if (found == blobs_.end())
        return fail(ErrorCode::NotFound, "no-blob", "There is no such content any more; upload it again, or run its job again.",
                    {}, key.str());
    found->second.bytes.assign(bytes.begin(), bytes.end());
    return {};
}

Result<std::vector<ports::BlobStore::Entry>> BlobStore::list(const TenantId& tenant, std::string_view prefix, Deadline) {
    const std::lock_guard lock(mutex_);
    std::vector<Entry> entries;
    for (auto at = blobs_.lower_bound({tenant, ports::BlobKey(std::string(prefix))});
         at != blobs_.end() && at->first.first == tenant && at->first.second.str().starts_with(prefix); ++at) {
        entries.push_back({at->first.second, at->second.stored_at, at->second.bytes.size()});
    }
    return entries;
}

}  // namespace bespoke::adapters::memory
