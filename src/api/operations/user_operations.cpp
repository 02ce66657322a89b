#include "api/answer.hpp"
#include "api/conditional.hpp"
#include "api/operations/identity_operations.hpp"
#include "api/operations/pages.hpp"
#include "api/problem.hpp"
#include "identity/wire.hpp"

namespace bespoke::api {
namespace {

using identity::AccountState;
using identity::User;

http::Response user_answer(int status, const User& user) {
    return with_etag(json_answer(status, identity::to_json(user)), user.version);
}

Result<User> find_user(const IdentityParts& parts, const Call& call) {
    auto user = parts.users.get(call.tenant(), RecordId(call.path.at("userId")));
    if (!user) return tl::unexpected(user.error());
    if (!*user) return not_found();
    return std::move(**user);
}

Result<http::Response> list_users(const IdentityParts& parts, const Call& call) {
    const auto query = page_query(call, parts.cursors, call.operation);
    if (!query) return tl::unexpected(query.error());
    auto users = parts.users.list(call.tenant(), query->after, query->limit + 1);
    if (!users) return tl::unexpected(users.error());
    service::Page<User> page;
    if (users->size() > query->limit) {
        users->resize(query->limit);
        page.next = users->back().id;
    }
    page.items = std::move(*users);
    return page_answer<User>(call, parts.cursors, call.operation, page, [](const User& item) { return identity::to_json(item); });
}

Result<http::Response> create_user(const IdentityParts& parts, const Call& call) {
    const auto& body = call.body;
    const auto user =
        parts.users.create(call.tenant(), {body.at("login"), body.value("name", ""),
                                           *identity::role_from(body.at("role").get<std::string>()), body.at("password")});
    if (!user) return tl::unexpected(user.error());
    return with_location(user_answer(201, *user), "/v1/users/" + user->id.str());
}

Result<http::Response> get_user(const IdentityParts& parts, const Call& call) {
    const auto user = find_user(parts, call);
    if (!user) return tl::unexpected(user.error());
    return user_answer(200, *user);
}

Result<identity::UserChange> change_from(const Call& call) {
    const auto version = expected_version(call);
    if (!version) return tl::unexpected(version.error());
    const auto& body = call.body;
    identity::UserChange change;
    if (body.contains("name")) change.name = body["name"];
    if (body.contains("password")) change.password = body["password"];
    if (body.contains("role")) change.role = identity::role_from(body["role"].get<std::string>());
    if (body.contains("enabled")) change.state = body["enabled"].get<bool>() ? AccountState::Active : AccountState::Disabled;
    change.expected_version = *version;
    return change;
}

Result<http::Response> update_user(const IdentityParts& parts, const Call& call) {
    // First whether there is one: what isn't there has no version.
    const auto found = find_user(parts, call);
    if (!found) return tl::unexpected(found.error());
    const auto change = change_from(call);
    if (!change) return tl::unexpected(change.error());
    const auto user = parts.users.change(call.tenant(), found->id, *change);
    if (!user) return tl::unexpected(user.error());
    return user_answer(200, *user);
}

Result<http::Response> delete_user(const IdentityParts& parts, const Call& call) {
    const auto user = find_user(parts, call);
    if (!user) return tl::unexpected(user.error());
    if (auto matches = check_if_match(call, user->version); !matches) return tl::unexpected(matches.error());
    if (auto removed = parts.users.remove(call.tenant(), user->id); !removed) return tl::unexpected(removed.error());
    return no_content();
}

}  // namespace

Operations make_user_operations(const IdentityParts& parts) {
    const auto bound = [parts](auto work) { return [parts, work](const Call& call) { return work(parts, call); }; };
    return {{"listUsers", bound(list_users)},
            {"createUser", bound(create_user)},
            {"getUser", bound(get_user)},
            {"updateUser", bound(update_user)},
            {"deleteUser", bound(delete_user)}};
}

}  // namespace bespoke::api
