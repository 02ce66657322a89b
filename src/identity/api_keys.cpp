#include "identity/api_keys.hpp"

#include <algorithm>

#include "crypto/encoding.hpp"
#include "crypto/mac.hpp"
#include "crypto/random.hpp"
#include "identity/invalid_token.hpp"

namespace bespoke::identity {
namespace {

using ports::Put;
using ports::Record;
using ports::RecordKind;

constexpr std::size_t kSecretBytes = 32;
constexpr std::string_view kTokenPrefix = "bsk_", kIdPrefix = "key_";
constexpr std::size_t kIdLetters = 26;

/// The secret is 256 random bits, so one pass of a keyed hash is enough. Bound to its place: a hash moved to another key fits nothing.
std::string hash_of(BytesView secret, const TenantId& tenant, const RecordId& id) {
    return crypto::hex(crypto::hmac_sha256(secret, as_bytes(fmt::format("bespoke api key 1\n{}\n{}", tenant.str(), id.str()))));
}

ApiKey key_of(const Record& record) {
    const auto account = account_of(record);
    return {record.id,         record.body.value("name", ""),
            account.role,      record.body.value("lastFour", ""),
            account.state,     record.created_at,
            record.updated_at, account.expires_at,
            record.version};
}

struct Secret {
    std::string text;
    std::string hash;
};
Secret new_secret(const TenantId& tenant, const RecordId& id) {
    Bytes bytes(kSecretBytes);
    crypto::fill_random(bytes);
    return {crypto::base64url(bytes), hash_of(bytes, tenant, id)};
}

IssuedApiKey issued(const TenantId& tenant, ApiKey key, std::string secret) {
    const auto letters = key.id.str().substr(kIdPrefix.size());
    auto token = fmt::format("{}{}_{}_{}", kTokenPrefix, tenant.str(), letters, secret);
    auto client = fmt::format("{}.{}", tenant.str(), key.id.str());
    return {std::move(key), std::move(token), std::move(client), std::move(secret)};
}

ports::Batch with(const ports::Batch& along, ports::Write write) {
    ports::Batch batch = along;
    batch.writes.insert(batch.writes.begin(), std::move(write));
    return batch;
}

tl::unexpected<Error> no_key() { return fail(ErrorCode::NotFound, "no-key", "There is no such API key; check the id."); }

bool is_id(std::string_view id) {
    const auto allowed = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
    return id.size() == kIdPrefix.size() + kIdLetters && id.starts_with(kIdPrefix) &&
           std::ranges::all_of(id.substr(kIdPrefix.size()), allowed);
}

/// True if the secret is the record's, or the one before it that still counts.
bool matches(const Record* record, const std::string& hash, Timestamp now) {
    const std::string nothing(hash.size(), '0');
    const auto current = record != nullptr ? record->body.value("hash", nothing) : nothing;
    const auto previous = record != nullptr ? record->body.value("previousHash", nothing) : nothing;
    const auto until = record != nullptr ? record->body.value("previousUntil", std::int64_t{0}) : 0;
    // Both comparisons are made whatever the first one says.
    const bool is_current = crypto::equal(as_bytes(hash), as_bytes(current));
    const bool is_previous = crypto::equal(as_bytes(hash), as_bytes(previous));
    return record != nullptr && (is_current || (is_previous && to_millis(now) < until));
}

Result<Record> load(ports::MetadataStore& store, const TenantId& tenant, const RecordId& id) {
    auto found = store.get(tenant, RecordKind::ApiKey, id);
    if (!found) return tl::unexpected(std::move(found.error()));
    if (!*found) return no_key();
    return **std::move(found);
}

}  // namespace

Result<IssuedApiKey> ApiKeys::create(const TenantId& tenant, const NewApiKey& wanted, const ports::Batch& along) {
    const auto now = parts_.clock.now();
    if (wanted.name.empty() || wanted.name.size() > 200) {
        return fail(ErrorCode::InvalidInput, "bad-key-name", "The key's name must have 1 to 200 bytes; choose another.");
    }
    if (wanted.expires_at && *wanted.expires_at <= now) {
        return fail(ErrorCode::InvalidInput, "bad-expiry", "The key would have expired already; choose a later time.");
    }
    const RecordId id(crypto::random_id("key", now));
    auto secret = new_secret(tenant, id);
    Record record{.kind = RecordKind::ApiKey,
                  .id = id,
                  .version = 1,
                  .state = std::string(to_string(AccountState::Active)),
                  .created_at = now,
                  .updated_at = now,
                  .body = {{"name", wanted.name},
                           {"role", to_string(wanted.role)},
                           {"hash", secret.hash},
                           {"lastFour", secret.text.substr(secret.text.size() - 4)}}};
    if (wanted.expires_at) record.body["expiresAt"] = to_millis(*wanted.expires_at);
    if (auto stored = parts_.store.commit(tenant, with(along, Put{record, Put::If::Absent})); !stored) {
        return tl::unexpected(std::move(stored.error()));
    }
    return issued(tenant, key_of(record), std::move(secret.text));
}

Result<std::optional<ApiKey>> ApiKeys::get(const TenantId& tenant, const RecordId& id) {
    const auto record = parts_.store.get(tenant, RecordKind::ApiKey, id);
    if (!record) return tl::unexpected(record.error());
    if (!*record) return std::nullopt;
    return key_of(**record);
}

Result<std::vector<ApiKey>> ApiKeys::list(const TenantId& tenant, const RecordId& after, std::size_t limit) {
    const auto records = parts_.store.list(tenant, {.kind = RecordKind::ApiKey, .state = {}, .after = after, .limit = limit});
    if (!records) return tl::unexpected(records.error());
    std::vector<ApiKey> keys;
    std::ranges::transform(*records, std::back_inserter(keys), key_of);
    return keys;
}

Result<IssuedApiKey> ApiKeys::rotate(const TenantId& tenant, const RecordId& id, std::chrono::seconds overlap,
                                     const ports::Batch& along) {
    auto record = load(parts_.store, tenant, id);
    if (!record) return tl::unexpected(std::move(record.error()));
    auto secret = new_secret(tenant, id);
    auto& body = record->body;
    body["previousHash"] = body["hash"];
    body["previousUntil"] = to_millis(parts_.clock.now() + overlap);
    body["hash"] = secret.hash;
    body["lastFour"] = secret.text.substr(secret.text.size() - 4);
    // Whoever wants no overlap has lost the secret: what was got with it must end, too.
    if (overlap <= overlap.zero()) body["tokensValidFrom"] = to_millis(parts_.clock.now());
    if (auto stored = parts_.store.commit(tenant, with(along, Put{*record, Put::If::Matches, record->version})); !stored) {
        return tl::unexpected(std::move(stored.error()));
    }
    ++record->version;
    return issued(tenant, key_of(*record), std::move(secret.text));
}

Result<ApiKey> ApiKeys::set_state(const TenantId& tenant, const RecordId& id, AccountState state, const ports::Batch& along) {
    auto record = load(parts_.store, tenant, id);
    if (!record) return tl::unexpected(std::move(record.error()));
    record->state = to_string(state);
    if (state == AccountState::Disabled) record->body["tokensValidFrom"] = to_millis(parts_.clock.now());
    if (auto stored = parts_.store.commit(tenant, with(along, Put{*record, Put::If::Matches, record->version})); !stored) {
        return tl::unexpected(std::move(stored.error()));
    }
    ++record->version;
    return key_of(*record);
}

Status ApiKeys::remove(const TenantId& tenant, const RecordId& id, const ports::Batch& along) {
    return parts_.store.commit(tenant, with(along, ports::Remove{RecordKind::ApiKey, id}));
}

Result<Principal> ApiKeys::authenticate(std::string_view token) {
    // Neither tenant nor id holds a '_', the secret may.
    if (!token.starts_with(kTokenPrefix)) return refuse_token("no API key");
    const auto rest = token.substr(kTokenPrefix.size());
    const auto first = rest.find('_'), second = first == std::string_view::npos ? first : rest.find('_', first + 1);
    if (second == std::string_view::npos) return refuse_token("API key malformed");
    const auto id = std::string(kIdPrefix) + std::string(rest.substr(first + 1, second - first - 1));
    return authenticate(TenantId(std::string(rest.substr(0, first))), RecordId(id), rest.substr(second + 1));
}

Result<Principal> ApiKeys::authenticate_client(std::string_view client_id, std::string_view client_secret) {
    const auto dot = client_id.find('.');
    if (dot == std::string_view::npos) return refuse_token("client id malformed");
    return authenticate(TenantId(std::string(client_id.substr(0, dot))), RecordId(std::string(client_id.substr(dot + 1))),
                        client_secret);
}

Result<Principal> ApiKeys::authenticate(const TenantId& claimed, const RecordId& claimed_id, std::string_view secret_text) {
    const auto secret = crypto::from_base64url(secret_text);
    // What is malformed tells nothing about who exists.
    if (!is_valid(claimed) || !is_id(claimed_id.str()) || !secret || secret->size() != kSecretBytes)
        return refuse_token("API key malformed");
    const auto hash = hash_of(*secret, claimed, claimed_id);
    const auto tenant = parts_.tenants.get(claimed);
    const auto record = parts_.store.get(claimed, RecordKind::ApiKey, claimed_id);
    if (!tenant) return tl::unexpected(tenant.error());
    if (!record && record.error().code != ErrorCode::NotFound) return tl::unexpected(record.error());
    const auto* found = record && *record ? &**record : nullptr;
    const auto now = parts_.clock.now();
    if (!matches(found, hash, now)) return refuse_token("API key unknown or wrong");
    if (!*tenant || (*tenant)->state != ports::TenantState::Active) return refuse_token("tenant not active");
    const auto account = account_of(*found);
    if (account.state != AccountState::Active) return refuse_token("API key disabled");
    if (account.expires_at && *account.expires_at <= now) return refuse_token("API key expired");
    return Principal{claimed, claimed_id.str(), account.role, {}};
}

}  // namespace bespoke::identity
