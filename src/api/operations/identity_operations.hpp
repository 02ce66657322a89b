#pragma once

#include "api/cursor.hpp"
#include "api/operation.hpp"
#include "identity/api_keys.hpp"
#include "identity/token_endpoint.hpp"
#include "identity/users.hpp"
#include "telemetry/metrics.hpp"

namespace bespoke::api {

/// What the operations on people, keys and tokens need. All of it outlives them.
struct IdentityParts {
    identity::Users& users;
    identity::ApiKeys& keys;
    identity::TokenEndpoint& tokens;
    ports::MetadataStore& store;  ///< for the audit log of issued tokens
    ports::Clock& clock;
    Cursors& cursors;
    telemetry::Metrics& metrics;
};
/// listUsers, createUser, getUser, updateUser, deleteUser.
Operations make_user_operations(const IdentityParts&);
/// listKeys, createKey, getKey, rotateKey, revokeKey.
Operations make_key_operations(const IdentityParts&);
/// issueToken, revokeToken.
Operations make_token_operations(const IdentityParts&);

}  // namespace bespoke::api
