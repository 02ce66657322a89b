#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>

#include "base/time.hpp"
#include "identity/principal.hpp"
#include "ports/metadata_store.hpp"

namespace bespoke::identity {

/// Whether a user or key may get in. Also the `state` of its record.
enum class AccountState { Active, Disabled };
std::string_view to_string(AccountState);
/// `nullopt` for any other word.
std::optional<AccountState> account_state_from(std::string_view);
std::optional<Role> role_from(std::string_view);

/// What the token verifier asks of the record of a user or key.
struct Account {
    Role role = Role::Viewer;
    AccountState state = AccountState::Disabled;
    std::optional<Timestamp> expires_at;
    Timestamp tokens_valid_from{};  ///< tokens given before count no more
};
/// Members common to both kinds of record; a damaged one reads as a disabled viewer.
Account account_of(const ports::Record&);

}  // namespace bespoke::identity
