#include "identity/revocation.hpp"

#include "base/bytes.hpp"

namespace bespoke::identity {

RecordId revocation_id(const std::string& issuer, const std::string& token_id, std::string_view token) {
    const auto named = token_id.empty() ? fmt::format("token\n{}", token.substr(0, token.rfind('.')))
                                        : fmt::format("jti\n{}\n{}", issuer, token_id);
    return RecordId("rvk_" + sha256_hex(as_bytes(named)));
}

ports::Write revocation(const RecordId& id, Timestamp expires_at, Timestamp now) {
    return ports::Put{{.kind = ports::RecordKind::RevokedToken,
                       .id = id,
                       .state = "revoked",
                       .due = expires_at,
                       .created_at = now,
                       .body = nlohmann::json::object()}};
}

}  // namespace bespoke::identity
