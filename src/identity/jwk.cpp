#include "identity/jwk.hpp"

#include <array>
#include <set>

#include "base/strict_json.hpp"
#include "crypto/encoding.hpp"
#include "identity/roca.hpp"

namespace bespoke::identity {
namespace {

using nlohmann::json;

constexpr std::size_t kMaxKeys = 64;
constexpr std::size_t kMaxSetBytes = 256 * 1024;
constexpr std::size_t kMaxKeyIdBytes = 256;

tl::unexpected<Error> bad_key(std::string detail) {
    return fail(ErrorCode::InvalidInput, "bad-key", "The key is not a public signature key that is accepted; configure another.",
                std::move(detail));
}
tl::unexpected<Error> bad_set(ErrorCode code, std::string detail) {
    return fail(code, "bad-key-set", "The identity provider's key set can't be used; ask its operator to correct it.",
                std::move(detail));
}

std::string text_of(const json& object, const char* name) {
    const auto found = object.find(name);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::optional<Bytes> number_of(const json& jwk, const char* name) {
    auto bytes = crypto::from_base64url(text_of(jwk, name));
    if (bytes && bytes->empty()) return std::nullopt;
    return bytes;
}

/// True if the key may verify signatures as far as `use` and `key_ops` say (RFC 7517 sections 4.2, 4.3).
bool is_for_signatures(const json& jwk) {
    if (jwk.contains("use") && jwk["use"] != "sig") return false;
    if (!jwk.contains("key_ops")) return true;
    const auto& operations = jwk["key_ops"];
    return operations.is_array() && std::ranges::find(operations, json("verify")) != operations.end();
}

Result<crypto::PublicKey> rsa_key(const json& jwk) {
    const auto n = number_of(jwk, "n"), e = number_of(jwk, "e");
    if (!n || !e) return bad_key("n or e is no base64url");
    if (has_roca_mark(*n)) return bad_key("ROCA");
    return crypto::PublicKey::rsa(*n, *e);
}

Result<crypto::PublicKey> curve_key(const json& jwk, std::string_view type) {
    const auto curve = text_of(jwk, "crv");
    const auto x = number_of(jwk, "x");
    if (type == "OKP" && curve == "Ed25519" && x) return crypto::PublicKey::ed25519(*x);
    const auto y = number_of(jwk, "y");
    if (type == "EC" && curve == "P-256" && x && y) return crypto::PublicKey::p256(*x, *y);
    return bad_key("curve not used");
}

Result<crypto::PublicKey> public_key(const json& jwk) {
    const auto type = text_of(jwk, "kty");
    return type == "RSA" ? rsa_key(jwk) : curve_key(jwk, type);
}

/// Names exactly the members that make the key (RFC 7638 section 3.2).
std::string fingerprint(const json& jwk) {
    json members = json::object();
    for (const char* name : {"crv", "e", "kty", "n", "x", "y"}) {
        if (jwk.contains(name)) members[name] = jwk[name];
    }
    return sha256_hex(as_bytes(members.dump()));
}

bool is_secret(const json& jwk) { return jwk.contains("d") || jwk.contains("k") || text_of(jwk, "kty") == "oct"; }

Result<std::vector<Jwk>> read_keys(const json& keys) {
    std::vector<Jwk> found;
    std::set<std::string> names;
    for (const auto& jwk : keys) {
        if (!jwk.is_object()) return bad_set(ErrorCode::InvalidInput, "a key is no object");
        // Whoever publishes a secret has lost it: nothing of that set can be trusted.
        if (is_secret(jwk)) return bad_set(ErrorCode::InvalidInput, "a secret in a public key set");
        const auto id = text_of(jwk, "kid");
        if (!id.empty() && !names.insert(id).second) return bad_set(ErrorCode::InvalidInput, "one kid twice");
        if (auto key = parse_jwk(jwk)) found.push_back(*std::move(key));
    }
    return found;
}

}  // namespace

bool verify(const Jws& jws, const Jwk& jwk) {
    return jws.header.key_id == jwk.id && jws.header.algorithm == jwk.key.algorithm() &&
           jwk.key.verifies(as_bytes(jws.signing_input), jws.signature);
}

Result<Jwk> parse_jwk(const json& jwk) {
    if (!jwk.is_object() || is_secret(jwk)) return bad_key("no public key");
    const auto id = text_of(jwk, "kid");
    if (id.empty() || id.size() > kMaxKeyIdBytes) return bad_key("no kid or a long one");
    if (!is_for_signatures(jwk)) return bad_key("not for signatures");
    auto key = public_key(jwk);
    if (!key) return tl::unexpected(std::move(key.error()));
    if (jwk.contains("alg") && jwk["alg"] != crypto::to_string(key->algorithm())) return bad_key("alg contradicts the key");
    return Jwk{id, fingerprint(jwk), *std::move(key)};
}

Result<std::vector<Jwk>> parse_jwk_set(std::string_view text) {
    if (text.size() > kMaxSetBytes) return bad_set(ErrorCode::LimitExceeded, "key set too long");
    const auto set = parse_strict_json(text, {.bytes = kMaxSetBytes, .depth = 8});
    if (!set || !set->is_object() || !set->contains("keys") || !(*set)["keys"].is_array()) {
        return bad_set(ErrorCode::InvalidInput, "no key set");
    }
    const auto& keys = (*set)["keys"];
    if (keys.size() > kMaxKeys) return bad_set(ErrorCode::LimitExceeded, "more than 64 keys");
    return read_keys(keys);
}

}  // namespace bespoke::identity
