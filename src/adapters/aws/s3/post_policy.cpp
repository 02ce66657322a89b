#include "adapters/aws/s3/post_policy.hpp"

#include "base/rfc3339.hpp"
#include "crypto/encoding.hpp"

namespace bespoke::adapters::aws::s3 {
namespace {

/// "20260102T030405Z" out of "2026-01-02T03:04:05.000Z".
std::string basic_time(Timestamp at) {
    auto text = to_rfc3339(at).substr(0, 19) + "Z";
    std::erase_if(text, [](char c) { return c == '-' || c == ':'; });
    return text;
}

/// What the form says besides policy and signature.
Fields stated_fields(const PostPolicy& policy, const Credentials& credentials, const SigningScope& scope) {
    const auto now = basic_time(scope.at);
    Fields fields{{"key", policy.key}};
    fields.insert(fields.end(), policy.fields.begin(), policy.fields.end());
    fields.emplace_back("x-amz-algorithm", "AWS4-HMAC-SHA256");
    fields.emplace_back("x-amz-credential", fmt::format("{}/{}/{}/{}/aws4_request", credentials.access_key_id, now.substr(0, 8),
                                                        scope.region, scope.service));
    fields.emplace_back("x-amz-date", now);
    if (!credentials.session_token.empty()) fields.emplace_back("x-amz-security-token", credentials.session_token);
    return fields;
}

}  // namespace

std::string policy_text(const PostPolicy& policy, const Credentials& credentials, const SigningScope& scope) {
    auto conditions = nlohmann::json::array();
    conditions.push_back({{"bucket", policy.bucket}});
    conditions.push_back(nlohmann::json::array({"content-length-range", policy.least_bytes, policy.most_bytes}));
    for (const auto& [name, value] : stated_fields(policy, credentials, scope)) conditions.push_back({{name, value}});
    return nlohmann::json{{"conditions", conditions}, {"expiration", to_rfc3339(policy.expires)}}.dump();
}

Fields signed_form(const PostPolicy& policy, const Credentials& credentials, const SigningScope& scope) {
    Fields fields = stated_fields(policy, credentials, scope);
    const auto text = crypto::base64(as_bytes(policy_text(policy, credentials, scope)));
    fields.emplace_back("policy", text);
    fields.emplace_back("x-amz-signature", sign_text(text, credentials, scope));
    return fields;
}

}  // namespace bespoke::adapters::aws::s3
