#include "api/answer.hpp"
#include "api/conditional.hpp"
#include "api/operations/identity_operations.hpp"
#include "api/operations/pages.hpp"
#include "api/problem.hpp"
#include "identity/wire.hpp"

namespace bespoke::api {
namespace {

using identity::ApiKey;

Result<ApiKey> find_key(const IdentityParts& parts, const Call& call) {
    auto key = parts.keys.get(call.tenant(), RecordId(call.path.at("keyId")));
    if (!key) return tl::unexpected(key.error());
    if (!*key) return not_found();
    return std::move(**key);
}

Result<http::Response> list_keys(const IdentityParts& parts, const Call& call) {
    const auto query = page_query(call, parts.cursors, call.operation);
    if (!query) return tl::unexpected(query.error());
    auto keys = parts.keys.list(call.tenant(), query->after, query->limit + 1);
    if (!keys) return tl::unexpected(keys.error());
    service::Page<ApiKey> page;
    if (keys->size() > query->limit) {
        keys->resize(query->limit);
        page.next = keys->back().id;
    }
    page.items = std::move(*keys);
    return page_answer<ApiKey>(call, parts.cursors, call.operation, page,
                               [](const ApiKey& item) { return identity::to_json(item); });
}

Result<http::Response> create_key(const IdentityParts& parts, const Call& call) {
    const auto& body = call.body;
    identity::NewApiKey wanted{body.at("name"), *identity::role_from(body.at("role").get<std::string>()), std::nullopt};
    if (body.contains("expiresInDays"))
        wanted.expires_at = parts.clock.now() + std::chrono::days(body["expiresInDays"].get<int>());
    const auto issued = parts.keys.create(call.tenant(), wanted);
    if (!issued) return tl::unexpected(issued.error());
    return with_location(with_etag(json_answer(201, identity::to_json(*issued)), issued->key.version),
                         "/v1/keys/" + issued->key.id.str());
}

Result<http::Response> get_key(const IdentityParts& parts, const Call& call) {
    const auto key = find_key(parts, call);
    if (!key) return tl::unexpected(key.error());
    return with_etag(json_answer(200, identity::to_json(*key)), key->version);
}

Result<http::Response> rotate_key(const IdentityParts& parts, const Call& call) {
    const std::chrono::seconds overlap(call.body.at("overlapSeconds").get<int>());
    const auto issued = parts.keys.rotate(call.tenant(), RecordId(call.path.at("keyId")), overlap);
    if (!issued) return tl::unexpected(issued.error());
    return with_etag(json_answer(200, identity::to_json(*issued)), issued->key.version);
}

Result<http::Response> revoke_key(const IdentityParts& parts, const Call& call) {
    const auto key = find_key(parts, call);
    if (!key) return tl::unexpected(key.error());
    if (auto matches = check_if_match(call, key->version); !matches) return tl::unexpected(matches.error());
    const auto revoked = parts.keys.set_state(call.tenant(), key->id, identity::AccountState::Disabled);
    if (!revoked) return tl::unexpected(revoked.error());
    return no_content();
}

}  // namespace

Operations make_key_operations(const IdentityParts& parts) {
    const auto bound = [parts](auto work) { return [parts, work](const Call& call) { return work(parts, call); }; };
    return {{"listKeys", bound(list_keys)},
            {"createKey", bound(create_key)},
            {"getKey", bound(get_key)},
            {"rotateKey", bound(rotate_key)},
            {"revokeKey", bound(revoke_key)}};
}

}  // namespace bespoke::api
