#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/bytes.hpp"
#include "base/error.hpp"
#include "crypto/data_key.hpp"

namespace bespoke::crypto {

/// The three signatures that are accepted, by their JOSE names (RFC 7518 section 3.1, RFC 8037 section 3.1).
enum class SignatureAlgorithm {
    EdDsa,  ///< Ed25519 (RFC 8032); 64 bytes
    Es256,  ///< ECDSA on P-256 with SHA-256; r ‖ s, 64 bytes
    Rs256,  ///< RSASSA-PKCS1-v1_5 with SHA-256, modulus of 2048 to 8192 bits
};
/// "EdDSA", "ES256", "RS256".
std::string_view to_string(SignatureAlgorithm);

/// A key that signatures are checked with. It knows its one algorithm, so that no token can choose another.
/// An immutable value: copies share the key; safe from many threads.
class PublicKey {
public:
    // Each takes the decoded members of a JWK. A key that is malformed, not on its curve, of small order (Ed25519), or too small or
    // too large (RSA; the exponent must be odd, from 65537 to 64 bits) is `InvalidInput` "bad-key".
    static Result<PublicKey> ed25519(BytesView x);
    static Result<PublicKey> p256(BytesView x, BytesView y);
    static Result<PublicKey> rsa(BytesView n, BytesView e);

    [[nodiscard]] SignatureAlgorithm algorithm() const { return algorithm_; }
    /// True if `signature` (in JOSE's form) is this key's over `message`. Bytes of any kind and length may be asked about.
    [[nodiscard]] bool verifies(BytesView message, BytesView signature) const;

    struct Handle;  ///< the library's key

private:
    friend class SigningKey;
    PublicKey(SignatureAlgorithm algorithm, std::shared_ptr<const Handle> handle)
        : algorithm_(algorithm), handle_(std::move(handle)) {}
    SignatureAlgorithm algorithm_;
    std::shared_ptr<const Handle> handle_;  // shared by copies of this value
};

/// An Ed25519 key pair, for tokens that we issue, audit checkpoints and receipts. Copies share the key; safe from many threads.
class SigningKey {
public:
    static SigningKey generate();
    /// The pair that belongs to a seed of 32 bytes (RFC 8032 section 5.1.5): the form to store, sealed.
    static SigningKey from_seed(const SecretKey& seed);

    [[nodiscard]] SecretKey seed() const;
    /// The 32 bytes of the public key: `x` of its JWK (RFC 8037 section 2).
    [[nodiscard]] Bytes public_bytes() const;
    [[nodiscard]] PublicKey public_key() const;
    /// 64 bytes; the same message gives the same signature.
    [[nodiscard]] Bytes sign(BytesView message) const;

private:
    explicit SigningKey(std::shared_ptr<const PublicKey::Handle> handle) : handle_(std::move(handle)) {}
    std::shared_ptr<const PublicKey::Handle> handle_;  // shared by copies of this value
};

}  // namespace bespoke::crypto
