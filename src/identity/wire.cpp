#include "identity/wire.hpp"

#include "base/rfc3339.hpp"

namespace bespoke::identity {

using nlohmann::json;

json to_json(const User& user) {
    return {{"id", user.id.str()},
            {"login", user.login},
            {"name", user.name},
            {"role", to_string(user.role)},
            {"enabled", user.state == AccountState::Active},
            {"createdAt", to_rfc3339(user.created_at)},
            {"updatedAt", to_rfc3339(user.updated_at)}};
}

json to_json(const ApiKey& key) {
    return {{"id", key.id.str()},
            {"name", key.name},
            {"role", to_string(key.role)},
            {"createdAt", to_rfc3339(key.created_at)},
            {"expiresAt", key.expires_at ? json(to_rfc3339(*key.expires_at)) : json()},
            {"revoked", key.state == AccountState::Disabled}};
}

json to_json(const IssuedApiKey& issued) {
    auto result = to_json(issued.key);
    result["key"] = issued.token;
    result["clientId"] = issued.client_id;
    result["clientSecret"] = issued.client_secret;
    return result;
}

}  // namespace bespoke::identity
