#include "adapters/aws/s3/bucket.hpp"

#include "crypto/encoding.hpp"

namespace bespoke::adapters::aws::s3 {

Bucket::Bucket(const Endpoints& endpoints, std::string name)
    : name_(std::move(name)),
      endpoint_(endpoints.url(Service::S3)),
      style_(endpoints.is_overridden(Service::S3) || name_.find('.') != std::string::npos ? Style::Path : Style::Host) {}

Call Bucket::call(std::string operation, std::string method, std::string_view key) const {
    Call call;
    call.service = Service::S3;
    call.operation = std::move(operation);
    call.method = std::move(method);
    if (style_ == Style::Host) call.host_prefix = name_ + ".";
    call.path =
        (style_ == Style::Path ? "/" + name_ : "") + (key.empty() && style_ == Style::Path ? "" : "/") + percent_encode_path(key);
    return call;
}

std::string Bucket::url() const {
    if (style_ == Style::Path) return endpoint_ + "/" + name_;
    const auto host = endpoint_.find("://") + 3;
    return endpoint_.substr(0, host) + name_ + "." + endpoint_.substr(host);
}

std::string tenant_prefix(const TenantId& tenant) { return "tenants/" + tenant.str() + "/"; }

Fields encryption_fields(const std::string& kms_key, const nlohmann::json& context) {
    if (kms_key.empty()) return {};
    return {{"x-amz-server-side-encryption", "aws:kms"},
            {"x-amz-server-side-encryption-aws-kms-key-id", kms_key},
            {"x-amz-server-side-encryption-context", crypto::base64(as_bytes(context.dump()))}};
}

nlohmann::json tenant_context(const TenantId& tenant) { return {{"tenantId", tenant.str()}}; }

Fields checksum_fields(BytesView content) {
    const auto hash = sha256_hex(content);
    return {{"x-amz-checksum-sha256", checksum_of(hash).value_or("")}, {std::string(kHashField), hash}};
}

std::optional<std::string> checksum_of(std::string_view sha256_hex) {
    const auto bytes = crypto::from_hex(sha256_hex);
    if (!bytes || bytes->size() != 32) return std::nullopt;
    return crypto::base64(*bytes);
}

}  // namespace bespoke::adapters::aws::s3
