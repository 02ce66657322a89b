#include "identity/users.hpp"

#include <algorithm>
#include <mutex>
#include <semaphore>

#include "crypto/encoding.hpp"
#include "crypto/mac.hpp"
#include "crypto/random.hpp"
#include "identity/attempt_gate.hpp"

namespace bespoke::identity {
namespace {

using nlohmann::json;
using ports::Put;
using ports::Record;
using ports::RecordKind;

const RecordId kIndexKey("user-index-key");
constexpr std::size_t kPage = 200;
/// Each hash takes 64 MiB while it is made: more at once would let sign-ins use up the memory.
constexpr int kHashesAtOnce = 4;

std::string lower(std::string_view text) {
    std::string result(text);
    std::ranges::transform(result, result.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return result;
}

bool is_login(std::string_view login) {
    const auto allowed = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               std::string_view("._%+@-").find(c) != std::string_view::npos;
    };
    return login.size() >= 3 && login.size() <= 254 && std::ranges::all_of(login, allowed);
}

Status check_login(const std::string& login) {
    if (is_login(login)) return {};
    return fail(ErrorCode::InvalidInput, "bad-login", "The login must have 3 to 254 letters, digits or ._%+@-; choose another.");
}
Status check_name(const std::string& name) {
    if (name.size() <= 200) return {};
    return fail(ErrorCode::InvalidInput, "bad-name", "The name is longer than 200 bytes; shorten it.");
}
Status check_password(const std::string& password, const std::string& login) {
    if (password.size() < 12 || password.size() > 256) {
        return fail(ErrorCode::InvalidInput, "bad-password", "The password must have 12 to 256 bytes; choose another.");
    }
    if (lower(password) == lower(login))
        return fail(ErrorCode::InvalidInput, "bad-password", "The password must not be the login; choose another.");
    return {};
}

User user_of(const Record& record) {
    const auto account = account_of(record);
    return {record.id,
            record.body.value("login", ""),
            record.body.value("name", ""),
            account.role,
            account.state,
            record.created_at,
            record.updated_at,
            record.version};
}

ports::Batch with(const ports::Batch& along, std::vector<ports::Write> writes) {
    ports::Batch batch = along;
    batch.writes.insert(batch.writes.begin(), std::make_move_iterator(writes.begin()), std::make_move_iterator(writes.end()));
    return batch;
}

bool is_active_admin(const Account& account) { return account.role == Role::Admin && account.state == AccountState::Active; }

tl::unexpected<Error> no_user() { return fail(ErrorCode::NotFound, "no-user", "There is no such user; check the id."); }
tl::unexpected<Error> last_admin() {
    return fail(ErrorCode::Conflict, "last-admin", "This is the last active admin; make another user admin first.");
}
tl::unexpected<Error> invalid_credentials(std::string detail) {
    return fail(ErrorCode::Forbidden, "invalid-credentials", "The login or the password is wrong; check both.",
                std::move(detail));
}

}  // namespace

struct Users::Impl {
    Impl(const Parts& with_parts, crypto::PasswordCost with_cost) : parts(with_parts), cost(with_cost) {}
    Parts parts;
    crypto::PasswordCost cost;
    AttemptGate gate;
    std::mutex changes;  // makes "is there another admin?" and the change one step
    std::counting_semaphore<kHashesAtOnce> hashing{kHashesAtOnce};
    std::string dummy_hash = crypto::hash_password("a password that nobody has", cost);

    std::string hash(const std::string& password) {
        hashing.acquire();
        auto result = crypto::hash_password(password, cost);
        hashing.release();
        return result;
    }
    bool matches(std::string_view password, const std::string& expected) {
        hashing.acquire();
        const bool result = crypto::verify_password(password, expected);
        hashing.release();
        return result;
    }

    Result<std::optional<Record>> load(const TenantId& tenant, const RecordId& id) {
        return parts.store.get(tenant, RecordKind::User, id);
    }

    /// The tenant's key for the index of logins. It lies in a sealed body and dies with the tenant's keys.
    Result<std::optional<Bytes>> index_key(const TenantId& tenant) {
        auto record = parts.store.get(tenant, RecordKind::Marker, kIndexKey);
        if (!record) return tl::unexpected(std::move(record.error()));
        if (!*record) return std::nullopt;
        return crypto::from_base64url((*record)->body.value("key", ""));
    }
    Result<Bytes> index_key_or_new(const TenantId& tenant) {
        auto key = index_key(tenant);
        if (!key) return tl::unexpected(std::move(key.error()));
        if (*key) return **std::move(key);
        Bytes fresh(32);
        crypto::fill_random(fresh);
        Record record{.kind = RecordKind::Marker,
                      .id = kIndexKey,
                      .created_at = parts.clock.now(),
                      .body = {{"key", crypto::base64url(fresh)}}};
        const auto stored = parts.store.commit(tenant, {.writes = {Put{record, Put::If::Absent}}, .events = {}, .audit = {}});
        if (stored) return fresh;
        if (stored.error().reason != "version") return tl::unexpected(stored.error());
        key = index_key(tenant);  // somebody else was first
        if (!key) return tl::unexpected(std::move(key.error()));
        if (*key) return **std::move(key);
        return fail(ErrorCode::Corrupt, "user-index", "The users' index is damaged; restore a backup.");
    }
    static RecordId index_id(const Bytes& key, const TenantId& tenant, std::string_view login) {
        const auto mac = crypto::hmac_sha256(key, as_bytes(fmt::format("{}\n{}", tenant.str(), lower(login))));
        return RecordId("user-login-" + crypto::hex(mac));
    }

    Result<std::optional<Record>> find(const TenantId& tenant, std::string_view login) {
        auto key = index_key(tenant);
        if (!key) return tl::unexpected(std::move(key.error()));
        // Without a key there are no users; look all the same, so that both ways cost alike.
        const auto id = index_id(*key ? **key : Bytes(32), tenant, login);
        auto entry = parts.store.get(tenant, RecordKind::Marker, id);
        if (!entry) return tl::unexpected(std::move(entry.error()));
        return load(tenant, RecordId(*entry ? (*entry)->body.value("user", "") : "usr_nobody"));
    }

    Result<bool> has_other_admin(const TenantId& tenant, const RecordId& but) {
        ports::RecordQuery query{.kind = RecordKind::User, .state = std::string(to_string(AccountState::Active)), .limit = kPage};
        while (true) {
            const auto page = parts.store.list(tenant, query);
            if (!page) return tl::unexpected(page.error());
            if (std::ranges::any_of(*page, [&](const Record& one) { return one.id != but && is_active_admin(account_of(one)); }))
                return true;
            if (page->size() < kPage) return false;
            query.after = page->back().id;
        }
    }
    Status keep_an_admin(const TenantId& tenant, const Record& before, const Account& after) {
        if (!is_active_admin(account_of(before)) || is_active_admin(after)) return {};
        const auto other = has_other_admin(tenant, before.id);
        if (!other) return tl::unexpected(other.error());
        if (!*other) return last_admin();
        return {};
    }

    Status apply(Record& record, const UserChange& change) {
        auto& body = record.body;
        if (change.name) {
            if (auto checked = check_name(*change.name); !checked) return checked;
            body["name"] = *change.name;
        }
        if (change.password) {
            if (auto checked = check_password(*change.password, body.value("login", "")); !checked) return checked;
            body["passwordHash"] = hash(*change.password);
        }
        if (change.role) body["role"] = to_string(*change.role);
        if (change.state) record.state = to_string(*change.state);
        if (change.password || change.state == AccountState::Disabled) body["tokensValidFrom"] = to_millis(parts.clock.now());
        return {};
    }

    /// The user if all is well; an empty answer for whatever is wrong; an error only if the store fails.
    Result<std::optional<User>> check(const TenantId& tenant, std::string_view login, std::string_view password) {
        auto state = parts.tenants.get(tenant);
        if (!state && state.error().code != ErrorCode::InvalidInput) return tl::unexpected(std::move(state.error()));
        auto record = find(tenant, login);
        const bool store_failed =
            !record && record.error().code != ErrorCode::NotFound && record.error().code != ErrorCode::InvalidInput;
        if (store_failed) return tl::unexpected(std::move(record.error()));
        const bool found = record && *record;
        const bool right = matches(password, found ? (*record)->body.value("passwordHash", dummy_hash) : dummy_hash);
        const bool tenant_active = state && *state && (*state)->state == ports::TenantState::Active;
        if (!found || !right || !tenant_active) return std::nullopt;
        auto user = user_of(**record);
        if (user.state != AccountState::Active) return std::nullopt;
        return user;
    }
};

Users::Users(const Parts& parts, crypto::PasswordCost cost) : impl_(std::make_unique<Impl>(parts, cost)) {}
Users::~Users() = default;

Result<User> Users::create(const TenantId& tenant, const NewUser& user, const ports::Batch& along) {
    for (const auto& checked : {check_login(user.login), check_name(user.name), check_password(user.password, user.login)}) {
        if (!checked) return tl::unexpected(checked.error());
    }
    const auto key = impl_->index_key_or_new(tenant);
    if (!key) return tl::unexpected(key.error());
    const auto now = impl_->parts.clock.now();
    const RecordId id(crypto::random_id("usr", now));
    const Record record{.kind = RecordKind::User,
                        .id = id,
                        .state = std::string(to_string(AccountState::Active)),
                        .created_at = now,
                        .body = {{"login", user.login},
                                 {"name", user.name},
                                 {"role", to_string(user.role)},
                                 {"passwordHash", impl_->hash(user.password)}}};
    const Record entry{.kind = RecordKind::Marker,
                       .id = Impl::index_id(*key, tenant, user.login),
                       .created_at = now,
                       .body = {{"user", id.str()}}};
    const auto stored =
        impl_->parts.store.commit(tenant, with(along, {Put{record, Put::If::Absent}, Put{entry, Put::If::Absent}}));
    if (!stored && stored.error().reason == "version") {
        return fail(ErrorCode::Conflict, "user-exists",
                    "There is a user with this login already; choose another or change that one.");
    }
    if (!stored) return tl::unexpected(stored.error());
    auto kept = user_of(record);
    kept.version = 1;
    kept.updated_at = now;
    return kept;
}

Result<std::optional<User>> Users::get(const TenantId& tenant, const RecordId& id) {
    const auto record = impl_->load(tenant, id);
    if (!record) return tl::unexpected(record.error());
    if (!*record) return std::nullopt;
    return user_of(**record);
}

Result<std::vector<User>> Users::list(const TenantId& tenant, const RecordId& after, std::size_t limit) {
    const auto records = impl_->parts.store.list(tenant, {.kind = RecordKind::User, .state = {}, .after = after, .limit = limit});
    if (!records) return tl::unexpected(records.error());
    std::vector<User> users;
    std::ranges::transform(*records, std::back_inserter(users), user_of);
    return users;
}

Result<User> Users::change(const TenantId& tenant, const RecordId& id, const UserChange& change, const ports::Batch& along) {
    const std::lock_guard lock(impl_->changes);
    auto found = impl_->load(tenant, id);
    if (!found) return tl::unexpected(std::move(found.error()));
    if (!*found) return no_user();
    const auto before = **found;
    auto record = before;
    if (auto applied = impl_->apply(record, change); !applied) return tl::unexpected(std::move(applied.error()));
    if (auto kept = impl_->keep_an_admin(tenant, before, account_of(record)); !kept)
        return tl::unexpected(std::move(kept.error()));
    const auto version = change.expected_version.value_or(before.version);
    if (auto stored = impl_->parts.store.commit(tenant, with(along, {Put{record, Put::If::Matches, version}})); !stored) {
        return tl::unexpected(std::move(stored.error()));
    }
    found = impl_->load(tenant, id);
    if (!found) return tl::unexpected(std::move(found.error()));
    if (!*found) return no_user();
    return user_of(**found);
}

Status Users::remove(const TenantId& tenant, const RecordId& id, const ports::Batch& along) {
    const std::lock_guard lock(impl_->changes);
    const auto found = impl_->load(tenant, id);
    if (!found) return tl::unexpected(found.error());
    if (!*found) return impl_->parts.store.commit(tenant, along);
    if (auto kept = impl_->keep_an_admin(tenant, **found, Account{}); !kept) return kept;
    const auto key = impl_->index_key_or_new(tenant);
    if (!key) return tl::unexpected(key.error());
    const auto entry = Impl::index_id(*key, tenant, (*found)->body.value("login", ""));
    return impl_->parts.store.commit(
        tenant, with(along, {ports::Remove{RecordKind::User, id}, ports::Remove{RecordKind::Marker, entry}}));
}

Result<User> Users::authenticate(const TenantId& tenant, std::string_view login, std::string_view password) {
    const auto name = sha256_hex(as_bytes(fmt::format("{}\n{}", tenant.str(), lower(login))));
    if (const auto wait = impl_->gate.enter(name, impl_->parts.clock.now())) {
        return fail(ErrorCode::LimitExceeded, "too-many-attempts",
                    "There were too many failed attempts for this login; wait and try again.", {}, std::to_string(wait->count()));
    }
    auto user = impl_->check(tenant, login, password);
    if (!user) return tl::unexpected(std::move(user.error()));
    if (!*user) return invalid_credentials("login refused");
    impl_->gate.succeeded(name);
    return **std::move(user);
}

}  // namespace bespoke::identity
