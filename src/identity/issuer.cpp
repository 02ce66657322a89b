#include "identity/issuer.hpp"

#include <algorithm>
#include <mutex>
#include <shared_mutex>
#include <vector>

#include "crypto/encoding.hpp"
#include "crypto/random.hpp"
#include "crypto/sealed.hpp"
#include "crypto/signing.hpp"

namespace bespoke::identity {
namespace {

using nlohmann::json;

constexpr std::chrono::seconds kLongestLifetime{3600}, kLeeway{60};

json public_members(BytesView public_key) { return {{"crv", "Ed25519"}, {"kty", "OKP"}, {"x", crypto::base64url(public_key)}}; }

/// RFC 7638: the digest of the required members in the order of their names, which is how json keeps them.
std::string thumbprint(BytesView public_key) {
    const auto digest = crypto::from_hex(sha256_hex(as_bytes(public_members(public_key).dump())));
    return crypto::base64url(*digest);
}

json jwk_of(const ports::StoredSigningKey& key) {
    auto jwk = public_members(key.public_key);
    jwk.update({{"kid", key.id}, {"alg", "EdDSA"}, {"use", "sig"}});
    return jwk;
}

crypto::SealContext context(const std::string& id) { return {TenantId(), "signing-key", id, "private"}; }

struct LoadedKey {
    ports::StoredSigningKey stored;
    crypto::SigningKey signing;
    Jwk jwk;
};

Result<LoadedKey> load(const ports::StoredSigningKey& stored, const crypto::DataKey& system_key) {
    const auto seed = crypto::open(system_key, context(stored.id), stored.sealed_private);
    if (!seed) return tl::unexpected(seed.error());
    std::array<std::byte, crypto::SecretKey::kSize> bytes{};
    if (seed->size() != bytes.size())
        return fail(ErrorCode::Corrupt, "signing-key", "A signing key is damaged; restore a backup.");
    std::ranges::copy(*seed, bytes.begin());
    auto jwk = parse_jwk(jwk_of(stored));
    if (!jwk) return tl::unexpected(std::move(jwk.error()));
    return LoadedKey{stored, crypto::SigningKey::from_seed(crypto::SecretKey(bytes)), *std::move(jwk)};
}

Status check(const IssuerOptions& options) {
    if (!options.issuer.empty() && !options.audience.empty() && options.lifetime > std::chrono::seconds{0} &&
        options.lifetime <= kLongestLifetime)
        return {};
    return fail(ErrorCode::InvalidInput, "issuer-options",
                "The issuer needs a name, an audience and a token lifetime of 1 to 3600 s; correct the configuration.");
}

}  // namespace

struct Issuer::Impl {
    IssuerOptions options;
    ports::SigningKeyTable& table;
    crypto::DataKey system_key;
    ports::Clock& clock;
    mutable std::shared_mutex mutex;
    std::vector<LoadedKey> keys;  // the oldest first

    [[nodiscard]] bool counts(const LoadedKey& key, Timestamp now) const {
        return !key.stored.retire_at || now < *key.stored.retire_at;
    }
    /// The youngest key whose time has come; before that, the first.
    [[nodiscard]] const LoadedKey& current(Timestamp now) const {
        const auto found =
            std::find_if(keys.rbegin(), keys.rend(), [&](const auto& key) { return key.stored.active_from <= now; });
        return found != keys.rend() ? *found : keys.front();
    }

    Status add_key(Timestamp now, Timestamp active_from) {
        const auto pair = crypto::SigningKey::generate();
        const auto seed = pair.seed();
        ports::StoredSigningKey stored;
        stored.public_key = pair.public_bytes();
        stored.id = thumbprint(stored.public_key);
        stored.sealed_private = crypto::seal(system_key, context(stored.id), seed.bytes());
        stored.created_at = now;
        stored.active_from = active_from;
        auto key = load(stored, system_key);
        if (!key) return tl::unexpected(std::move(key.error()));
        if (auto put = table.put(stored); !put) return put;
        keys.push_back(*std::move(key));
        return {};
    }

    /// The successor is stored first: dying in between leaves two keys that count, never none; the next `maintain` goes on from there.
    Status rotate(Timestamp now) {
        if (auto added = add_key(now, now + options.publish_ahead); !added) return added;
        return retire_elders();
    }

    [[nodiscard]] bool is_unretired_elder(const LoadedKey& key) const { return &key != &keys.back() && !key.stored.retire_at; }
    Status retire_elders() {
        for (auto& key : keys) {
            if (!is_unretired_elder(key)) continue;
            auto stored = key.stored;
            stored.retire_at = keys.back().stored.active_from + kLongestLifetime + kLeeway;
            if (auto put = table.put(stored); !put) return put;
            key.stored = stored;
        }
        return {};
    }

    Status forget_retired(Timestamp now) {
        for (const auto& key : keys) {
            if (counts(key, now) || &key == &current(now)) continue;
            if (auto removed = table.remove(key.stored.id); !removed) return removed;
        }
        const auto current_id = current(now).stored.id;
        std::erase_if(keys, [&](const auto& key) { return !counts(key, now) && key.stored.id != current_id; });
        return {};
    }

    Status maintain(Timestamp now) {
        if (keys.empty()) return add_key(now, now);
        if (auto retired = retire_elders(); !retired) return retired;
        if (auto forgotten = forget_retired(now); !forgotten) return forgotten;
        return now - keys.back().stored.created_at >= options.rotate_after ? rotate(now) : Status{};
    }
    [[nodiscard]] bool needs_care(Timestamp now) const {
        return keys.empty() || now - keys.back().stored.created_at >= options.rotate_after ||
               !std::ranges::all_of(keys, [&](const auto& key) { return counts(key, now); });
    }

    [[nodiscard]] std::string sign(const json& claims, Timestamp now) const {
        const auto& key = current(now);
        const json header = {{"alg", "EdDSA"}, {"kid", key.stored.id}, {"typ", "at+jwt"}};
        const auto input = crypto::base64url(as_bytes(header.dump())) + "." + crypto::base64url(as_bytes(claims.dump()));
        return input + "." + crypto::base64url(key.signing.sign(as_bytes(input)));
    }
};

Issuer::Issuer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Issuer::~Issuer() = default;

Result<std::unique_ptr<Issuer>> Issuer::create(IssuerOptions options, ports::SigningKeyTable& table,
                                               const crypto::DataKey& system_key, ports::Clock& clock) {
    if (auto checked = check(options); !checked) return tl::unexpected(std::move(checked.error()));
    std::unique_ptr<Impl> impl(new Impl{
        .options = std::move(options), .table = table, .system_key = system_key, .clock = clock, .mutex = {}, .keys = {}});
    const auto stored = table.list();
    if (!stored) return tl::unexpected(stored.error());
    for (const auto& one : *stored) {
        auto key = load(one, system_key);
        if (!key) return tl::unexpected(std::move(key.error()));
        impl->keys.push_back(*std::move(key));
    }
    if (auto kept = impl->maintain(clock.now()); !kept) return tl::unexpected(std::move(kept.error()));
    return std::unique_ptr<Issuer>(new Issuer(std::move(impl)));
}

Result<IssuedToken> Issuer::issue(const Principal& principal) {
    const auto now = impl_->clock.now();
    {
        std::shared_lock reading(impl_->mutex);
        if (impl_->needs_care(now)) {
            reading.unlock();
            const std::unique_lock writing(impl_->mutex);
            if (auto kept = impl_->maintain(now); !kept) return tl::unexpected(std::move(kept.error()));
        }
    }
    const auto seconds = std::chrono::floor<std::chrono::seconds>(now).time_since_epoch();
    auto id = crypto::random_id("tok", now);
    const json claims = {{"iss", impl_->options.issuer},
                         {"aud", impl_->options.audience},
                         {"sub", principal.subject},
                         {"client_id", principal.subject},
                         {"iat", seconds.count()},
                         {"exp", (seconds + impl_->options.lifetime).count()},
                         {"jti", id},
                         {"tenant", principal.tenant.str()},
                         {"role", to_string(principal.role)}};
    const std::shared_lock reading(impl_->mutex);
    return IssuedToken{impl_->sign(claims, now), std::move(id), impl_->options.lifetime};
}

json Issuer::jwk_set() const {
    const std::shared_lock lock(impl_->mutex);
    const auto now = impl_->clock.now();
    json keys = json::array();
    for (const auto& key : impl_->keys) {
        if (impl_->counts(key, now)) keys.push_back(jwk_of(key.stored));
    }
    return {{"keys", keys}};
}

std::optional<Jwk> Issuer::find(const std::string& key_id) const {
    const std::shared_lock lock(impl_->mutex);
    const auto now = impl_->clock.now();
    for (const auto& key : impl_->keys) {
        if (key.stored.id == key_id && impl_->counts(key, now)) return key.jwk;
    }
    return std::nullopt;
}

ClaimsPolicy Issuer::policy() const {
    return {.issuer = impl_->options.issuer, .audiences = {impl_->options.audience}, .default_role = {}};
}

Status Issuer::rotate() {
    const std::unique_lock lock(impl_->mutex);
    return impl_->rotate(impl_->clock.now());
}

}  // namespace bespoke::identity
