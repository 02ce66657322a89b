#include "api/signed_url.hpp"

#include <charconv>

#include "api/percent.hpp"
#include "crypto/encoding.hpp"
#include "crypto/mac.hpp"

namespace bespoke::api {
namespace {

constexpr std::size_t kMaxQuery = 1'024;

tl::unexpected<Error> bad(std::string detail) {
    return fail(ErrorCode::Forbidden, "bad-signature", "The link was changed or cut; ask for a new one.", std::move(detail));
}

std::string seconds_text(Timestamp at) {
    return std::to_string(std::chrono::duration_cast<std::chrono::seconds>(at.time_since_epoch()).count());
}

/// Each part with its length, so that no two targets give the same text.
std::string message(const SignedTarget& target, std::string_view key_id) {
    std::string out = "bespoke-url-v1";
    const auto expires = seconds_text(target.expires);
    for (const std::string_view part :
         {std::string_view(target.method), std::string_view(target.path), std::string_view(target.tenant.str()),
          std::string_view(target.version), std::string_view(target.disposition), std::string_view(expires), key_id}) {
        out += fmt::format("|{}:{}", part.size(), part);
    }
    return out;
}

std::string signature(const crypto::DataKey& key, const SignedTarget& target) {
    const auto secret = crypto::derive_key(key.secret, "signed-url");
    return crypto::base64url(crypto::hmac_sha256(secret.bytes(), as_bytes(message(target, key.id))));
}

std::string query_text(const SignedTarget& target, std::string_view key_id, std::string_view signature) {
    auto query = fmt::format("tenant={}&expires={}&version={}", percent_encoded(target.tenant.str()),
                             seconds_text(target.expires), percent_encoded(target.version));
    if (!target.disposition.empty()) query += "&disposition=" + percent_encoded(target.disposition);
    return fmt::format("{}&key={}&signature={}", query, percent_encoded(key_id), signature);
}

/// The target that a query claims; the signature decides whether it is true. Nothing if it isn't even spelled as ours are.
std::optional<SignedTarget> claimed(std::string_view method, std::string_view path,
                                    const std::map<std::string, std::string>& query) {
    const auto value = [&query](const char* name) {
        const auto found = query.find(name);
        return found == query.end() ? std::string() : found->second;
    };
    const auto text = value("expires");
    std::int64_t seconds = 0;
    const auto [at, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
    if (error != std::errc() || at != text.data() + text.size() || seconds < 0 || seconds > 100'000'000'000) return std::nullopt;
    SignedTarget target{std::string(method), std::string(path),    TenantId(value("tenant")),
                        value("version"),    value("disposition"), Timestamp(std::chrono::seconds(seconds))};
    if (!is_valid(target.tenant)) return std::nullopt;
    return target;
}

}  // namespace

Result<std::string> UrlSigner::sign(const SignedTarget& target) const {
    if (target.expires > clock_.now() + kMaxLinkLife)
        return fail(ErrorCode::Internal, "link-life", "The link would live longer than links may; ask for a shorter life.");
    const auto key = keys_.current(target.tenant);
    if (!key) return tl::unexpected(key.error());
    return fmt::format("{}?{}", target.path, query_text(target, key->id, signature(*key, target)));
}

Result<SignedTarget> UrlSigner::check(std::string_view method, std::string_view path, std::string_view query) const {
    const auto parsed =
        query.size() <= kMaxQuery ? parse_query(query) : Result<std::map<std::string, std::string>>(bad("query too long"));
    if (!parsed) return bad(parsed.error().detail);
    auto target = claimed(method, path, *parsed);
    const auto id = parsed->find("key");
    if (!target || id == parsed->end()) return bad("not spelled as ours");
    const auto key = keys_.find(target->tenant, id->second);
    if (!key && key.error().code != ErrorCode::NotFound) return tl::unexpected(key.error());
    if (!key) return bad("unknown key");
    // The one spelling that sign() gives: other order, other escapes, more parameters are no links of ours.
    const auto wanted = query_text(*target, key->id, signature(*key, *target));
    if (!crypto::equal(as_bytes(wanted), as_bytes(query))) return bad("signature differs");
    if (target->expires <= clock_.now()) return fail(ErrorCode::NotFound, "expired", "The link has expired; ask for a new one.");
    return *target;
}

}  // namespace bespoke::api
