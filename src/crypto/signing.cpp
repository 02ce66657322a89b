#include "crypto/signing.hpp"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <sodium.h>

#include <cstdlib>

#include "crypto/error_mark.hpp"

namespace bespoke::crypto {

struct PublicKey::Handle {
    EVP_PKEY* key = nullptr;

    explicit Handle(EVP_PKEY* owned) : key(owned) {}
    Handle(const Handle&) = delete;
    Handle& operator=(const Handle&) = delete;
    ~Handle() { EVP_PKEY_free(key); }
};

namespace {

constexpr std::size_t kEd25519Size = 32;
constexpr std::size_t kP256Size = 32;
constexpr std::size_t kEcdsaSize = 2 * kP256Size;
constexpr int kMinRsaBits = 2048;
constexpr int kMaxRsaBits = 8192;     // checking takes milliseconds beyond
constexpr int kMinExponentBits = 17;  // 65537 is the least odd one
constexpr int kMaxExponentBits = 64;

template <auto Free>
struct Freer {
    template <class T>
    void operator()(T* object) const {
        Free(object);
    }
};
using Number = std::unique_ptr<BIGNUM, Freer<BN_free>>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, Freer<EVP_PKEY_CTX_free>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, Freer<EVP_MD_CTX_free>>;
using Parameters = std::unique_ptr<OSSL_PARAM, Freer<OSSL_PARAM_free>>;
using Builder = std::unique_ptr<OSSL_PARAM_BLD, Freer<OSSL_PARAM_BLD_free>>;
using EcdsaSignature = std::unique_ptr<ECDSA_SIG, Freer<ECDSA_SIG_free>>;

const unsigned char* raw(BytesView bytes) {
    static constexpr unsigned char kNothing = 0;
    return bytes.empty() ? &kNothing : reinterpret_cast<const unsigned char*>(bytes.data());
}

tl::unexpected<Error> bad_key(const char* detail) {
    return fail(ErrorCode::InvalidInput, "bad-key",
                "This is no usable public key; use Ed25519, P-256, or RSA of 2048 bits or more.", detail);
}

Number number_from(BytesView bytes) { return Number(BN_bin2bn(raw(bytes), static_cast<int>(bytes.size()), nullptr)); }

/// Builds a public key; null if the library refuses it.
EVP_PKEY* key_from(const char* type, OSSL_PARAM_BLD* builder) {
    const detail::ErrorMark mark;
    const Parameters parameters(OSSL_PARAM_BLD_to_param(builder));
    const KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr));
    EVP_PKEY* key = nullptr;
    if (!parameters || !context || EVP_PKEY_fromdata_init(context.get()) != 1) return nullptr;
    if (EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, parameters.get()) != 1) return nullptr;
    return key;
}

bool is_sound(EVP_PKEY* key) {
    const detail::ErrorMark mark;
    const KeyContext context(EVP_PKEY_CTX_new_from_pkey(nullptr, key, nullptr));
    return context && EVP_PKEY_public_check(context.get()) == 1;
}

bool is_rsa_size(const BIGNUM* n, const BIGNUM* e) {
    const int bits = BN_num_bits(n);
    if (bits < kMinRsaBits || bits > kMaxRsaBits || BN_is_odd(n) == 0) return false;
    return BN_is_odd(e) != 0 && BN_num_bits(e) >= kMinExponentBits && BN_num_bits(e) <= kMaxExponentBits;
}

/// From r ‖ s to the DER that the library takes; empty if it can't be.
std::vector<unsigned char> der_of(BytesView signature) {
    Number r = number_from(signature.first(kP256Size)), s = number_from(signature.last(kP256Size));
    const EcdsaSignature value(ECDSA_SIG_new());
    if (!r || !s || !value || ECDSA_SIG_set0(value.get(), r.get(), s.get()) != 1) return {};
    (void)r.release();  // the signature's now
    (void)s.release();
    std::vector<unsigned char> der(static_cast<std::size_t>(std::max(0, i2d_ECDSA_SIG(value.get(), nullptr))));
    unsigned char* end = der.data();
    if (i2d_ECDSA_SIG(value.get(), &end) <= 0) return {};
    return der;
}

bool library_verifies(EVP_PKEY* key, const EVP_MD* digest, BytesView message, const unsigned char* signature, std::size_t size) {
    const detail::ErrorMark mark;
    const DigestContext context(EVP_MD_CTX_new());
    return context && EVP_DigestVerifyInit(context.get(), nullptr, digest, nullptr, key) == 1 &&
           EVP_DigestVerify(context.get(), signature, size, raw(message), message.size()) == 1;
}

}  // namespace

std::string_view to_string(SignatureAlgorithm algorithm) {
    switch (algorithm) {
        case SignatureAlgorithm::EdDsa: return "EdDSA";
        case SignatureAlgorithm::Es256: return "ES256";
        case SignatureAlgorithm::Rs256: return "RS256";
    }
    return "";
}

Result<PublicKey> PublicKey::ed25519(BytesView x) {
    // The second library knows the points of small order, which would "verify" anything.
    if (sodium_init() < 0) std::abort();
    if (x.size() != kEd25519Size || crypto_core_ed25519_is_valid_point(raw(x)) != 1) return bad_key("Ed25519 point");
    EVP_PKEY* key = EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, raw(x), x.size());
    if (key == nullptr) return bad_key("Ed25519");
    return PublicKey(SignatureAlgorithm::EdDsa, std::make_shared<const Handle>(key));
}

Result<PublicKey> PublicKey::p256(BytesView x, BytesView y) {
    if (x.size() != kP256Size || y.size() != kP256Size) return bad_key("P-256 coordinate size");
    std::vector<unsigned char> point{4};  // uncompressed (SEC 1 section 2.3.3)
    point.insert(point.end(), raw(x), raw(x) + x.size());
    point.insert(point.end(), raw(y), raw(y) + y.size());
    const Builder builder(OSSL_PARAM_BLD_new());
    if (!builder || OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "P-256", 0) != 1 ||
        OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size()) != 1) {
        std::abort();
    }
    EVP_PKEY* key = key_from("EC", builder.get());
    if (key == nullptr) return bad_key("P-256 point");
    auto handle = std::make_shared<const Handle>(key);
    if (!is_sound(key)) return bad_key("P-256 point");
    return PublicKey(SignatureAlgorithm::Es256, std::move(handle));
}

Result<PublicKey> PublicKey::rsa(BytesView n, BytesView e) {
    if (n.size() > kMaxRsaBits / 8 + 1 || e.size() > kMaxRsaBits / 8) return bad_key("RSA size");
    const Number modulus = number_from(n), exponent = number_from(e);
    if (!modulus || !exponent) std::abort();
    if (!is_rsa_size(modulus.get(), exponent.get())) return bad_key("RSA numbers");
    const Builder builder(OSSL_PARAM_BLD_new());
    if (!builder || OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, modulus.get()) != 1 ||
        OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, exponent.get()) != 1) {
        std::abort();
    }
    EVP_PKEY* key = key_from("RSA", builder.get());
    if (key == nullptr) return bad_key("RSA");
    return PublicKey(SignatureAlgorithm::Rs256, std::make_shared<const Handle>(key));
}

bool PublicKey::verifies(BytesView message, BytesView signature) const {
    switch (algorithm_) {
        case SignatureAlgorithm::EdDsa: return library_verifies(handle_->key, nullptr, message, raw(signature), signature.size());
        case SignatureAlgorithm::Rs256:
            return library_verifies(handle_->key, EVP_sha256(), message, raw(signature), signature.size());
        case SignatureAlgorithm::Es256: break;
    }
    if (signature.size() != kEcdsaSize) return false;
    const auto der = der_of(signature);
    return !der.empty() && library_verifies(handle_->key, EVP_sha256(), message, der.data(), der.size());
}

SigningKey SigningKey::generate() { return from_seed(SecretKey::random()); }

SigningKey SigningKey::from_seed(const SecretKey& seed) {
    EVP_PKEY* key = EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, raw(BytesView(seed.bytes())), SecretKey::kSize);
    if (key == nullptr) std::abort();
    return SigningKey(std::make_shared<const PublicKey::Handle>(key));
}

SecretKey SigningKey::seed() const {
    std::array<std::byte, SecretKey::kSize> bytes{};
    std::size_t size = bytes.size();
    if (EVP_PKEY_get_raw_private_key(handle_->key, reinterpret_cast<unsigned char*>(bytes.data()), &size) != 1) std::abort();
    SecretKey seed(bytes);
    wipe(bytes);
    return seed;
}

Bytes SigningKey::public_bytes() const {
    Bytes bytes(kEd25519Size);
    std::size_t size = bytes.size();
    if (EVP_PKEY_get_raw_public_key(handle_->key, reinterpret_cast<unsigned char*>(bytes.data()), &size) != 1) std::abort();
    return bytes;
}

PublicKey SigningKey::public_key() const { return PublicKey(SignatureAlgorithm::EdDsa, handle_); }

Bytes SigningKey::sign(BytesView message) const {
    const DigestContext context(EVP_MD_CTX_new());
    Bytes signature(64);
    std::size_t size = signature.size();
    if (!context || EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, handle_->key) != 1 ||
        EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size, raw(message), message.size()) !=
            1) {
        std::abort();
    }
    return signature;
}

}  // namespace bespoke::crypto
