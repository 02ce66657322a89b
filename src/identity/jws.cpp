#include "identity/jws.hpp"

#include <array>
#include <nlohmann/json.hpp>
#include <optional>

#include "base/strict_json.hpp"
#include "crypto/encoding.hpp"
#include "identity/invalid_token.hpp"

namespace bespoke::identity {
namespace {

using nlohmann::json;

constexpr std::size_t kMaxTokenBytes = 16 * 1024;
constexpr std::size_t kMaxKeyIdBytes = 256;

/// Each of these would let the token bring or fetch its own key, change what is signed, or make it something else than a JWS.
constexpr std::array<std::string_view, 8> kRefusedMembers = {"jwk", "jku", "x5u", "x5c", "crit", "b64", "zip", "enc"};

std::optional<crypto::SignatureAlgorithm> algorithm_from(const json& name) {
    using enum crypto::SignatureAlgorithm;
    for (const auto algorithm : {EdDsa, Es256, Rs256}) {
        if (name == crypto::to_string(algorithm)) return algorithm;
    }
    return std::nullopt;
}

/// `typ` without regard to case and without the prefix that RFC 7515 section 4.1.9 lets one leave out.
std::string normal_type(std::string type) {
    std::ranges::transform(type, type.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    constexpr std::string_view kPrefix = "application/";
    return type.starts_with(kPrefix) ? type.substr(kPrefix.size()) : type;
}

Result<JwsHeader> read_header(std::string_view text) {
    const auto header = parse_strict_json(text, {.bytes = kMaxTokenBytes, .depth = 4});
    if (!header || !header->is_object()) return refuse_token("header is no JSON object");
    for (const auto member : kRefusedMembers) {
        if (header->contains(member)) return refuse_token(fmt::format("header has {}", member));
    }
    const auto algorithm = algorithm_from(header->value("alg", json()));
    if (!algorithm) return refuse_token("alg not allowed");
    const auto id = header->value("kid", json());
    if (!id.is_string() || id.get_ref<const std::string&>().empty()) return refuse_token("no kid");
    if (id.get_ref<const std::string&>().size() > kMaxKeyIdBytes) return refuse_token("kid too long");
    const auto type = header->value("typ", json(""));
    if (!type.is_string()) return refuse_token("typ is no string");
    return JwsHeader{*algorithm, id.get<std::string>(), normal_type(type.get<std::string>())};
}

/// The three parts between two dots; a signed token with fewer or more is something else.
std::optional<std::array<std::string_view, 3>> split(std::string_view compact) {
    const auto first = compact.find('.');
    if (first == std::string_view::npos) return std::nullopt;
    const auto second = compact.find('.', first + 1);
    if (second == std::string_view::npos || compact.find('.', second + 1) != std::string_view::npos) return std::nullopt;
    return std::array{compact.substr(0, first), compact.substr(first + 1, second - first - 1), compact.substr(second + 1)};
}

}  // namespace

Result<Jws> parse_jws(std::string_view compact) {
    if (compact.size() > kMaxTokenBytes) return refuse_token("token too long");
    const auto parts = split(compact);
    if (!parts) return refuse_token("not three parts");
    const auto header_bytes = crypto::from_base64url((*parts)[0]);
    auto payload = crypto::from_base64url((*parts)[1]);
    auto signature = crypto::from_base64url((*parts)[2]);
    if (!header_bytes || !payload || !signature) return refuse_token("not base64url");
    if (signature->empty()) return refuse_token("no signature");
    auto header = read_header(as_text(*header_bytes));
    if (!header) return tl::unexpected(std::move(header.error()));
    const auto signing_input = compact.substr(0, compact.rfind('.'));
    return Jws{*std::move(header), std::string(signing_input), *std::move(payload), *std::move(signature)};
}

}  // namespace bespoke::identity
