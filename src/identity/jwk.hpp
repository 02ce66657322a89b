#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "crypto/signing.hpp"
#include "identity/jws.hpp"

namespace bespoke::identity {

/// A key that verifies, bound to its name and to one algorithm (RFC 8725 section 3.1).
struct Jwk {
    std::string id;           ///< `kid`
    std::string fingerprint;  ///< of the key itself: another key under the same name has another one
    crypto::PublicKey key;
};

/// True if the key has the header's name and algorithm and the signature holds.
bool verify(const Jws&, const Jwk&);

/// Read one public key (RFC 7517): RSA of 2048 bits and up, P-256 or Ed25519, for signatures. Its algorithm follows from its type; an
/// `alg`, `use` or `key_ops` that contradicts is refused, as are weak (ROCA) keys. `InvalidInput` "bad-key".
Result<Jwk> parse_jwk(const nlohmann::json&);

/// Read a key set: at most 64 keys and 256 KiB. Keys of a kind that we don't use are skipped (RFC 7517 section 5); a set with a secret
/// (`oct` or a private part) or with one name twice is refused whole. `InvalidInput` "bad-key-set", `LimitExceeded` "bad-key-set".
Result<std::vector<Jwk>> parse_jwk_set(std::string_view text);

}  // namespace bespoke::identity
