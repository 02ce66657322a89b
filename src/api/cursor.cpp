#include "api/cursor.hpp"

#include "api/problem.hpp"
#include "crypto/encoding.hpp"
#include "crypto/sealed.hpp"

namespace bespoke::api {
namespace {

crypto::SealContext context(const TenantId& tenant, std::string_view scope) { return {tenant, "cursor", scope, "position"}; }

}  // namespace

Result<std::string> Cursors::seal(const TenantId& tenant, std::string_view scope, std::string_view position) const {
    const auto key = keys_.current(tenant);
    if (!key) return tl::unexpected(key.error());
    return crypto::base64url(crypto::seal(*key, context(tenant, scope), as_bytes(position)));
}

Result<std::string> Cursors::open(const TenantId& tenant, std::string_view scope, std::string_view cursor) const {
    const auto sealed = crypto::from_base64url(cursor);
    const auto id = sealed ? crypto::key_id_of(*sealed) : std::nullopt;
    if (!id) return not_found();
    const auto key = keys_.find(tenant, *id);
    if (!key) return key.error().code == ErrorCode::NotFound ? not_found() : tl::unexpected(key.error());
    const auto plain = crypto::open(*key, context(tenant, scope), *sealed);
    if (!plain) return not_found();
    return std::string(as_text(*plain));
}

}  // namespace bespoke::api
