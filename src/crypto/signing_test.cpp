#include "crypto/signing.hpp"

#include <gtest/gtest.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>

#include "crypto/encoding.hpp"

namespace bespoke::crypto {
namespace {

Bytes unhex(std::string_view text) { return from_hex(text).value(); }
Bytes decoded(std::string_view text) { return from_base64url(text).value(); }

TEST(Ed25519, SignsAsRfc8032) {
    struct Case {
        const char *seed, *public_key, *message, *signature;
    };
    const std::vector<Case> cases{
        {"9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
         "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
         "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe246551414"
         "38e7a100b"},
        {"4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
         "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
         "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291"
         "612bb0c00"},
    };
    for (const Case& c : cases) {
        const auto key = SigningKey::from_seed(SecretKey::from(unhex(c.seed)).value());
        EXPECT_EQ(hex(key.public_bytes()), c.public_key);
        EXPECT_EQ(hex(key.sign(unhex(c.message))), c.signature);
        EXPECT_TRUE(PublicKey::ed25519(unhex(c.public_key))->verifies(unhex(c.message), unhex(c.signature)));
    }
}

TEST(Ed25519, NoChangedMessageOrSignatureVerifies) {
    const auto pair = SigningKey::generate();
    const auto key = pair.public_key();
    const auto message = to_bytes("checkpoint 7");
    const auto signature = pair.sign(message);
    ASSERT_TRUE(key.verifies(message, signature));
    for (std::size_t bit = 0; bit < signature.size() * 8; ++bit) {
        auto changed = signature;
        changed[bit / 8] ^= static_cast<std::byte>(1U << (bit % 8));
        EXPECT_FALSE(key.verifies(message, changed)) << bit;
    }
    EXPECT_FALSE(key.verifies(as_bytes("checkpoint 8"), signature));
    EXPECT_FALSE(key.verifies(message, {}));
    EXPECT_FALSE(key.verifies(message, BytesView(signature).first(63)));
    EXPECT_FALSE(SigningKey::generate().public_key().verifies(message, signature));
}

TEST(Ed25519, AKeyComesBackFromItsSeed) {
    const auto pair = SigningKey::generate();
    EXPECT_EQ(SigningKey::from_seed(pair.seed()).public_bytes(), pair.public_bytes());
    EXPECT_EQ(pair.public_key().algorithm(), SignatureAlgorithm::EdDsa);
}

TEST(Ed25519, RefusesPointsThatVerifyAnything) {
    for (const char* x : {"0000000000000000000000000000000000000000000000000000000000000000",
                          "0100000000000000000000000000000000000000000000000000000000000000",
                          "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
                          "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f", "d75a9801", ""}) {
        const auto key = PublicKey::ed25519(unhex(x));
        ASSERT_FALSE(key) << x;
        EXPECT_EQ(key.error().reason, "bad-key");
    }
}

// RFC 7515 appendix A.3
const std::string_view kX = "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU", kY = "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0";
const std::string_view kSigned =
    "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";
const std::string_view kSignature = "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";

TEST(Es256, VerifiesAsRfc7515) {
    const auto key = PublicKey::p256(decoded(kX), decoded(kY)).value();
    EXPECT_EQ(key.algorithm(), SignatureAlgorithm::Es256);
    EXPECT_TRUE(key.verifies(as_bytes(kSigned), decoded(kSignature)));
}

TEST(Es256, NothingElseVerifies) {
    const auto key = PublicKey::p256(decoded(kX), decoded(kY)).value();
    const auto signature = decoded(kSignature);
    for (std::size_t i = 0; i < signature.size(); ++i) {
        auto changed = signature;
        changed[i] ^= std::byte{1};
        EXPECT_FALSE(key.verifies(as_bytes(kSigned), changed)) << i;
    }
    EXPECT_FALSE(key.verifies(as_bytes("x"), signature));
    auto longer = signature;
    longer.push_back(std::byte{0});
    for (const Bytes& wrong : {Bytes(64), Bytes(64, std::byte{0xff}), Bytes(), Bytes(63), longer})
        EXPECT_FALSE(key.verifies(as_bytes(kSigned), wrong));
    // r = s = the order of the group, the "psychic signature" family
    const auto order = unhex("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551");
    Bytes psychic = order;
    psychic.insert(psychic.end(), order.begin(), order.end());
    EXPECT_FALSE(key.verifies(as_bytes(kSigned), psychic));
}

TEST(Es256, RefusesPointsOffTheCurve) {
    auto y = decoded(kY);
    y[31] ^= std::byte{1};
    EXPECT_EQ(PublicKey::p256(decoded(kX), y).error().reason, "bad-key");
    EXPECT_FALSE(PublicKey::p256(Bytes(32), Bytes(32)));
    EXPECT_FALSE(PublicKey::p256(Bytes(31), decoded(kY)));
    EXPECT_FALSE(PublicKey::p256({}, {}));
}

/// An RSA pair made by the library itself: we only check such signatures.
struct RsaPair {
    EVP_PKEY* key;
    explicit RsaPair(unsigned bits) : key(EVP_RSA_gen(bits)) {}
    RsaPair(const RsaPair&) = delete;
    RsaPair& operator=(const RsaPair&) = delete;
    ~RsaPair() { EVP_PKEY_free(key); }
    [[nodiscard]] Bytes number(const char* name) const {
        BIGNUM* value = nullptr;
        EVP_PKEY_get_bn_param(key, name, &value);
        Bytes bytes(static_cast<std::size_t>(BN_num_bytes(value)));
        BN_bn2bin(value, reinterpret_cast<unsigned char*>(bytes.data()));
        BN_free(value);
        return bytes;
    }
    [[nodiscard]] Bytes modulus() const { return number(OSSL_PKEY_PARAM_RSA_N); }
    [[nodiscard]] Bytes exponent() const { return number(OSSL_PKEY_PARAM_RSA_E); }
    [[nodiscard]] Bytes sign(std::string_view message, const EVP_MD* digest, int padding) const {
        EVP_MD_CTX* context = EVP_MD_CTX_new();
        EVP_PKEY_CTX* settings = nullptr;
        Bytes signature(1024);
        std::size_t size = signature.size();
        EVP_DigestSignInit(context, &settings, digest, nullptr, key);
        EVP_PKEY_CTX_set_rsa_padding(settings, padding);
        const int done = EVP_DigestSign(context, reinterpret_cast<unsigned char*>(signature.data()), &size,
                                        reinterpret_cast<const unsigned char*>(message.data()), message.size());
        EVP_MD_CTX_free(context);
        signature.resize(done == 1 ? size : 0);
        return signature;
    }
};

TEST(Rs256, VerifiesItsOwnSchemeAlone) {
    const RsaPair pair(2048);
    const auto key = PublicKey::rsa(pair.modulus(), pair.exponent()).value();
    EXPECT_EQ(key.algorithm(), SignatureAlgorithm::Rs256);
    auto signature = pair.sign("text", EVP_sha256(), RSA_PKCS1_PADDING);
    EXPECT_TRUE(key.verifies(as_bytes("text"), signature));
    EXPECT_FALSE(key.verifies(as_bytes("test"), signature));
    EXPECT_FALSE(key.verifies(as_bytes("text"), pair.sign("text", EVP_sha256(), RSA_PKCS1_PSS_PADDING)));
    EXPECT_FALSE(key.verifies(as_bytes("text"), pair.sign("text", EVP_sha1(), RSA_PKCS1_PADDING)));
    EXPECT_FALSE(key.verifies(as_bytes("text"), pair.sign("text", EVP_sha512(), RSA_PKCS1_PADDING)));
    EXPECT_FALSE(key.verifies(as_bytes("text"), Bytes(256)));
    EXPECT_FALSE(key.verifies(as_bytes("text"), {}));
    signature.insert(signature.begin(), std::byte{0});
    EXPECT_FALSE(key.verifies(as_bytes("text"), signature));
}

TEST(Rs256, RefusesKeysThatAreTooWeakOrTooCostly) {
    const RsaPair small(1024), good(2048);
    EXPECT_EQ(PublicKey::rsa(small.modulus(), small.exponent()).error().reason, "bad-key");
    const auto modulus = good.modulus();
    auto even = modulus;
    even.back() &= std::byte{0xfe};
    EXPECT_FALSE(PublicKey::rsa(even, good.exponent()));
    for (const char* exponent : {"", "00", "01", "03", "010000", "01000000000000000001"})
        EXPECT_FALSE(PublicKey::rsa(modulus, unhex(exponent))) << exponent;
    EXPECT_FALSE(PublicKey::rsa({}, good.exponent()));
    EXPECT_FALSE(PublicKey::rsa(Bytes(1'025, std::byte{0xff}), good.exponent()));
    EXPECT_FALSE(PublicKey::rsa(Bytes(1'000'000, std::byte{0xff}), good.exponent()));
}

}  // namespace
}  // namespace bespoke::crypto
