#pragma once

#include <chrono>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "base/error.hpp"
#include "crypto/data_key.hpp"
#include "identity/claims.hpp"
#include "identity/jwk.hpp"
#include "identity/principal.hpp"
#include "ports/clock.hpp"
#include "ports/signing_key_table.hpp"

namespace bespoke::identity {

struct IssuerOptions {
    std::string issuer;                        ///< `iss`: this server's public URL
    std::string audience = "bespoke";          ///< `aud`
    std::chrono::seconds lifetime{900};        ///< of a token, at most 3600
    std::chrono::hours rotate_after{24 * 30};  ///< age at which a signing key gets its successor
    std::chrono::seconds publish_ahead{600};   ///< a successor stands in the key set this long before it signs
};

struct IssuedToken {
    std::string token;
    std::string id;  ///< `jti`
    std::chrono::seconds lifetime{};
};

/// The built-in issuer of access tokens (RFC 9068, EdDSA). Its private keys are sealed in the table. One process at a time works on one
/// table. Safe from many threads.
class Issuer {
public:
    /// Loads the keys, or makes the first. `system_key` must be the same in every life of the table: `Corrupt` "sealed" if the keys were
    /// sealed by another. `InvalidInput` "issuer-options"; errors of the table pass through.
    static Result<std::unique_ptr<Issuer>> create(IssuerOptions, ports::SigningKeyTable&, const crypto::DataKey& system_key,
                                                  ports::Clock&);
    ~Issuer();

    /// A token for somebody who has just proved who they are; its `token_id` is ignored. Rotates the signing key when it is due.
    Result<IssuedToken> issue(const Principal&);
    /// The public keys as a JWK set, for /.well-known/jwks.json.
    [[nodiscard]] nlohmann::json jwk_set() const;
    /// The public key of that name, if what it signed may still count.
    [[nodiscard]] std::optional<Jwk> find(const std::string& key_id) const;
    /// What its own tokens must say.
    [[nodiscard]] ClaimsPolicy policy() const;
    /// Give the current signing key a successor now; it signs after `publish_ahead`. Tokens signed before count until they expire.
    Status rotate();

private:
    struct Impl;
    explicit Issuer(std::unique_ptr<Impl>);
    std::unique_ptr<Impl> impl_;
};

}  // namespace bespoke::identity
