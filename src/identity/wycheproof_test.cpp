#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "identity/jwk.hpp"
#include "identity/jws.hpp"

namespace bespoke::identity {
namespace {

using nlohmann::json;
namespace fs = std::filesystem;

std::optional<json> vectors(const std::string& name) {
    const char* directory = std::getenv("BESPOKE_CORPUS_DIR");
    std::ifstream file(fs::path(directory != nullptr ? directory : "../shared") / "vectors" / "wycheproof" / name);
    if (!file) return std::nullopt;
    return json::parse(file);
}

/// As a verifier would: the keys as a public set, the token in compact form.
bool accepts(const json& keys, const json& token) {
    if (!token.is_string()) return false;
    const auto set = parse_jwk_set((keys.contains("keys") ? keys : json{{"keys", {keys}}}).dump());
    const auto jws = parse_jws(token.get<std::string>());
    if (!set || !jws) return false;
    return std::ranges::any_of(*set, [&](const Jwk& jwk) { return verify(*jws, jwk); });
}

/// True if a group's key is of a kind that we use at all.
bool is_allowed(const json& key) {
    const auto algorithm = key.value("alg", "");
    return algorithm == "RS256" || algorithm == "ES256" || algorithm == "EdDSA";
}

struct Counts {
    int valid_accepted = 0, valid_refused_by_policy = 0, invalid_refused = 0;
};

Counts check(const json& file) {
    Counts counts;
    for (const auto& group : file["testGroups"]) {
        const auto& key = group.contains("public") ? group["public"] : group["private"];
        const auto first = key.contains("keys") ? key["keys"][0] : key;
        for (const auto& test : group["tests"]) {
            const auto token = test.contains("jws") ? test["jws"] : test["jwe"];
            const bool accepted = accepts(key, token);
            const bool wanted = test["result"] == "valid" && is_allowed(first) && test.contains("jws");
            EXPECT_EQ(accepted, wanted) << group["comment"] << " " << test["tcId"] << " " << test["comment"];
            if (test["result"] != "valid")
                ++counts.invalid_refused;
            else
                ++(wanted ? counts.valid_accepted : counts.valid_refused_by_policy);
        }
    }
    return counts;
}

void expect_counts(const char* file, const Counts& expected) {
    const auto all = vectors(file);
    if (!all) GTEST_SKIP() << "no wycheproof vectors below BESPOKE_CORPUS_DIR";
    const auto counts = check(*all);
    EXPECT_EQ(counts.valid_accepted, expected.valid_accepted);
    EXPECT_EQ(counts.valid_refused_by_policy, expected.valid_refused_by_policy);
    EXPECT_EQ(counts.invalid_refused, expected.invalid_refused);
}

TEST(Wycheproof, JsonWebSignaturesAreJudgedRightly) {
    expect_counts("json_web_signature_test.json", {.valid_accepted = 10, .valid_refused_by_policy = 36, .invalid_refused = 355});
}
TEST(Wycheproof, JsonWebKeysAreJudgedRightly) {
    expect_counts("json_web_key_test.json", {.valid_accepted = 1, .valid_refused_by_policy = 4, .invalid_refused = 21});
}
TEST(Wycheproof, JsonWebCryptographyIsJudgedRightly) {
    expect_counts("json_web_crypto_test.json", {.valid_accepted = 2, .valid_refused_by_policy = 4, .invalid_refused = 77});
}

}  // namespace
}  // namespace bespoke::identity
