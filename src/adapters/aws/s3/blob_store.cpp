#include "adapters/aws/s3/blob_store.hpp"

#include "adapters/aws/s3/pages.hpp"

namespace bespoke::adapters::aws::s3 {
namespace {

constexpr int kPreconditionFailed = 412, kConflict = 409, kNotFound = 404;
/// Who loses a race against a removal tries again; more often than this nobody loses.
constexpr int kMostRaces = 8;
constexpr std::string_view kNameField = "x-amz-meta-key";

tl::unexpected<Error> bad_name(const ports::BlobKey& key) {
    return fail(ErrorCode::InvalidInput, "bad-key", "This name can't be stored; use letters, digits, '.', '_', '-' and '/'.",
                key.str());
}

tl::unexpected<Error> damaged(const ports::BlobKey& key, std::string detail) {
    return fail(ErrorCode::Corrupt, "integrity", "Stored content is damaged; upload it again.", std::move(detail), key.str());
}

std::string object_key(const TenantId& tenant, const ports::BlobKey& key) { return tenant_prefix(tenant) + key.str(); }

/// A bucket that is not there is a fault of the deployment, a key that is not there is none.
bool is_missing(const Fault& fault) { return fault.status == kNotFound && fault.code != "NoSuchBucket"; }

}  // namespace

BlobStore::BlobStore(Client& client, BlobStoreOptions options)
    : client_(client), options_(std::move(options)), bucket_(client.endpoints(), options_.bucket) {}

Answer<Reply> BlobStore::put_once(const TenantId& tenant, const ports::BlobKey& key, BytesView bytes, Deadline deadline) {
    Call call = bucket_.call("PutObject", "PUT", object_key(tenant, key));
    call.headers = {{"content-type", "application/octet-stream"}, {"if-none-match", "*"}, {std::string(kNameField), key.str()}};
    std::ranges::move(checksum_fields(bytes), std::back_inserter(call.headers));
    std::ranges::move(encryption_fields(options_.kms_key, tenant_context(tenant)), std::back_inserter(call.headers));
    call.body = as_text(bytes);
    return client_.send(call, Caller::tenant(tenant), deadline);
}

Result<BlobStore::There> BlobStore::compare(const TenantId& tenant, const ports::BlobKey& key, BytesView bytes,
                                            Deadline deadline) {
    const auto head = client_.send(bucket_.call("HeadObject", "HEAD", object_key(tenant, key)), Caller::tenant(tenant), deadline);
    if (!head && is_missing(head.error())) return There::Nothing;
    if (!head) return tl::unexpected(to_error(head.error()));
    return head->header(kHashField) == sha256_hex(bytes) ? There::Same : There::Other;
}

Status BlobStore::put(const TenantId& tenant, const ports::BlobKey& key, BytesView bytes, Deadline deadline) {
    if (!is_valid(key) || !is_valid(tenant)) return bad_name(key);
    if (bytes.size() > options_.max_bytes) {
        return fail(ErrorCode::LimitExceeded, "blob-too-large", "This content is too large to be stored; send a smaller file.",
                    fmt::format("{} bytes", bytes.size()), key.str());
    }
    for (int race = 0; race < kMostRaces; ++race) {
        const auto stored = put_once(tenant, key, bytes, deadline);
        if (stored) return {};
        const bool busy = stored.error().status == kConflict && stored.error().code == "ConditionalRequestConflict";
        if (!busy && stored.error().status != kPreconditionFailed) return tl::unexpected(to_error(stored.error()));
        if (busy) continue;
        const auto there = compare(tenant, key, bytes, deadline);
        if (!there) return tl::unexpected(there.error());
        if (*there == There::Same) return {};  // or ours, whose answer got lost
        if (*there == There::Other) {
            return fail(ErrorCode::Conflict, "blob-exists",
                        "Other content is already stored under this name; choose another name.", key.str());
        }
    }
    return fail(ErrorCode::Unavailable, "storage", "The storage is busy with this name; try again.", "races lost", key.str());
}

Result<std::optional<Bytes>> BlobStore::get(const TenantId& tenant, const ports::BlobKey& key, Deadline deadline) {
    if (!is_valid(tenant) || !is_valid(key)) return std::nullopt;
    Call call = bucket_.call("GetObject", "GET", object_key(tenant, key));
    call.max_response_bytes = options_.max_bytes;
    const auto reply = client_.send(call, Caller::tenant(tenant), deadline);
    if (!reply && is_missing(reply.error())) return std::nullopt;
    if (!reply) return tl::unexpected(to_error(reply.error()));
    if (reply->header(kNameField) != key.str()) return damaged(key, "stored as another blob");
    const auto hash = sha256_hex(as_bytes(reply->body));
    if (reply->header(kHashField) != hash) return damaged(key, "content has the hash " + hash);
    return to_bytes(reply->body);
}

Status BlobStore::remove(const TenantId& tenant, const ports::BlobKey& key, Deadline deadline) {
    if (!is_valid(key) || !is_valid(tenant)) return bad_name(key);
    return delete_object(client_, bucket_, object_key(tenant, key), Caller::tenant(tenant), deadline);
}

Result<std::vector<ports::BlobStore::Entry>> BlobStore::list(const TenantId& tenant, std::string_view prefix, Deadline deadline) {
    std::vector<Entry> entries;
    if (!is_valid(tenant)) return entries;
    const auto begin = tenant_prefix(tenant);
    const Wanted wanted{Wanted::What::Objects, begin + std::string(prefix)};
    const auto listed = list_pages(client_, bucket_, wanted, Caller::tenant(tenant), deadline, [&](auto&& objects) -> Status {
        for (const Listing::Object& object : objects) {
            ports::BlobKey key(object.key.starts_with(begin) ? object.key.substr(begin.size()) : "");
            if (is_valid(key)) entries.push_back({std::move(key), object.modified, object.bytes});
        }
        return {};
    });
    if (!listed) return tl::unexpected(listed.error());
    return entries;
}

}  // namespace bespoke::adapters::aws::s3
