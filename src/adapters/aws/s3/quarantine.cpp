#include "adapters/aws/s3/quarantine.hpp"

#include <charconv>

#include "adapters/aws/s3/pages.hpp"

namespace bespoke::adapters::aws::s3 {
namespace {

constexpr int kNotFound = 404;
constexpr std::string_view kTenants = "tenants/";

bool is_missing(const Fault& fault) { return fault.status == kNotFound && fault.code != "NoSuchBucket"; }

/// An upload's id is one part of a blob's key and no more.
bool is_upload(std::string_view id) { return id.find('/') == id.npos && is_valid(ports::BlobKey(std::string(id))); }

std::uint64_t length_of(const Reply& reply) {
    std::uint64_t bytes = 0;
    const auto digits = reply.header("content-length");
    std::from_chars(digits.data(), digits.data() + digits.size(), bytes);
    return bytes;
}

}  // namespace

Quarantine::Quarantine(Client& client, QuarantineOptions options)
    : client_(client), options_(std::move(options)), bucket_(client.endpoints(), options_.bucket) {}

std::string Quarantine::key_of(const TenantId& tenant, const RecordId& upload) { return tenant_prefix(tenant) + upload.str(); }

std::optional<Quarantine::Place> Quarantine::place_of(std::string_view key) {
    if (!key.starts_with(kTenants)) return std::nullopt;
    key.remove_prefix(kTenants.size());
    const auto slash = key.find('/');
    if (slash == key.npos || !is_upload(key.substr(slash + 1))) return std::nullopt;
    Place place{TenantId(std::string(key.substr(0, slash))), RecordId(std::string(key.substr(slash + 1)))};
    return is_valid(place.tenant) ? std::optional(std::move(place)) : std::nullopt;
}

Result<std::optional<Bytes>> Quarantine::get(const TenantId& tenant, const RecordId& upload, std::uint64_t most_bytes,
                                             Deadline deadline) {
    if (!is_valid(tenant) || !is_upload(upload.str())) return std::nullopt;
    const auto caller = Caller::tenant(tenant);
    const auto key = key_of(tenant, upload);
    const auto head = client_.send(bucket_.call("HeadObject", "HEAD", key), caller, deadline);
    if (!head && is_missing(head.error())) return std::nullopt;
    if (!head) return tl::unexpected(to_error(head.error()));
    if (length_of(*head) > most_bytes) {
        return fail(ErrorCode::LimitExceeded, "too-large", "The file is larger than it was declared; declare and send it again.",
                    {}, upload.str());
    }
    Call call = bucket_.call("GetObject", "GET", key);
    call.max_response_bytes = most_bytes;
    const auto reply = client_.send(call, caller, deadline);
    if (!reply && is_missing(reply.error())) return std::nullopt;
    if (!reply) return tl::unexpected(to_error(reply.error()));
    return to_bytes(reply->body);
}

Status Quarantine::remove(const TenantId& tenant, const RecordId& upload, Deadline deadline) {
    if (!is_valid(tenant) || !is_upload(upload.str())) return {};
    return delete_object(client_, bucket_, key_of(tenant, upload), Caller::tenant(tenant), deadline);
}

}  // namespace bespoke::adapters::aws::s3
