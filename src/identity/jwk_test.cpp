#include "identity/jwk.hpp"

#include <gtest/gtest.h>

#include "identity/tokens_for_test.hpp"

namespace bespoke::identity {
namespace {

using nlohmann::json;
using testing::key_set;
using testing::TestIssuer;

TEST(Jwk, VerifiesWhatItsKeySignedUnderItsName) {
    const TestIssuer issuer, other;
    const auto jwk = parse_jwk(issuer.jwk()).value();
    const auto token = issuer.sign({{"sub", "x"}});
    EXPECT_TRUE(verify(parse_jws(token).value(), jwk));
    EXPECT_FALSE(verify(parse_jws(other.sign({{"sub", "x"}})).value(), jwk));
    auto renamed = issuer;
    renamed.id = "k2";
    EXPECT_FALSE(verify(parse_jws(renamed.sign({{"sub", "x"}})).value(), jwk)) << "same key, other name";
}

TEST(Jwk, AKeyIsBoundToOneAlgorithm) {
    const TestIssuer issuer;
    const auto jwk = parse_jwk(issuer.jwk()).value();
    for (const char* algorithm : {"RS256", "ES256"}) {
        auto header = issuer.header();
        header["alg"] = algorithm;
        const auto jws = parse_jws(issuer.sign_parts(testing::part(header), testing::part({{"sub", "x"}})));
        ASSERT_TRUE(jws);
        EXPECT_FALSE(verify(*jws, jwk)) << algorithm;
    }
}

TEST(Jwk, AnySingleFlippedBitEndsTheSignature) {
    const TestIssuer issuer;
    const auto jwk = parse_jwk(issuer.jwk()).value();
    const auto good = parse_jws(issuer.sign({{"sub", "x"}})).value();
    for (std::size_t bit = 0; bit < 512; ++bit) {
        auto bad = good;
        bad.signature[bit / 8] ^= static_cast<std::byte>(1 << (bit % 8));
        EXPECT_FALSE(verify(bad, jwk)) << bit;
    }
}

TEST(Jwk, RefusesKeysThatAreNoPublicSignatureKeys) {
    const auto with = [](const char* name, const json& value) {
        auto jwk = TestIssuer().jwk();
        if (value.is_discarded())
            jwk.erase(name);
        else
            jwk[name] = value;
        return jwk;
    };
    const json gone(json::value_t::discarded);
    const std::vector<std::pair<const char*, json>> rows = {
        {"no kid", with("kid", gone)},
        {"long kid", with("kid", std::string(257, 'k'))},
        {"no type", with("kty", gone)},
        {"other type", with("kty", "RSA")},
        {"other curve", with("crv", "X25519")},
        {"no x", with("x", gone)},
        {"short x", with("x", "AAAA")},
        {"padded x", with("x", TestIssuer().jwk()["x"].get<std::string>() + "=")},
        {"x of small order", with("x", crypto::base64url(Bytes(32)))},
        {"for encryption", with("use", "enc")},
        {"use is a number", with("use", 1)},
        {"only signs", with("key_ops", {"sign"})},
        {"operations malformed", with("key_ops", "verify")},
        {"algorithm of another type", with("alg", "ES256")},
        {"private", with("d", "AAAA")},
        {"symmetric", {{"kty", "oct"}, {"k", "AAAA"}, {"kid", "k"}}},
        {"no object", json::array()},
    };
    for (const auto& [name, jwk] : rows) {
        const auto key = parse_jwk(jwk);
        ASSERT_FALSE(key) << name;
        EXPECT_EQ(key.error().reason, "bad-key") << name;
    }
}

TEST(Jwk, AlgorithmFollowsFromTheTypeWhereItIsLeftOut) {
    auto jwk = TestIssuer().jwk();
    jwk.erase("alg");
    jwk.erase("use");
    EXPECT_EQ(parse_jwk(jwk)->key.algorithm(), crypto::SignatureAlgorithm::EdDsa);
}

TEST(Jwk, AnotherKeyUnderTheSameNameHasAnotherFingerprint) {
    const TestIssuer issuer, other;
    EXPECT_EQ(parse_jwk(issuer.jwk())->fingerprint, parse_jwk(issuer.jwk())->fingerprint);
    EXPECT_NE(parse_jwk(issuer.jwk())->fingerprint, parse_jwk(other.jwk())->fingerprint);
}

TEST(JwkSet, SkipsKindsThatAreNotUsedAndKeepsTheRest) {
    const json unknown = {{"kty", "EC"}, {"crv", "P-521"}, {"x", "AA"}, {"y", "AA"}, {"kid", "k521"}};
    const json encryption = {{"kty", "RSA"}, {"use", "enc"}, {"n", "AA"}, {"e", "AQAB"}, {"kid", "enc"}};
    const auto keys = parse_jwk_set(key_set({unknown, TestIssuer("a").jwk(), encryption, TestIssuer("b").jwk()}));
    ASSERT_TRUE(keys);
    ASSERT_EQ(keys->size(), 2U);
    EXPECT_EQ((*keys)[0].id, "a");
    EXPECT_EQ((*keys)[1].id, "b");
}

TEST(JwkSet, RefusesSetsThatCannotBeTrusted) {
    std::vector<json> many;
    for (int i = 0; i < 65; ++i) many.push_back(TestIssuer(std::to_string(i)).jwk());
    auto leaked = TestIssuer("a").jwk();
    leaked["d"] = "AAAA";
    const std::vector<std::pair<const char*, std::string>> rows = {
        {"no JSON", "keys"},
        {"no object", "[]"},
        {"no keys", "{}"},
        {"keys is no array", R"({"keys":{}})"},
        {"a key is no object", R"({"keys":[1]})"},
        {"one name twice", key_set({TestIssuer("a").jwk(), TestIssuer("a").jwk()})},
        {"a private key", key_set({leaked})},
        {"a symmetric key", key_set({TestIssuer("a").jwk(), {{"kty", "oct"}, {"k", "AA"}, {"kid", "s"}}})},
        {"65 keys", key_set(many)},
        {"more than 256 KiB", R"({"keys":[],"x":")" + std::string(256 * 1024, 'x') + "\"}"},
        {"member twice", R"({"keys":[],"keys":[]})"},
    };
    for (const auto& [name, text] : rows) {
        const auto keys = parse_jwk_set(text);
        ASSERT_FALSE(keys) << name;
        EXPECT_EQ(keys.error().reason, "bad-key-set") << name;
    }
    many.pop_back();
    EXPECT_EQ(parse_jwk_set(key_set(many))->size(), 64U);
}

}  // namespace
}  // namespace bespoke::identity
