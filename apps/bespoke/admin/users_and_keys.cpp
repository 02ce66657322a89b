#include "admin/operator.hpp"
#include "admin/subcommand.hpp"
#include "installation.hpp"

namespace bespoke::app {
namespace {

using identity::AccountState;
using nlohmann::ordered_json;
constexpr std::size_t kMost = 10'000;
constexpr std::chrono::hours kOverlap{24};

identity::Role role_of(const AdminOptions& options) { return identity::role_from(options.role).value_or(identity::Role::Viewer); }

ordered_json shown(const identity::User& user) {
    return {{"id", user.id.str()},
            {"login", user.login},
            {"role", to_string(user.role)},
            {"state", to_string(user.state)},
            {"created", to_rfc3339(user.created_at)}};
}

ordered_json shown(const identity::ApiKey& key) {
    return {{"id", key.id.str()},
            {"name", key.name},
            {"role", to_string(key.role)},
            {"state", to_string(key.state)},
            {"lastFour", key.last_four},
            {"created", to_rfc3339(key.created_at)},
            {"expires", key.expires_at ? ordered_json(to_rfc3339(*key.expires_at)) : ordered_json(nullptr)}};
}

ordered_json shown(const identity::IssuedApiKey& issued) {
    auto value = shown(issued.key);
    value["key"] = issued.token;
    value["clientId"] = issued.client_id;
    value["clientSecret"] = issued.client_secret;
    return value;
}

/// The first line: what `echo` or a person at the terminal gives.
std::string first_line(const std::string& input) { return input.substr(0, input.find_first_of("\r\n")); }

template <class T>
Result<ordered_json> shown_if(const Result<T>& value) {
    if (!value) return tl::unexpected(value.error());
    return shown(*value);
}

template <class T>
Result<ordered_json> shown_list(const Result<std::vector<T>>& values) {
    if (!values) return tl::unexpected(values.error());
    auto list = ordered_json::array();
    for (const auto& value : *values) list.push_back(shown(value));
    return list;
}

Result<ordered_json> change_user(Installation& installation, const AdminOptions& options, const char* action,
                                 const identity::UserChange& change) {
    return shown_if(installation.users().change(options.tenant_id(), RecordId(options.id), change,
                                                by_operator(installation, action, options.id)));
}

Result<ordered_json> create_key(Installation& installation, const AdminOptions& options) {
    identity::NewApiKey wanted{options.name, role_of(options), std::nullopt};
    if (options.expires_days > 0) wanted.expires_at = installation.ports().clock.now() + std::chrono::days(options.expires_days);
    return shown_if(installation.api_keys().create(options.tenant_id(), wanted, by_operator(installation, "createKey")));
}

Result<ordered_json> set_key_state(Installation& installation, const AdminOptions& options, const char* action,
                                   AccountState state) {
    return shown_if(installation.api_keys().set_state(options.tenant_id(), RecordId(options.id), state,
                                                      by_operator(installation, action, options.id)));
}

}  // namespace

void add_user_commands(CLI::App& app, AdminCommand& command, const std::function<void()>& chosen) {
    AdminGroup group(app, command, chosen);
    auto create = group.add(
        "create", "Add a user; the password is the first line of standard input.",
        [](Installation& installation, const AdminOptions& options, const std::string& input) {
            return shown_if(installation.users().create(
                options.tenant_id(),
                {.login = options.login, .name = options.name, .role = role_of(options), .password = first_line(input)},
                by_operator(installation, "createUser")));
        },
        ReadsInput::Yes);
    create.tenant().role();
    create.command->add_option("--login,--email", create.options->login, "What the user signs in with, usually an e-mail address")
        ->required()
        ->type_name("LOGIN");
    create.command->add_option("--name", create.options->name, "The user's name, for people")->type_name("NAME");
    group
        .add("list", "All users.",
             [](Installation& installation, const AdminOptions& options, const std::string&) {
                 return shown_list(installation.users().list(options.tenant_id(), {}, kMost));
             })
        .tenant();
    group
        .add("set-role", "Change what a user may do.",
             [](Installation& installation, const AdminOptions& options, const std::string&) {
                 return change_user(installation, options, "setUserRole", {.role = role_of(options)});
             })
        .tenant()
        .id()
        .role();
    group
        .add(
            "set-password", "Give a user another password, the first line of standard input.",
            [](Installation& installation, const AdminOptions& options, const std::string& input) {
                return change_user(installation, options, "setUserPassword", {.password = first_line(input)});
            },
            ReadsInput::Yes)
        .tenant()
        .id();
    group
        .add("disable", "Refuse a user from now on, tokens included.",
             [](Installation& installation, const AdminOptions& options, const std::string&) {
                 return change_user(installation, options, "disableUser", {.state = AccountState::Disabled});
             })
        .tenant()
        .id();
    group
        .add("enable", "Let a disabled user in again.",
             [](Installation& installation, const AdminOptions& options, const std::string&) {
                 return change_user(installation, options, "enableUser", {.state = AccountState::Active});
             })
        .tenant()
        .id();
}

void add_key_commands(CLI::App& app, AdminCommand& command, const std::function<void()>& chosen) {
    AdminGroup group(app, command, chosen);
    auto create = group.add("create", "Add an API key; its secret is shown once.",
                            [](Installation& installation, const AdminOptions& options, const std::string&) {
                                return create_key(installation, options);
                            });
    create.tenant().role();
    create.command->add_option("--name", create.options->name, "What it is for")->required()->type_name("NAME");
    create.command->add_option("--expires-days", create.options->expires_days, "Days until it counts no more; 0: never")
        ->check(CLI::Range(0, 3650));
    group
        .add("list", "All API keys, without their secrets.",
             [](Installation& installation, const AdminOptions& options, const std::string&) {
                 return shown_list(installation.api_keys().list(options.tenant_id(), {}, kMost));
             })
        .tenant();
    group
        .add("rotate", "Give a key a fresh secret; the old one counts for a day more.",
             [](Installation& installation, const AdminOptions& options, const std::string&) {
                 return shown_if(installation.api_keys().rotate(options.tenant_id(), RecordId(options.id), kOverlap,
                                                                by_operator(installation, "rotateKey", options.id)));
             })
        .tenant()
        .id();
    group
        .add("disable", "Refuse a key from now on.",
             [](Installation& installation, const AdminOptions& options, const std::string&) {
                 return set_key_state(installation, options, "disableKey", AccountState::Disabled);
             })
        .tenant()
        .id();
    group
        .add("enable", "Let a disabled key in again.",
             [](Installation& installation, const AdminOptions& options, const std::string&) {
                 return set_key_state(installation, options, "enableKey", AccountState::Active);
             })
        .tenant()
        .id();
}

}  // namespace bespoke::app
