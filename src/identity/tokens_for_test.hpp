#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "crypto/encoding.hpp"
#include "crypto/signing.hpp"

namespace bespoke::identity::testing {

inline std::string part(const nlohmann::json& json) { return crypto::base64url(as_bytes(json.dump())); }

/// An external issuer with one Ed25519 key.
struct TestIssuer {
    explicit TestIssuer(std::string key_id = "k1") : id(std::move(key_id)) {}
    std::string id;
    crypto::SigningKey key = crypto::SigningKey::generate();

    [[nodiscard]] nlohmann::json jwk() const {
        return {{"kty", "OKP"}, {"crv", "Ed25519"}, {"x", crypto::base64url(key.public_bytes())},
                {"kid", id},    {"alg", "EdDSA"},   {"use", "sig"}};
    }
    [[nodiscard]] nlohmann::json header() const { return {{"alg", "EdDSA"}, {"kid", id}, {"typ", "at+jwt"}}; }
    [[nodiscard]] std::string sign_parts(const std::string& header_part, const std::string& payload_part) const {
        const auto input = header_part + "." + payload_part;
        return input + "." + crypto::base64url(key.sign(as_bytes(input)));
    }
    [[nodiscard]] std::string sign(const nlohmann::json& claims) const { return sign_parts(part(header()), part(claims)); }
};

inline std::string key_set(const std::vector<nlohmann::json>& keys) { return nlohmann::json{{"keys", keys}}.dump(); }

}  // namespace bespoke::identity::testing
