#include "adapters/local/sealed_blob_store.hpp"

#include "crypto/sealed.hpp"

namespace bespoke::adapters::local {
namespace {

crypto::SealContext place_of(const TenantId& tenant, const ports::BlobKey& key) { return {tenant, "blob", key.str(), "content"}; }

tl::unexpected<Error> damaged(const ports::BlobKey& key, std::string detail) {
    return fail(ErrorCode::Corrupt, "integrity", "Stored content is damaged; upload it again.", std::move(detail), key.str());
}

}  // namespace

Status SealedBlobStore::put(const TenantId& tenant, const ports::BlobKey& key, BytesView bytes, Deadline deadline) {
    const auto current = keys_.current(tenant);
    if (!current && (!is_valid(key) || !is_valid(tenant))) return inner_.put(tenant, key, {}, deadline);  // knows better why not
    if (!current) return tl::unexpected(current.error());
    const auto sealed = crypto::seal(*current, place_of(tenant, key), bytes);
    auto stored = inner_.put(tenant, key, sealed, deadline);
    if (stored || stored.error().code != ErrorCode::Conflict) return stored;
    // No two sealings look alike, so the conflict says only that something is there.
    const auto there = get(tenant, key, deadline);
    if (!there) return tl::unexpected(there.error());
    if (!*there) return inner_.put(tenant, key, sealed, deadline);  // removed in between
    return std::ranges::equal(**there, bytes) ? Status{} : stored;
}

Result<Bytes> SealedBlobStore::opened(const TenantId& tenant, const ports::BlobKey& key, BytesView sealed) {
    const auto key_id = crypto::key_id_of(sealed);
    if (!key_id) return damaged(key, "not sealed");
    const auto data_key = keys_.find(tenant, *key_id);
    if (!data_key && data_key.error().code == ErrorCode::NotFound) return damaged(key, "no key " + *key_id);
    if (!data_key) return tl::unexpected(data_key.error());
    auto plain = crypto::open(*data_key, place_of(tenant, key), sealed);
    if (!plain) return damaged(key, plain.error().detail);
    return plain;
}

Result<std::optional<Bytes>> SealedBlobStore::get(const TenantId& tenant, const ports::BlobKey& key, Deadline deadline) {
    const auto sealed = inner_.get(tenant, key, deadline);
    if (!sealed) return tl::unexpected(sealed.error());
    if (!*sealed) return std::nullopt;
    auto plain = opened(tenant, key, **sealed);
    if (!plain) return tl::unexpected(plain.error());
    return std::optional(std::move(*plain));
}

Status SealedBlobStore::remove(const TenantId& tenant, const ports::BlobKey& key, Deadline deadline) {
    return inner_.remove(tenant, key, deadline);
}

Result<std::vector<ports::BlobStore::Entry>> SealedBlobStore::list(const TenantId& tenant, std::string_view prefix,
                                                                   Deadline deadline) {
    return inner_.list(tenant, prefix, deadline);
}

Result<bool> SealedBlobStore::reseal(const TenantId& tenant, const ports::BlobKey& key, Deadline deadline) {
    const auto current = keys_.current(tenant);
    if (!current) return tl::unexpected(current.error());
    const auto sealed = inner_.get(tenant, key, deadline);
    if (!sealed) return tl::unexpected(sealed.error());
    if (!*sealed || crypto::key_id_of(**sealed) == current->id) return false;
    const auto plain = opened(tenant, key, **sealed);
    if (!plain) return tl::unexpected(plain.error());
    const auto replaced = inner_.replace(tenant, key, crypto::seal(*current, place_of(tenant, key), *plain), deadline);
    if (!replaced && replaced.error().code == ErrorCode::NotFound) return false;
    if (!replaced) return tl::unexpected(replaced.error());
    return true;
}

}  // namespace bespoke::adapters::local
