#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "base/ids.hpp"
#include "base/time.hpp"
#include "identity/account.hpp"
#include "identity/principal.hpp"
#include "ports/clock.hpp"
#include "ports/metadata_store.hpp"
#include "ports/tenant_registry.hpp"

namespace bespoke::identity {

/// A secret by which a machine acts for a tenant, as an API key or as OAuth client credentials. Only the secret's hash is kept.
struct ApiKey {
    RecordId id;  ///< "key_" and 26 characters
    std::string name;
    Role role = Role::Viewer;
    std::string last_four;  ///< of the secret, to tell keys apart
    AccountState state = AccountState::Active;
    Timestamp created_at{}, updated_at{};
    std::optional<Timestamp> expires_at;
    std::uint64_t version = 0;
};

struct NewApiKey {
    std::string name;  ///< 1..200 bytes, for people
    Role role = Role::Viewer;
    std::optional<Timestamp> expires_at;
};

/// A key with its secret, shown once.
struct IssuedApiKey {
    ApiKey key;
    std::string token;          ///< "bsk_<tenant>_<26 characters>_<secret>", for Authorization: Bearer
    std::string client_id;      ///< "<tenant>.<key id>"
    std::string client_secret;  ///< 256 random bits in base64url
};

/// The API keys of each tenant, as records. Changes commit together with `along`. Safe from many threads.
class ApiKeys {
public:
    struct Parts {
        ports::MetadataStore& store;
        ports::TenantRegistry& tenants;
        ports::Clock& clock;
    };
    explicit ApiKeys(const Parts& parts) : parts_(parts) {}

    /// `InvalidInput` "bad-key-name" | "bad-expiry" (in the past).
    Result<IssuedApiKey> create(const TenantId&, const NewApiKey&, const ports::Batch& along = {});
    /// Missing is `nullopt`.
    Result<std::optional<ApiKey>> get(const TenantId&, const RecordId&);
    /// The newest first, behind `after` (empty for the start).
    Result<std::vector<ApiKey>> list(const TenantId&, const RecordId& after, std::size_t limit);
    /// A fresh secret for the same key; the old one counts for `overlap` more. 0 s: no longer, nor do access tokens given
    /// before. `NotFound` "no-key".
    Result<IssuedApiKey> rotate(const TenantId&, const RecordId&, std::chrono::seconds overlap, const ports::Batch& along = {});
    /// Disable or enable. `NotFound` "no-key".
    Result<ApiKey> set_state(const TenantId&, const RecordId&, AccountState, const ports::Batch& along = {});
    /// Forget for good. Missing is success.
    Status remove(const TenantId&, const RecordId&, const ports::Batch& along = {});

    /// Who holds this "bsk_…" token. The tenant and id in it are claims until the secret is verified. Every refusal (form, tenant unknown
    /// or not active, key unknown, disabled or expired, wrong secret) is the same `Forbidden` "invalid-token" after the same work.
    Result<Principal> authenticate(std::string_view token);
    /// The same for "<tenant>.<key id>" and the secret.
    Result<Principal> authenticate_client(std::string_view client_id, std::string_view client_secret);

private:
    Result<Principal> authenticate(const TenantId& claimed, const RecordId& claimed_id, std::string_view secret);
    Parts parts_;
};

}  // namespace bespoke::identity
