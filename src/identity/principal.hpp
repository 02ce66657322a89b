#pragma once

#include <string>
#include <string_view>

#include "base/ids.hpp"

namespace bespoke::identity {

/// Viewer reads; Editor also uploads, tailors and gives feedback; Admin also manages settings, webhooks, users, keys, audit and erasure.
enum class Role { Viewer, Editor, Admin };
std::string_view to_string(Role);

/// Who asks. Made by the token verifier alone.
struct Principal {
    TenantId tenant;
    std::string subject;  ///< record id of the user or key, or the issuer's `sub`; goes to the audit log
    Role role = Role::Viewer;
    std::string token_id;  ///< `jti`; may be empty
};

}  // namespace bespoke::identity
