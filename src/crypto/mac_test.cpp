#include "crypto/mac.hpp"

#include "crypto/wycheproof_for_test.hpp"

namespace bespoke::crypto {
namespace {

TEST(Mac, AgreesWithRfc4231) {
    struct Case {
        Bytes key;
        std::string message;
        const char* mac;
    };
    const std::vector<Case> cases{
        {Bytes(20, std::byte{0x0b}), "Hi There", "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"},
        {to_bytes("Jefe"), "what do ya want for nothing?", "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"},
        {Bytes(131, std::byte{0xaa}), "Test Using Larger Than Block-Size Key - Hash Key First",
         "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"},
    };
    for (const Case& c : cases) EXPECT_EQ(hex(hmac_sha256(c.key, as_bytes(c.message))), c.mac);
}

TEST(Mac, DerivesAsRfc5869) {
    const auto key = from_hex("0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b").value();
    const auto salt = from_hex("000102030405060708090a0b0c").value();
    const auto info = from_hex("f0f1f2f3f4f5f6f7f8f9").value();
    EXPECT_EQ(hex(hkdf_sha256(key, salt, info, 42)),
              "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865");
    EXPECT_EQ(hex(hkdf_sha256(key, {}, {}, 42)),
              "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8");
}

TEST(Mac, AgreesWithWycheproofOnHmac) {
    const auto groups = wycheproof_groups("hmac_sha256_test.json");
    if (groups.empty()) GTEST_SKIP() << "no Wycheproof vectors: set BESPOKE_CORPUS_DIR";
    std::size_t count = 0;
    for (const auto& group : groups) {
        for (const auto& test : group.at("tests")) {
            const auto whole = hmac_sha256(hex_member(test, "key"), hex_member(test, "msg"));
            const auto tag = hex_member(test, "tag");
            EXPECT_EQ(equal(BytesView(whole).first(tag.size()), tag), test.at("result") == "valid") << test.at("tcId");
            ++count;
        }
    }
    EXPECT_GT(count, 150U);
}

TEST(Mac, AgreesWithWycheproofOnHkdf) {
    const auto groups = wycheproof_groups("hkdf_sha256_test.json");
    if (groups.empty()) GTEST_SKIP() << "no Wycheproof vectors: set BESPOKE_CORPUS_DIR";
    std::size_t count = 0;
    for (const auto& group : groups) {
        for (const auto& test : group.at("tests")) {
            const auto size = test.at("size").get<std::size_t>();
            if (test.at("result") != "valid") {
                EXPECT_GT(size, 8160U) << "only sizes beyond the standard's are invalid";
                continue;
            }
            const auto made = hkdf_sha256(hex_member(test, "ikm"), hex_member(test, "salt"), hex_member(test, "info"), size);
            EXPECT_EQ(hex(made), test.at("okm")) << test.at("tcId");
            ++count;
        }
    }
    EXPECT_GT(count, 70U);
}

TEST(Mac, KeysForDifferentPurposesDiffer) {
    const SecretKey root = SecretKey::random();
    EXPECT_EQ(derive_key(root, "urls").bytes(), derive_key(root, "urls").bytes());
    EXPECT_NE(derive_key(root, "urls").bytes(), derive_key(root, "cursors").bytes());
    EXPECT_NE(derive_key(root, "").bytes(), root.bytes());
}

TEST(Mac, EqualComparesWholeTexts) {
    EXPECT_TRUE(equal({}, {}));
    EXPECT_TRUE(equal(as_bytes("ab"), as_bytes("ab")));
    for (const char* other : {"", "a", "ac", "Ab", "abc"}) EXPECT_FALSE(equal(as_bytes("ab"), as_bytes(other))) << other;
}

}  // namespace
}  // namespace bespoke::crypto
