#include "identity/token_verifier.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <random>

#include "identity/rig_for_test.hpp"

namespace bespoke::identity {
namespace {

using namespace std::chrono_literals;
using testing::part;
using testing::Rig;

TEST(TokenVerifier, TakesOwnTokensForeignTokensAndApiKeys) {
    Rig rig;
    const auto own = rig.verify(rig.own_token());
    ASSERT_TRUE(own) << own.error().detail;
    EXPECT_EQ(own->tenant, rig.acme);
    EXPECT_EQ(own->subject, rig.ada.id.str());
    EXPECT_EQ(own->role, Role::Admin);
    const auto outside = rig.verify(rig.outside.sign(rig.outside_claims()));
    ASSERT_TRUE(outside) << outside.error().detail;
    EXPECT_EQ(outside->subject, "u-77");
    EXPECT_EQ(outside->role, Role::Viewer);
    const auto key = rig.api_keys.create(rig.beta, {.name = "k", .role = Role::Editor, .expires_at = {}}).value();
    EXPECT_EQ(rig.verify(key.token)->tenant, rig.beta);
}

TEST(TokenVerifier, EveryRefusalLooksTheSame) {
    Rig rig;
    const auto own = rig.own_token();
    auto wrong_claims = rig.outside_claims();
    wrong_claims["exp"] = rig.clock.seconds() - 100;
    auto unknown_issuer = rig.outside_claims();
    unknown_issuer["iss"] = "https://evil.example";
    auto disguised = rig.outside_claims();  // signed by the outside issuer, says that it is ours
    disguised.update({{"iss", "https://bespoke.example"},
                      {"aud", "bespoke"},
                      {"tenant", "acme"},
                      {"role", "admin"},
                      {"sub", rig.ada.id.str()}});
    auto no_tenant = rig.outside_claims();
    no_tenant["org"] = "nobody";
    const std::pair<const char*, std::string> rows[] = {
        {"nothing", ""},
        {"no token", "hello"},
        {"API key", "bsk_acme_x_y"},
        {"cut off", own.substr(0, own.size() - 10)},
        {"flipped", own.substr(0, own.size() - 2) + (own[own.size() - 2] == 'A' ? "B" : "A") + own.back()},
        {"expired", rig.outside.sign(wrong_claims)},
        {"unknown issuer", rig.outside.sign(unknown_issuer)},
        {"disguised as ours", rig.outside.sign(disguised)},
        {"unknown tenant", rig.outside.sign(no_tenant)},
        {"claims are an array", rig.outside.sign(nlohmann::json::array())},
        {"claims with a name twice",
         rig.outside.sign_parts(part(rig.outside.header()),
                                crypto::base64url(as_bytes(R"({"iss":"https://id.example","iss":"https://id.example"})")))},
        {"claims are no JSON", rig.outside.sign_parts(part(rig.outside.header()), crypto::base64url(as_bytes("iss")))},
    };
    std::set<std::string> answers, details;
    for (const auto& [name, token] : rows) {
        const auto principal = rig.verify(token);
        ASSERT_FALSE(principal) << name;
        const auto& error = principal.error();
        answers.insert(fmt::format("{}|{}|{}", to_string(error.code), error.reason, error.public_text));
        EXPECT_EQ(error.where, name == std::string("expired") ? "acme" : "")
            << name << ": only what is truly a tenant's is its own";
        details.insert(error.detail);
    }
    EXPECT_EQ(answers.size(), 1U);
    EXPECT_GT(details.size(), 6U) << "log and audit tell them apart";
}

TEST(TokenVerifier, ATenantThatIsNotActiveGetsNothing) {
    Rig rig;
    const auto own = rig.own_token(), outside = rig.outside.sign(rig.outside_claims());
    ASSERT_EQ(rig.detail(own), "in");
    ASSERT_EQ(rig.detail(outside), "in");
    for (const auto state : {ports::TenantState::Suspended, ports::TenantState::Erased}) {
        ASSERT_TRUE(rig.tenants.set_state(rig.acme, state, rig.clock.now()));
        EXPECT_EQ(rig.detail(own), "tenant not active");
        EXPECT_EQ(rig.detail(outside), "tenant not active");
    }
    ASSERT_TRUE(rig.tenants.set_state(rig.acme, ports::TenantState::Active, rig.clock.now()));
    EXPECT_EQ(rig.detail(own), "in");
}

TEST(TokenVerifier, ARevokedTokenIsRefusedAtOnceThoughItWasVerifiedBefore) {
    Rig rig;
    const auto own = rig.own_token(), other = rig.own_token();
    auto claims = rig.outside_claims();
    const auto outside = rig.outside.sign(claims);
    for (const auto& token : {own, other, outside}) ASSERT_EQ(rig.detail(token), "in");
    const auto soon = Deadline::after(5s);
    const auto note = [&](const Principal& holder) {
        EXPECT_EQ(holder.subject, rig.ada.id.str());
        return ports::Batch{.writes = {}, .events = {}, .audit = {ports::AuditEntry{}}};
    };
    ASSERT_TRUE(rig.verifier.revoke(own, note, soon));
    EXPECT_EQ(rig.store.audit_entries, 1U);
    ASSERT_TRUE(rig.verifier.revoke(outside, {}, soon));
    EXPECT_EQ(rig.detail(own), "revoked");
    EXPECT_EQ(rig.detail(outside), "revoked");
    EXPECT_EQ(rig.detail(other), "in");
    // The same jti of the same issuer in another wrapping is the same token.
    claims["extra"] = 1;
    EXPECT_EQ(rig.detail(rig.outside.sign(claims)), "revoked");
    EXPECT_EQ(rig.verifier.revoke("x.y.z", {}, soon).error().reason, "invalid-token");
    EXPECT_EQ(rig.verifier.revoke("bsk_acme_x_y", {}, soon).error().reason, "unsupported-token");
    // A verifier that starts anew knows as well.
    TokenVerifier again({*rig.issuer, rig.api_keys, rig.tenants, rig.store, rig.http, rig.clock}, {});
    EXPECT_FALSE(again.verify(own, soon));
}

TEST(TokenVerifier, ATokenWithoutAnIdIsRevokedByWhatItSays) {
    Rig rig;
    auto policy = Rig::outside_policy();
    policy.use = TokenUse::CognitoId;  // these may come without jti
    TokenVerifier verifier({*rig.issuer, rig.api_keys, rig.tenants, rig.store, rig.http, rig.clock},
                           {{policy, "https://id.example/keys"}});
    auto claims = rig.outside_claims();
    claims.erase("jti");
    claims["token_use"] = "id";
    const auto token_for = [&](const char* subject) {
        claims["sub"] = subject;
        return rig.outside.sign_parts(part({{"alg", "EdDSA"}, {"kid", rig.outside.id}}), part(claims));
    };
    const auto soon = Deadline::after(5s);
    ASSERT_TRUE(verifier.verify(token_for("u1"), soon));
    ASSERT_TRUE(verifier.revoke(token_for("u1"), {}, soon));
    EXPECT_EQ(verifier.verify(token_for("u1"), soon).error().detail, "revoked");
    EXPECT_TRUE(verifier.verify(token_for("u2"), soon));
}

TEST(TokenVerifier, AKeyRotatedWithoutOverlapTakesItsTokensWithIt) {
    Rig rig;
    const auto key = rig.api_keys.create(rig.acme, {.name = "k", .role = Role::Editor, .expires_at = {}})->key.id;
    const auto token = rig.issuer->issue({rig.acme, key.str(), Role::Editor, {}})->token;
    rig.clock.advance(2s);
    ASSERT_TRUE(rig.api_keys.rotate(rig.acme, key, 60s));
    EXPECT_EQ(rig.detail(token), "in");
    ASSERT_TRUE(rig.api_keys.rotate(rig.acme, key, 0s));
    EXPECT_EQ(rig.detail(token), "given before the password changed");
}

TEST(TokenVerifier, ARevocationIsKeptUntilItsTokenHasExpired) {
    Rig rig;
    const auto own = rig.own_token();
    ASSERT_TRUE(rig.verifier.revoke(own, {}, Deadline::after(5s)));
    EXPECT_TRUE(rig.store.due(rig.acme, ports::RecordKind::RevokedToken, rig.clock.now() + 959s, 100)->empty());
    EXPECT_EQ(rig.detail(own), "revoked");
    rig.clock.advance(960s);
    EXPECT_EQ(rig.store.due(rig.acme, ports::RecordKind::RevokedToken, rig.clock.now(), 100)->size(), 1U);
    EXPECT_EQ(rig.detail(own), "expired");
}

TEST(TokenVerifier, WhatBecameOfTheAccountCountsAtOnce) {
    Rig rig;
    const auto bob =
        rig.users.create(rig.acme, {.login = "bob", .name = {}, .role = Role::Admin, .password = "correct horse battery"})
            .value();
    const auto token = rig.issuer->issue({rig.acme, bob.id.str(), Role::Admin, {}})->token;
    const auto change = [&](const UserChange& what) { ASSERT_TRUE(rig.users.change(rig.acme, bob.id, what)); };
    EXPECT_EQ(rig.verify(token)->role, Role::Admin);
    change({.name = {}, .role = Role::Viewer, .state = {}, .password = {}, .expected_version = {}});
    EXPECT_EQ(rig.verify(token)->role, Role::Viewer) << "a demotion does not wait for the token to expire";
    rig.clock.advance(2s);
    change({.name = {}, .role = {}, .state = AccountState::Disabled, .password = {}, .expected_version = {}});
    EXPECT_EQ(rig.detail(token), "account disabled");
    change({.name = {}, .role = {}, .state = AccountState::Active, .password = {}, .expected_version = {}});
    EXPECT_EQ(rig.detail(token), "given before the password changed");
    const auto fresh = rig.issuer->issue({rig.acme, bob.id.str(), Role::Admin, {}})->token;
    EXPECT_EQ(rig.detail(fresh), "in");
    rig.clock.advance(2s);
    change({.name = {}, .role = {}, .state = {}, .password = "another good one", .expected_version = {}});
    EXPECT_EQ(rig.detail(fresh), "given before the password changed");
    ASSERT_TRUE(rig.users.remove(rig.acme, bob.id));
    EXPECT_EQ(rig.detail(fresh), "account gone");
}

TEST(TokenVerifier, ATokenLivesNoLongerThanItsKey) {
    Rig rig;
    const auto token = rig.outside.sign(rig.outside_claims());
    ASSERT_EQ(rig.detail(token), "in");
    rig.http.answer_with(testing::key_set({testing::TestIssuer("out-2").jwk()}));
    rig.clock.advance(300s);
    EXPECT_EQ(rig.detail(token), "unknown kid") << "key removed";
    rig.http.answer_with(testing::key_set({testing::TestIssuer("out-1").jwk()}));
    rig.clock.advance(30s);
    EXPECT_EQ(rig.detail(token), "signature") << "another key under the same name";
}

TEST(TokenVerifier, WhileTheProviderIsAwayTheAnswerIsTroubleNotRefusal) {
    Rig rig;
    rig.http.answer = nullptr;
    const auto principal = rig.verify(rig.outside.sign(rig.outside_claims()));
    ASSERT_FALSE(principal);
    EXPECT_EQ(principal.error().code, ErrorCode::Unavailable);
    EXPECT_EQ(principal.error().reason, "jwks");
    EXPECT_EQ(rig.detail(rig.own_token()), "in") << "our own tokens need nobody";
    rig.store.broken = true;
    EXPECT_EQ(rig.detail(rig.own_token()), "error storage");
}

TEST(TokenVerifier, NoTokenMakesItFetchAnythingButTheConfiguredKeys) {
    Rig rig;
    auto claims = rig.outside_claims();
    for (const char* issuer : {"https://evil.example", "http://169.254.169.254/", "file:///etc/passwd"}) {
        claims["iss"] = issuer;
        EXPECT_EQ(rig.detail(rig.outside.sign(claims)), "iss not configured");
    }
    EXPECT_TRUE(rig.http.requests.empty());
    for (const char* id : {"../../dev/null", "' OR 1=1 --", "https://evil.example/key", "\n"}) {
        auto header = rig.outside.header();
        header["kid"] = id;
        EXPECT_FALSE(rig.verify(rig.outside.sign_parts(part(header), part(rig.outside_claims()))));
    }
    for (const auto& request : rig.http.requests) EXPECT_EQ(request.url, "https://id.example/keys");
    EXPECT_EQ(rig.http.requests.size(), 1U);
}

TEST(TokenVerifier, ManyMutationsOfGoodTokensAreAllRefused) {
    Rig rig;
    std::mt19937 random(20261122);
    const std::string good[] = {rig.own_token(), rig.outside.sign(rig.outside_claims())};
    constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=";
    const char* wanted = std::getenv("BESPOKE_TOKEN_MUTATIONS");  // a nightly run sets a million
    const int rounds = wanted != nullptr ? std::atoi(wanted) : 20'000;
    int mutated = 0;
    for (int i = 0; i < rounds; ++i) {
        auto token = good[i % 2];
        const auto at = random() % token.size();
        switch (random() % 3) {
            case 0: token[at] = kLetters[random() % kLetters.size()]; break;
            case 1: token.erase(at, 1 + random() % 3); break;
            default: token.insert(at, 1, kLetters[random() % kLetters.size()]);
        }
        if (token == good[i % 2]) continue;
        ++mutated;
        ASSERT_FALSE(rig.verify(token)) << token;
    }
    EXPECT_GT(mutated, rounds / 20 * 19);
}

}  // namespace
}  // namespace bespoke::identity
