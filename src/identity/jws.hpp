#pragma once

#include <string>
#include <string_view>

#include "base/bytes.hpp"
#include "base/error.hpp"
#include "crypto/signing.hpp"

namespace bespoke::identity {

/// What the protected header may tell us. Everything that could make us fetch or trust a key is refused, not ignored.
struct JwsHeader {
    crypto::SignatureAlgorithm algorithm{};
    std::string key_id;  ///< 1..256 bytes
    std::string type;    ///< `typ` in lower case without "application/"; empty if there is none
};

/// A JSON Web Signature in parts, signature not yet verified: trust nothing of it but to choose a key.
struct Jws {
    JwsHeader header;
    std::string signing_input;
    Bytes payload;
    Bytes signature;
};

/// Read the compact serialisation (RFC 7515 section 7.1) strictly: three parts of base64url without padding, a header of strict JSON with
/// `alg` out of RS256, ES256, EdDSA and a `kid`, none of jwk, jku, x5u, x5c, crit, b64, zip, enc; at most 16 KiB. `Forbidden` "invalid-token".
Result<Jws> parse_jws(std::string_view compact);

}  // namespace bespoke::identity
