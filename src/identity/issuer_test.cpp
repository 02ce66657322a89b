#include "identity/issuer.hpp"

#include <gtest/gtest.h>

#include "base/strict_json.hpp"
#include "crypto/encoding.hpp"
#include "identity/fakes_for_test.hpp"

namespace bespoke::identity {
namespace {

using namespace std::chrono_literals;

crypto::DataKey system_key(unsigned char byte = 7) {
    std::array<std::byte, 32> secret{};
    secret.fill(static_cast<std::byte>(byte));
    return {.id = "system-1", .secret = crypto::SecretKey(secret)};
}

class IssuerTest : public ::testing::Test {
protected:
    testing::FakeClock clock;
    testing::FakeKeyTable table;
    IssuerOptions options{.issuer = "https://bespoke.example"};
    const Principal ada{TenantId("acme"), "usr_1", Role::Editor, {}};

    std::unique_ptr<Issuer> open() { return std::move(*Issuer::create(options, table, system_key(), clock)); }
    /// As any verifier would: by the public key set alone.
    Result<CheckedClaims> check(const Issuer& issuer, const std::string& token) {
        const auto jws = parse_jws(token).value();
        const auto keys = parse_jwk_set(issuer.jwk_set().dump()).value();
        for (const auto& jwk : keys) {
            if (verify(jws, jwk))
                return check_claims(jws.header, parse_strict_json(as_text(jws.payload)).value(), issuer.policy(), clock.now());
        }
        return fail(ErrorCode::Forbidden, "no-key", "no key of the set fits");
    }
    static std::string key_of(const std::string& token) { return parse_jws(token)->header.key_id; }
};

TEST_F(IssuerTest, ItsTokensHoldByItsPublicKeys) {
    const auto issuer = open();
    const auto token = issuer->issue(ada).value();
    const auto checked = check(*issuer, token.token);
    ASSERT_TRUE(checked) << checked.error().detail;
    EXPECT_EQ(checked->principal.tenant, ada.tenant);
    EXPECT_EQ(checked->principal.subject, "usr_1");
    EXPECT_EQ(checked->principal.role, Role::Editor);
    EXPECT_EQ(checked->principal.token_id, token.id);
    EXPECT_EQ(token.lifetime, 900s);
    clock.advance(959s);
    EXPECT_TRUE(check(*issuer, token.token));
    clock.advance(1s);
    EXPECT_FALSE(check(*issuer, token.token));
}

TEST_F(IssuerTest, TheKeySetShowsNoSecret) {
    const auto issuer = open();
    const auto set = issuer->jwk_set();
    ASSERT_EQ(set["keys"].size(), 1U);
    EXPECT_FALSE(set["keys"][0].contains("d"));
    EXPECT_EQ(set["keys"][0]["alg"], "EdDSA");
    EXPECT_EQ(set["keys"][0]["use"], "sig");
}

TEST_F(IssuerTest, KeyNamesAreThumbprintsByTheStandard) {
    // RFC 8037 appendix A.3 gives the thumbprint of this key; the same code names ours.
    const auto issuer = open();
    const auto jwk = issuer->jwk_set()["keys"][0];
    const auto members = fmt::format(R"({{"crv":"Ed25519","kty":"OKP","x":"{}"}})", jwk["x"].get<std::string>());
    EXPECT_EQ(crypto::base64url(*crypto::from_hex(sha256_hex(as_bytes(members)))), jwk["kid"]);
    EXPECT_EQ(crypto::base64url(*crypto::from_hex(
                  sha256_hex(as_bytes(R"({"crv":"Ed25519","kty":"OKP","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"})")))),
              "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
}

TEST_F(IssuerTest, KeysSurviveARestartAndPrivateOnesAreSealed) {
    const auto token = open()->issue(ada).value();
    const auto again = open();
    EXPECT_TRUE(check(*again, token.token));
    EXPECT_EQ(key_of(again->issue(ada)->token), key_of(token.token));
    EXPECT_EQ(table.keys.size(), 1U);
    EXPECT_GT(table.keys.begin()->second.sealed_private.size(), 32U);
    const auto wrong = Issuer::create(options, table, system_key(8), clock);
    ASSERT_FALSE(wrong);
    EXPECT_EQ(wrong.error().code, ErrorCode::Corrupt);
    // A sealed key moved to another name does not open.
    auto moved = table.keys.begin()->second;
    moved.id = "other";
    table.keys = {{"other", moved}};
    EXPECT_FALSE(Issuer::create(options, table, system_key(), clock));
}

TEST_F(IssuerTest, ASuccessorIsPublishedBeforeItSignsAndTheOldKeyOverlaps) {
    const auto issuer = open();
    const auto before = issuer->issue(ada)->token;
    ASSERT_TRUE(issuer->rotate());
    EXPECT_EQ(issuer->jwk_set()["keys"].size(), 2U);
    EXPECT_EQ(key_of(issuer->issue(ada)->token), key_of(before)) << "others may not have read the new key yet";
    clock.advance(599s);
    const auto last_by_old = issuer->issue(ada)->token;
    EXPECT_EQ(key_of(last_by_old), key_of(before));
    clock.advance(1s);
    const auto first_by_new = issuer->issue(ada)->token;
    EXPECT_NE(key_of(first_by_new), key_of(before));
    EXPECT_TRUE(check(*issuer, last_by_old));
    EXPECT_TRUE(check(*issuer, first_by_new));
    clock.advance(3660s);
    EXPECT_FALSE(issuer->find(key_of(before)));
    EXPECT_EQ(issuer->jwk_set()["keys"].size(), 1U);
    issuer->issue(ada).value();
    EXPECT_EQ(table.keys.size(), 1U) << "the retired key is forgotten for good";
}

TEST_F(IssuerTest, OldKeysGetASuccessorByThemselves) {
    const auto issuer = open();
    const auto first = key_of(issuer->issue(ada)->token);
    clock.advance(24h * 30);
    EXPECT_EQ(key_of(issuer->issue(ada)->token), first);
    EXPECT_EQ(table.keys.size(), 2U);
    clock.advance(600s);
    EXPECT_NE(key_of(issuer->issue(ada)->token), first);
    EXPECT_EQ(table.keys.size(), 2U);
}

TEST_F(IssuerTest, ARotationCutShortIsFinishedAtTheNextStart) {
    {
        const auto issuer = open();
        table.writes_until_failure = 1;  // the successor is stored, the old key's end is not
        EXPECT_FALSE(issuer->rotate());
    }
    table.writes_until_failure = -1;
    const auto issuer = open();
    EXPECT_EQ(issuer->jwk_set()["keys"].size(), 2U);
    EXPECT_EQ(std::ranges::count_if(table.keys, [](const auto& entry) { return entry.second.retire_at.has_value(); }), 1);
}

TEST_F(IssuerTest, UnusableOptionsAreRefused) {
    for (const auto lifetime : {0s, 3601s, -1s}) {
        options.lifetime = lifetime;
        EXPECT_EQ(Issuer::create(options, table, system_key(), clock).error().reason, "issuer-options");
    }
    options = {.issuer = ""};
    EXPECT_FALSE(Issuer::create(options, table, system_key(), clock));
}

}  // namespace
}  // namespace bespoke::identity
