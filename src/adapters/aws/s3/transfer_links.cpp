#include "adapters/aws/s3/transfer_links.hpp"

#include "adapters/aws/s3/post_policy.hpp"
#include "base/web_url.hpp"

namespace bespoke::adapters::aws::s3 {
namespace {

constexpr std::chrono::hours kLongestLife{24 * 7};  // S3's own bound

tl::unexpected<Error> bad_link(const char* what) {
    return fail(ErrorCode::InvalidInput, "bad-link",
                "No link can be made for this file; check its name, hash and time of expiry.", what);
}

/// The header's value of RFC 6266: a plain name for all, and the true one.
std::string disposition_of(const ports::OfferedFile& file) {
    std::string plain;
    for (const char c : file.name) {
        const bool continues = (static_cast<unsigned char>(c) & 0xc0U) == 0x80U;
        const bool safe = c > 0x1f && c < 0x7f && c != '"' && c != '\\' && c != '%';
        if (!continues) plain += safe ? c : '_';
    }
    const std::string_view kind = file.disposition == "inline" ? "inline" : "attachment";
    if (plain == file.name) return fmt::format("{}; filename=\"{}\"", kind, plain);
    return fmt::format("{}; filename=\"{}\"; filename*=UTF-8''{}", kind, plain, percent_encode(file.name));
}

/// No time is left, or more than may be.
bool is_life(std::chrono::milliseconds life) { return life >= std::chrono::seconds(1) && life <= kLongestLife; }

}  // namespace

TransferLinks::TransferLinks(Client& client, const Quarantine& quarantine, std::string blobs)
    : client_(client), quarantine_(quarantine), blobs_(client.endpoints(), std::move(blobs)) {}

Result<ports::UploadForm> TransferLinks::upload(const TenantId& tenant, const ports::ExpectedFile& file) {
    const auto now = client_.clock().now();
    const auto checksum = checksum_of(file.sha256);
    const auto key = Quarantine::key_of(tenant, file.upload);
    if (!Quarantine::place_of(key) || !checksum || file.bytes == 0 || !is_life(file.expires - now)) return bad_link("upload");
    const auto credentials = client_.credentials().credentials(Caller::tenant(tenant));
    if (!credentials) return tl::unexpected(credentials.error());
    PostPolicy policy{
        quarantine_.bucket().name(), key, {{"Content-Type", file.media_type}}, file.bytes, file.bytes, file.expires};
    std::ranges::move(encryption_fields(quarantine_.options().kms_key, tenant_context(tenant)),
                      std::back_inserter(policy.fields));
    policy.fields.emplace_back("x-amz-checksum-sha256", *checksum);
    const SigningScope scope{client_.endpoints().region(), "s3", now};
    return ports::UploadForm{"POST", quarantine_.bucket().url() + "/", {}, signed_form(policy, *credentials, scope)};
}

Result<std::string> TransferLinks::download(const TenantId& tenant, const ports::OfferedFile& file) {
    const auto now = client_.clock().now();
    if (!is_valid(tenant) || !is_valid(file.blob) || !is_life(file.expires - now)) return bad_link("download");
    const auto credentials = client_.credentials().credentials(Caller::tenant(tenant));
    if (!credentials) return tl::unexpected(credentials.error());
    const auto url = parse_web_url(blobs_.url() + "/" + percent_encode_path(tenant_prefix(tenant) + file.blob.str()));
    if (!url) return tl::unexpected(url.error());
    const WebUrl::Scheme scheme = url->scheme;
    const bool usual_port = url->port == (scheme == WebUrl::Scheme::Https ? 443 : 80);
    UnsignedRequest request;
    request.method = "GET";
    request.path = url->target;
    request.headers = {{"host", url->bracketed_host() + (usual_port ? "" : fmt::format(":{}", url->port))}};
    request.query = {{"response-cache-control", "private, no-store"},
                     {"response-content-disposition", disposition_of(file)},
                     {"response-content-type", file.media_type}};
    const SigningScope scope{client_.endpoints().region(), "s3", now};
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(file.expires - now).count();
    const SigningOptions options{SigningOptions::Path::AsSent, SigningOptions::Payload::Unsigned,
                                 SigningOptions::ContentHash::NotSent};
    return url->str() + "?" + presigned_query(request, *credentials, scope, static_cast<int>(seconds), options);
}

}  // namespace bespoke::adapters::aws::s3
