#pragma once

#include <string>
#include <string_view>

#include "adapters/aws/core/client.hpp"
#include "base/bytes.hpp"

namespace bespoke::adapters::aws::s3 {

/// One bucket and how calls address it: by its own host, or in the path where that host would not fit a certificate (a dot in the name) or
/// another server stands in for S3 ("Virtual hosting of buckets"). An immutable value.
class Bucket {
public:
    Bucket(const Endpoints&, std::string name);
    [[nodiscard]] const std::string& name() const { return name_; }
    /// A call about one object; about the bucket itself if `key` is empty.
    [[nodiscard]] Call call(std::string operation, std::string method, std::string_view key = {}) const;
    /// Where the bucket is reached: scheme and host, with its name in the path where that is the style; no slash at the end.
    [[nodiscard]] std::string url() const;

private:
    std::string name_, endpoint_;
    enum class Style { Host, Path } style_;
};

/// A tenant's objects begin with this, in every bucket: what policies compare the session's tag with.
std::string tenant_prefix(const TenantId&);

/// Header or form fields for encryption under a key with a context that is stored with the object, ends up in the trail and must fit again
/// at every decryption ("Specifying server-side encryption with AWS KMS"). Bucket keys stay off: with them KMS would see one context
/// for all tenants. No key: nothing, the bucket's default holds.
Fields encryption_fields(const std::string& kms_key, const nlohmann::json& context);
nlohmann::json tenant_context(const TenantId&);

/// What S3 checks on arrival, and what we check when it comes back.
Fields checksum_fields(BytesView content);
inline constexpr std::string_view kHashField = "x-amz-meta-sha256";
/// x-amz-checksum-sha256 of a hash in hexadecimal digits; nothing if it is no such hash.
std::optional<std::string> checksum_of(std::string_view sha256_hex);

}  // namespace bespoke::adapters::aws::s3
