#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "base/ids.hpp"
#include "base/time.hpp"
#include "crypto/password.hpp"
#include "identity/account.hpp"
#include "identity/principal.hpp"
#include "ports/clock.hpp"
#include "ports/metadata_store.hpp"
#include "ports/tenant_registry.hpp"

namespace bespoke::identity {

/// A person who may sign in. The hash of the password stays in the record.
struct User {
    RecordId id;        ///< "usr_" and 26 characters
    std::string login;  ///< usually an e-mail address; as it was given
    std::string name;   ///< for people; may be empty
    Role role = Role::Viewer;
    AccountState state = AccountState::Active;
    Timestamp created_at{}, updated_at{};
    std::uint64_t version = 0;
};

struct NewUser {
    std::string login, name;
    Role role = Role::Viewer;
    std::string password;
};

/// What to change; what is absent stays.
struct UserChange {
    std::optional<std::string> name;
    std::optional<Role> role;
    std::optional<AccountState> state;
    std::optional<std::string> password;
    std::optional<std::uint64_t> expected_version;  ///< else whatever it is now
};

/// The users of each tenant, as records. A login stands in sealed bodies alone; the index holds its keyed hash. Changes commit together with
/// `along` (audit entries, events). A new password or a disabled account also ends the tokens given before. Safe from many threads.
class Users {
public:
    struct Parts {
        ports::MetadataStore& store;
        ports::TenantRegistry& tenants;
        ports::Clock& clock;
    };
    explicit Users(const Parts&, crypto::PasswordCost = crypto::PasswordCost::Interactive);
    ~Users();

    /// `Conflict` "user-exists" if the login is taken (in any case of letters); `InvalidInput` "bad-login" (3..254 of letters, digits and
    /// "._%+@-") | "bad-password" (12..256 bytes, not the login) | "bad-name" (more than 200 bytes).
    Result<User> create(const TenantId&, const NewUser&, const ports::Batch& along = {});
    /// Missing is `nullopt`.
    Result<std::optional<User>> get(const TenantId&, const RecordId&);
    /// The newest first, behind `after` (empty for the start).
    Result<std::vector<User>> list(const TenantId&, const RecordId& after, std::size_t limit);
    /// `NotFound` "no-user"; `Conflict` "version" if it changed meanwhile; `Conflict` "last-admin" if no active admin would be left;
    /// `InvalidInput` as above.
    Result<User> change(const TenantId&, const RecordId&, const UserChange&, const ports::Batch& along = {});
    /// Forget for good. Missing is success; `Conflict` "last-admin".
    Status remove(const TenantId&, const RecordId&, const ports::Batch& along = {});

    /// The active user with this login and password in an active tenant. Everything else is the same `Forbidden` "invalid-credentials"
    /// after the same work (one Argon2id), whether tenant and user exist or not. After five failures in a row for a login
    /// `LimitExceeded` "too-many-attempts" (`where`: seconds to wait) for a while that doubles from 1 s to 15 min, likewise for logins
    /// that don't exist; this memory is bounded and ends with the process.
    Result<User> authenticate(const TenantId&, std::string_view login, std::string_view password);

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace bespoke::identity
