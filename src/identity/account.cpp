#include "identity/account.hpp"

#include <cstdlib>

namespace bespoke::identity {

std::string_view to_string(Role role) {
    switch (role) {
        case Role::Viewer: return "viewer";
        case Role::Editor: return "editor";
        case Role::Admin: return "admin";
    }
    std::abort();
}

std::optional<Role> role_from(std::string_view word) {
    for (const auto role : {Role::Viewer, Role::Editor, Role::Admin}) {
        if (to_string(role) == word) return role;
    }
    return std::nullopt;
}

std::string_view to_string(AccountState state) { return state == AccountState::Active ? "active" : "disabled"; }

std::optional<AccountState> account_state_from(std::string_view word) {
    for (const auto state : {AccountState::Active, AccountState::Disabled}) {
        if (to_string(state) == word) return state;
    }
    return std::nullopt;
}

Account account_of(const ports::Record& record) {
    const auto& body = record.body;
    const auto role = body.is_object() && body.contains("role") && body["role"].is_string()
                          ? role_from(body["role"].get_ref<const std::string&>())
                          : std::nullopt;
    if (!role) return {};
    const auto moment = [&](const char* name) -> std::optional<Timestamp> {
        const auto found = body.find(name);
        if (found == body.end() || !found->is_number_integer()) return std::nullopt;
        return from_millis(found->get<std::int64_t>());
    };
    return {*role, account_state_from(record.state).value_or(AccountState::Disabled), moment("expiresAt"),
            moment("tokensValidFrom").value_or(Timestamp{})};
}

}  // namespace bespoke::identity
