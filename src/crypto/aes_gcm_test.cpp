#include "crypto/aes_gcm.hpp"

#include "crypto/wycheproof_for_test.hpp"

namespace bespoke::crypto::detail {
namespace {

void check(const nlohmann::json& test) {
    const auto key = SecretKey::from(hex_member(test, "key")).value();
    Nonce nonce{};
    std::ranges::copy(hex_member(test, "iv"), nonce.begin());
    const auto associated = hex_member(test, "aad"), plain = hex_member(test, "msg"), tag = hex_member(test, "tag");
    Bytes sealed = hex_member(test, "ct");
    sealed.insert(sealed.end(), tag.begin(), tag.end());
    const bool valid = test.at("result") == "valid";
    const auto opened = aes_gcm_decrypt(key, nonce, associated, sealed);
    EXPECT_EQ(opened.has_value(), valid) << test.at("tcId");
    if (!valid || !opened) return;
    EXPECT_EQ(*opened, plain) << test.at("tcId");
    Bytes made;
    aes_gcm_encrypt(key, nonce, associated, plain, made);
    EXPECT_EQ(made, sealed) << test.at("tcId");
}

TEST(AesGcm, AgreesWithWycheproof) {
    const auto groups = wycheproof_groups("aes_gcm_test.json");
    if (groups.empty()) GTEST_SKIP() << "no Wycheproof vectors: set BESPOKE_CORPUS_DIR";
    std::size_t count = 0;
    for (const auto& group : groups) {
        if (group.at("keySize") != 256 || group.at("ivSize") != 96 || group.at("tagSize") != 128) continue;
        for (const auto& test : group.at("tests")) check(test), ++count;
    }
    EXPECT_GT(count, 50U);
}

TEST(AesGcm, AgreesWithTheStandardsOwnVectors) {
    // McGrew and Viega, "The Galois/Counter Mode of Operation", test cases 13 and 14.
    const SecretKey key;
    Bytes made;
    aes_gcm_encrypt(key, {}, {}, {}, made);
    EXPECT_EQ(hex(made), "530f8afbc74536b9a963b4f1c4cb738b");
    made.clear();
    aes_gcm_encrypt(key, {}, {}, Bytes(16), made);
    EXPECT_EQ(hex(made), "cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919");
}

TEST(AesGcm, RefusesWhatIsShorterThanATag) { EXPECT_FALSE(aes_gcm_decrypt({}, {}, {}, Bytes(15))); }

}  // namespace
}  // namespace bespoke::crypto::detail
