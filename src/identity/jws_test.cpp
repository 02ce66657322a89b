#include "identity/jws.hpp"

#include <gtest/gtest.h>

#include "identity/tokens_for_test.hpp"

namespace bespoke::identity {
namespace {

using nlohmann::json;
using testing::part;

const testing::TestIssuer& issuer() {
    static const testing::TestIssuer one;
    return one;
}

TEST(Jws, ReadsHeaderPayloadAndSignature) {
    const auto token = issuer().sign({{"sub", "x"}});
    const auto jws = parse_jws(token);
    ASSERT_TRUE(jws);
    EXPECT_EQ(jws->header.key_id, "k1");
    EXPECT_EQ(jws->header.algorithm, crypto::SignatureAlgorithm::EdDsa);
    EXPECT_EQ(jws->header.type, "at+jwt");
    EXPECT_EQ(as_text(jws->payload), R"({"sub":"x"})");
    EXPECT_EQ(jws->signature.size(), 64U);
    EXPECT_EQ(jws->signing_input, token.substr(0, token.rfind('.')));
}

TEST(Jws, TypeIsComparedWithoutCaseAndPrefix) {
    auto header = issuer().header();
    header["typ"] = "application/AT+JWT";
    EXPECT_EQ(parse_jws(issuer().sign_parts(part(header), part({{"a", 1}})))->header.type, "at+jwt");
}

TEST(Jws, RefusesHeadersThatBringTheirOwnRules) {
    const auto with = [](const char* name, const json& value) {
        auto header = issuer().header();
        header[name] = value;
        return header.dump();
    };
    const std::vector<std::pair<const char*, std::string>> rows = {
        {"none", with("alg", "none")},
        {"None", with("alg", "None")},
        {"nOnE", with("alg", "nOnE")},
        {"empty algorithm", with("alg", "")},
        {"HS256", with("alg", "HS256")},
        {"RS512", with("alg", "RS512")},
        {"PS256", with("alg", "PS256")},
        {"ES256K", with("alg", "ES256K")},
        {"lower case", with("alg", "eddsa")},
        {"algorithm as array", with("alg", {"EdDSA"})},
        {"no algorithm", R"({"kid":"k1"})"},
        {"no kid", R"({"alg":"EdDSA"})"},
        {"empty kid", with("kid", "")},
        {"kid is a number", with("kid", 1)},
        {"kid of 4 KiB", with("kid", std::string(4096, 'k'))},
        {"kid of 257 bytes", with("kid", std::string(257, 'k'))},
        {"embedded jwk", with("jwk", issuer().jwk())},
        {"jku", with("jku", "https://evil.example/keys")},
        {"x5u", with("x5u", "https://evil.example/cert")},
        {"x5c", with("x5c", {"MII"})},
        {"unknown crit", with("crit", {"exp"})},
        {"empty crit", with("crit", json::array())},
        {"b64 false", with("b64", false)},
        {"b64 true", with("b64", true)},
        {"zip", with("zip", "DEF")},
        {"enc", with("enc", "A256GCM")},
        {"null jwk", with("jwk", nullptr)},
        {"typ is a number", with("typ", 7)},
        {"alg twice", R"({"alg":"none","alg":"EdDSA","kid":"k1"})"},
        {"alg twice, once escaped", R"({"alg":"EdDSA","\u0061lg":"none","kid":"k1"})"},
        {"array", R"(["alg"])"},
        {"not JSON", "alg=EdDSA"},
        {"trailing bytes", issuer().header().dump() + "x"},
        {"NUL behind", issuer().header().dump() + std::string(1, '\0')},
        {"byte order mark", "\xEF\xBB\xBF" + issuer().header().dump()},
        {"deep", R"({"alg":"EdDSA","kid":"k1","x":[[[[[[]]]]]]})"},
    };
    for (const auto& [name, header] : rows) {
        // Signed well, so that nothing but the header can be the reason.
        const auto jws = parse_jws(issuer().sign_parts(crypto::base64url(as_bytes(header)), part({{"sub", "x"}})));
        ASSERT_FALSE(jws) << name;
        EXPECT_EQ(jws.error().reason, "invalid-token") << name;
        EXPECT_FALSE(jws.error().detail.empty()) << name;
    }
}

TEST(Jws, RefusesEveryOtherSerialisation) {
    const auto good = issuer().sign({{"sub", "x"}});
    const auto first = good.find('.'), last = good.rfind('.');
    const auto header = good.substr(0, first), payload = good.substr(first + 1, last - first - 1),
               signature = good.substr(last + 1);
    const std::string rows[] = {
        "",
        ".",
        "..",
        "...",
        header + "." + payload,
        header + "." + payload + ".",
        "." + payload + "." + signature,
        good + ".",
        good + "." + signature,
        header + ".." + payload + ".." + signature,
        good + "=",
        good + "\n",
        " " + good,
        header + "=." + payload + "." + signature,
        header + "." + payload + "==." + signature,
        header + "." + payload + ".!" + signature,
        header + "." + payload + "." + signature.substr(1) + "+",
        json{{"payload", payload}, {"signatures", {{{"protected", header}, {"signature", signature}}}}}.dump(),
        json{{"payload", payload}, {"protected", header}, {"signature", signature}}.dump(),
        std::string(17 * 1024, 'a') + "." + payload + "." + signature,
    };
    for (const auto& row : rows) EXPECT_FALSE(parse_jws(row)) << row.substr(0, 80);
    // The last letter of 64 bytes in base64url has four stray bits: other spellings of the same bytes are refused.
    auto stray = good;
    stray.back() = stray.back() == 'B' ? 'C' : 'B';
    EXPECT_FALSE(parse_jws(stray));
}

}  // namespace
}  // namespace bespoke::identity
