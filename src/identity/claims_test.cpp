#include "identity/claims.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace bespoke::identity {
namespace {

using nlohmann::json;

constexpr std::int64_t kNow = 1'800'000'000;
const Timestamp now = from_millis(kNow * 1000);

ClaimsPolicy own_policy() { return {.issuer = "https://id.example", .audiences = {"bespoke"}, .default_role = {}}; }
ClaimsPolicy cognito_policy(TokenUse use) {
    return {.issuer = "https://cognito-idp.eu-west-1.amazonaws.com/pool",
            .audiences = {"client1", "client2"},
            .use = use,
            .tenant_claim = "custom:tenantId",
            .role_claim = "cognito:groups",
            .roles = {{"Admins", Role::Admin}, {"Writers", Role::Editor}},
            .default_role = Role::Viewer};
}

json access_claims() {
    return {{"iss", "https://id.example"}, {"aud", "bespoke"}, {"sub", "usr_1"},   {"iat", kNow},
            {"exp", kNow + 900},           {"jti", "t1"},      {"tenant", "acme"}, {"role", "editor"}};
}
json cognito_access_claims() {
    return {{"iss", "https://cognito-idp.eu-west-1.amazonaws.com/pool"},
            {"client_id", "client2"},
            {"token_use", "access"},
            {"sub", "aaaa-bbbb"},
            {"iat", kNow},
            {"exp", kNow + 3600},
            {"jti", "j"},
            {"custom:tenantId", "acme"},
            {"cognito:groups", {"Writers", "Other"}}};
}
json cognito_id_claims() {
    auto claims = cognito_access_claims();
    claims.erase("client_id");
    claims["aud"] = "client1";
    claims["token_use"] = "id";
    return claims;
}

JwsHeader header(std::string type) { return {crypto::SignatureAlgorithm::Rs256, "k", std::move(type)}; }

/// The claims with some members replaced; a discarded value takes one away.
json with(json claims, const json& changes) {
    for (const auto& [name, value] : changes.items()) {
        if (value == "<gone>")
            claims.erase(name);
        else
            claims[name] = value;
    }
    return claims;
}

struct Row {
    const char* name;
    json changes;
};

TEST(Claims, GoodOnesMakeAPrincipal) {
    const auto checked = check_claims(header("at+jwt"), access_claims(), own_policy(), now);
    ASSERT_TRUE(checked);
    EXPECT_EQ(checked->principal.tenant, TenantId("acme"));
    EXPECT_EQ(checked->principal.subject, "usr_1");
    EXPECT_EQ(checked->principal.role, Role::Editor);
    EXPECT_EQ(checked->principal.token_id, "t1");
    EXPECT_EQ(checked->issued_at, now);
    EXPECT_EQ(checked->expires_at, now + std::chrono::seconds(960));
}

TEST(Claims, WhatIsAllowedIsAccepted) {
    const Row rows[] = {
        {"aud among others", {{"aud", {"other", "bespoke"}}}},
        {"nbf now", {{"nbf", kNow}}},
        {"nbf within leeway", {{"nbf", kNow + 60}}},
        {"iat within leeway", {{"iat", kNow + 60}}},
        {"expired within leeway", {{"iat", kNow - 900}, {"exp", kNow - 59}}},
        {"fractions", {{"iat", kNow + 0.25}, {"exp", kNow + 900.75}}},
        {"exactly an hour", {{"exp", kNow + 3600}}},
        {"claims that nobody knows", {{"scope", "x"}, {"azp", "y"}, {"amr", {"pwd"}}}},
        {"tenant of 63 letters", {{"tenant", std::string(63, 'a')}}},
        {"roles as array, the highest counts", {{"role", {"viewer", "editor", "else"}}}},
    };
    for (const auto& row : rows) {
        const auto checked = check_claims(header("at+jwt"), with(access_claims(), row.changes), own_policy(), now);
        EXPECT_TRUE(checked) << row.name << (checked ? "" : checked.error().detail);
    }
}

TEST(Claims, WhateverIsDoubtfulIsRefusedWithTheSameWords) {
    const Row rows[] = {
        {"exp missing", {{"exp", "<gone>"}}},
        {"exp null", {{"exp", nullptr}}},
        {"exp as string", {{"exp", std::to_string(kNow + 900)}}},
        {"exp as array", {{"exp", {kNow + 900}}}},
        {"exp true", {{"exp", true}}},
        {"exp 1e300", {{"exp", 1e300}}},
        {"exp negative", {{"exp", -1}}},
        {"exp zero", {{"exp", 0}}},
        {"exp in milliseconds", {{"exp", (kNow + 900) * 1000}}},
        {"exp of 64 bits", {{"exp", std::numeric_limits<std::uint64_t>::max()}}},
        {"exp past", {{"iat", kNow - 900}, {"exp", kNow - 61}}},
        {"exp just at the end of the leeway", {{"iat", kNow - 900}, {"exp", kNow - 60}}},
        {"exp before iat", {{"exp", kNow - 1}}},
        {"exp equal to iat", {{"exp", kNow}}},
        {"lives longer than an hour", {{"exp", kNow + 3601}}},
        {"lives for years", {{"exp", kNow + 100'000'000}}},
        {"iat missing", {{"iat", "<gone>"}}},
        {"iat future", {{"iat", kNow + 61}}},
        {"iat as string", {{"iat", std::to_string(kNow)}}},
        {"iat negative", {{"iat", -5}}},
        {"iat 1e300", {{"iat", 1e300}}},
        {"iat zero makes it too old", {{"iat", 0}}},
        {"nbf future", {{"nbf", kNow + 61}}},
        {"nbf as string", {{"nbf", "0"}}},
        {"nbf null", {{"nbf", nullptr}}},
        {"nbf 1e300", {{"nbf", 1e300}}},
        {"nbf negative", {{"nbf", -1}}},
        {"iss missing", {{"iss", "<gone>"}}},
        {"iss wrong", {{"iss", "https://evil.example"}}},
        {"iss with slash", {{"iss", "https://id.example/"}}},
        {"iss in capitals", {{"iss", "HTTPS://ID.EXAMPLE"}}},
        {"iss as array", {{"iss", {"https://id.example"}}}},
        {"iss empty", {{"iss", ""}}},
        {"aud missing", {{"aud", "<gone>"}}},
        {"aud wrong", {{"aud", "other"}}},
        {"aud in capitals", {{"aud", "Bespoke"}}},
        {"aud empty", {{"aud", ""}}},
        {"aud empty array", {{"aud", json::array()}}},
        {"aud array without us", {{"aud", {"a", "b"}}}},
        {"aud array with a number", {{"aud", {"bespoke", 1}}}},
        {"aud array in array", {{"aud", json::array({json::array({"bespoke"})})}}},
        {"aud object", {{"aud", {{"bespoke", true}}}}},
        {"sub missing", {{"sub", "<gone>"}}},
        {"sub empty", {{"sub", ""}}},
        {"sub is a number", {{"sub", 7}}},
        {"sub too long", {{"sub", std::string(257, 's')}}},
        {"jti missing", {{"jti", "<gone>"}}},
        {"jti empty", {{"jti", ""}}},
        {"jti is a number", {{"jti", 1}}},
        {"tenant missing", {{"tenant", "<gone>"}}},
        {"tenant empty", {{"tenant", ""}}},
        {"tenant null", {{"tenant", nullptr}}},
        {"tenant is an array", {{"tenant", {"acme"}}}},
        {"tenant in capitals", {{"tenant", "Acme"}}},
        {"tenant with a path", {{"tenant", "../acme"}}},
        {"tenant with NUL", {{"tenant", std::string("ac\0me", 5)}}},
        {"tenant with space", {{"tenant", "acme "}}},
        {"tenant of 64 letters", {{"tenant", std::string(64, 'a')}}},
        {"role missing", {{"role", "<gone>"}}},
        {"role unknown", {{"role", "root"}}},
        {"role in capitals", {{"role", "ADMIN"}}},
        {"role is a number", {{"role", 2}}},
        {"role array of numbers", {{"role", {1, 2}}}},
    };
    std::set<std::string> answers;
    for (const auto& row : rows) {
        const auto checked = check_claims(header("at+jwt"), with(access_claims(), row.changes), own_policy(), now);
        ASSERT_FALSE(checked) << row.name;
        EXPECT_FALSE(checked.error().detail.empty()) << row.name;
        answers.insert(fmt::format("{}|{}|{}|{}", to_string(checked.error().code), checked.error().reason,
                                   checked.error().public_text, checked.error().where));
    }
    EXPECT_EQ(answers.size(), 1U);
    EXPECT_FALSE(check_claims(header("at+jwt"), json::array(), own_policy(), now));
}

TEST(Claims, AnAccessTokenSaysSoInItsHeader) {
    for (const char* type : {"", "jwt", "at-jwt", "at+jwt ", "logout+jwt", "dpop+jwt"}) {
        EXPECT_FALSE(check_claims(header(type), access_claims(), own_policy(), now)) << type;
    }
}

TEST(Claims, APolicyWithoutAudienceRefusesAll) {
    auto policy = own_policy();
    policy.audiences.clear();
    EXPECT_FALSE(check_claims(header("at+jwt"), access_claims(), policy, now));
    EXPECT_FALSE(check_claims(header("at+jwt"), with(access_claims(), {{"aud", ""}}), policy, now));
}

TEST(Claims, CognitoAccessTokensNameTheirClientInPlaceOfAnAudience) {
    const auto policy = cognito_policy(TokenUse::CognitoAccess);
    for (const char* type : {"", "jwt"}) {
        const auto checked = check_claims(header(type), cognito_access_claims(), policy, now);
        ASSERT_TRUE(checked) << checked.error().detail;
        EXPECT_EQ(checked->principal.role, Role::Editor);
        EXPECT_EQ(checked->principal.tenant, TenantId("acme"));
    }
    const Row refused[] = {
        {"an id token", {{"token_use", "id"}}},
        {"no token_use", {{"token_use", "<gone>"}}},
        {"token_use as array", {{"token_use", {"access"}}}},
        {"no client", {{"client_id", "<gone>"}}},
        {"another client", {{"client_id", "client3"}}},
        {"client as array", {{"client_id", {"client1"}}}},
        {"another audience", {{"aud", "client3"}}},
        {"no tenant", {{"custom:tenantId", "<gone>"}}},
        {"tenant under another name", {{"custom:tenantId", "<gone>"}, {"tenant", "acme"}}},
    };
    for (const auto& row : refused)
        EXPECT_FALSE(check_claims(header(""), with(cognito_access_claims(), row.changes), policy, now)) << row.name;
    EXPECT_FALSE(check_claims(header("at+jwt"), cognito_access_claims(), policy, now));
}

TEST(Claims, CognitoIdTokensCarryAnAudience) {
    const auto policy = cognito_policy(TokenUse::CognitoId);
    EXPECT_TRUE(check_claims(header(""), cognito_id_claims(), policy, now));
    EXPECT_TRUE(check_claims(header(""), with(cognito_id_claims(), {{"jti", "<gone>"}}), policy, now));
    const Row refused[] = {
        {"an access token", {{"token_use", "access"}}},
        {"client in place of audience", {{"aud", "<gone>"}, {"client_id", "client1"}}},
        {"another audience", {{"aud", "client3"}}},
        {"expired", {{"iat", kNow - 3600}, {"exp", kNow - 100}}},
    };
    for (const auto& row : refused)
        EXPECT_FALSE(check_claims(header(""), with(cognito_id_claims(), row.changes), policy, now)) << row.name;
    // Each kind is refused where the other is expected.
    EXPECT_FALSE(check_claims(header(""), cognito_access_claims(), policy, now));
    EXPECT_FALSE(check_claims(header(""), cognito_id_claims(), cognito_policy(TokenUse::CognitoAccess), now));
}

TEST(Claims, GroupsBecomeRoles) {
    const auto policy = cognito_policy(TokenUse::CognitoId);
    const auto role = [&](const json& groups) {
        return check_claims(header(""), with(cognito_id_claims(), {{"cognito:groups", groups}}), policy, now)->principal.role;
    };
    EXPECT_EQ(role({"Admins", "Writers"}), Role::Admin);
    EXPECT_EQ(role({"Writers"}), Role::Editor);
    EXPECT_EQ(role("Admins"), Role::Admin);
    EXPECT_EQ(role({"admins"}), Role::Viewer);
    EXPECT_EQ(role("<gone>"), Role::Viewer);
}

TEST(Claims, AnIssuerSpeaksForItsTenantsAlone) {
    auto policy = own_policy();
    policy.tenants = {"beta", "acme"};
    EXPECT_TRUE(check_claims(header("at+jwt"), access_claims(), policy, now));
    policy.tenants = {"beta"};
    EXPECT_FALSE(check_claims(header("at+jwt"), access_claims(), policy, now));
}

}  // namespace
}  // namespace bespoke::identity
