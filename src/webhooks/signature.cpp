#include "webhooks/signature.hpp"

#include <charconv>

#include "crypto/encoding.hpp"
#include "crypto/mac.hpp"
#include "crypto/random.hpp"

namespace bespoke::webhooks {
namespace {

constexpr std::string_view kSecretPrefix = "whsec_", kVersion = "v1,";
constexpr std::size_t kNewSecretBytes = 32, kLeastSecretBytes = 24, kMostSecretBytes = 64;

crypto::Mac mac_of(const Bytes& key, std::string_view id, std::string_view timestamp, std::string_view body) {
    return crypto::hmac_sha256(key, as_bytes(fmt::format("{}.{}.{}", id, timestamp, body)));
}

std::optional<std::int64_t> whole_number(std::string_view text) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || value < 0) return std::nullopt;
    return value;
}

bool is_recent(std::string_view timestamp, Timestamp now) {
    const auto seconds = whole_number(timestamp);
    if (!seconds) return false;
    // In whole seconds and without a difference that a huge number could overflow.
    const auto today = to_millis(now) / 1000;
    return *seconds >= today - kTolerance.count() && *seconds <= today + kTolerance.count();
}

bool any_matches(const crypto::Mac& expected, std::string_view signatures) {
    bool found = false;
    while (!signatures.empty()) {
        const auto end = std::min(signatures.find(' '), signatures.size());
        const auto one = signatures.substr(0, end);
        signatures.remove_prefix(std::min(end + 1, signatures.size()));
        if (!one.starts_with(kVersion)) continue;
        const auto given = crypto::from_base64(one.substr(kVersion.size()));
        found = (given && crypto::equal(*given, expected)) || found;
    }
    return found;
}

}  // namespace

std::string new_secret() {
    Bytes key(kNewSecretBytes);
    crypto::fill_random(key);
    return std::string(kSecretPrefix) + crypto::base64(key);
}

std::optional<Bytes> secret_bytes(std::string_view secret) {
    if (!secret.starts_with(kSecretPrefix)) return std::nullopt;
    auto key = crypto::from_base64(secret.substr(kSecretPrefix.size()));
    if (!key || key->size() < kLeastSecretBytes || key->size() > kMostSecretBytes) return std::nullopt;
    return key;
}

Result<std::string> sign(std::string_view secret, const Message& message) {
    const auto key = secret_bytes(secret);
    if (!key) return fail(ErrorCode::Internal, "webhook-secret", "The webhook's secret is damaged; rotate it.");
    const auto timestamp = std::to_string(message.at.time_since_epoch().count());
    return std::string(kVersion) + crypto::base64(mac_of(*key, message.id, timestamp, message.body));
}

Result<std::string> signature_header(const std::vector<std::string>& secrets, const Message& message) {
    std::string header;
    for (const auto& secret : secrets) {
        auto one = sign(secret, message);
        if (!one) return one;
        header += (header.empty() ? "" : " ") + *one;
    }
    return header;
}

Status verify(std::string_view secret, const SignedHeaders& headers, std::string_view body, Timestamp now) {
    if (!is_recent(headers.timestamp, now)) {
        return fail(ErrorCode::Forbidden, "webhook-timestamp", "The message is too old or from the future; check both clocks.");
    }
    const auto key = secret_bytes(secret);
    if (!key || !any_matches(mac_of(*key, headers.id, headers.timestamp, body), headers.signature)) {
        return fail(ErrorCode::Forbidden, "webhook-signature",
                    "No signature of the message is right; check the endpoint's secret.");
    }
    return {};
}

}  // namespace bespoke::webhooks
