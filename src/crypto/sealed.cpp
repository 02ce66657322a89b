#include "crypto/sealed.hpp"

#include <cstdlib>

#include "crypto/aes_gcm.hpp"
#include "crypto/mac.hpp"
#include "crypto/random.hpp"

namespace bespoke::crypto {
namespace {

// docs/formats/sealed.md describes the layout.
constexpr std::string_view kMagic = "BSPK";
constexpr std::byte kVersion{1};
constexpr std::string_view kPurpose = "bespoke sealed v1";
constexpr std::size_t kSaltSize = 32;
constexpr std::size_t kCommitmentSize = 32;
constexpr std::size_t kFixedSize = 6;  // magic, version, length of the key's name
constexpr std::size_t kMaxKeyId = 255;

struct MessageKey {
    SecretKey secret;
    detail::Nonce nonce{};
    std::array<std::byte, kCommitmentSize> commitment{};
};

void append(Bytes& out, BytesView bytes) { out.insert(out.end(), bytes.begin(), bytes.end()); }

/// Each part with its length before it, so that no two contexts share an encoding.
void append_part(Bytes& out, std::string_view part) {
    for (int shift = 56; shift >= 0; shift -= 8)
        out.push_back(static_cast<std::byte>(static_cast<std::uint64_t>(part.size()) >> shift));
    append(out, as_bytes(part));
}

Bytes encoded(const SealContext& context, std::string_view key_id) {
    Bytes out;
    for (const std::string_view part :
         {kPurpose, std::string_view(context.tenant.str()), context.kind, context.object, context.column, key_id}) {
        append_part(out, part);
    }
    return out;
}

MessageKey message_key(const DataKey& key, const SealContext& context, BytesView salt) {
    MessageKey message;
    Bytes material = hkdf_sha256(key.secret.bytes(), salt, encoded(context, key.id),
                                 SecretKey::kSize + message.nonce.size() + message.commitment.size());
    const auto all = BytesView(material);
    message.secret = SecretKey::from(all.first(SecretKey::kSize)).value();
    std::ranges::copy(all.subspan(SecretKey::kSize, message.nonce.size()), message.nonce.begin());
    std::ranges::copy(all.last(message.commitment.size()), message.commitment.begin());
    wipe(material);
    return message;
}

/// Views into sealed bytes.
struct Parts {
    std::string_view key_id;
    BytesView salt, commitment;
    BytesView header;  ///< all before the ciphertext
    BytesView cipher_and_tag;
};

std::optional<Parts> parts_of(BytesView sealed) {
    if (sealed.size() < kFixedSize || as_text(sealed.first(kMagic.size())) != kMagic || sealed[kMagic.size()] != kVersion)
        return std::nullopt;
    const auto id_size = std::to_integer<std::size_t>(sealed[kFixedSize - 1]);
    const auto header_size = kFixedSize + id_size + kSaltSize + kCommitmentSize;
    if (id_size == 0 || sealed.size() < header_size + detail::kTagSize) return std::nullopt;
    return Parts{as_text(sealed.subspan(kFixedSize, id_size)), sealed.subspan(kFixedSize + id_size, kSaltSize),
                 sealed.subspan(kFixedSize + id_size + kSaltSize, kCommitmentSize), sealed.first(header_size),
                 sealed.subspan(header_size)};
}

tl::unexpected<Error> does_not_open(const char* detail) {
    return fail(ErrorCode::Corrupt, "sealed", "Stored content is damaged; restore it from a backup or upload it again.", detail);
}

}  // namespace

Bytes seal(const DataKey& key, const SealContext& context, BytesView plain) {
    if (key.id.empty() || key.id.size() > kMaxKeyId) std::abort();
    std::array<std::byte, kSaltSize> salt{};
    fill_random(salt);
    const MessageKey message = message_key(key, context, salt);
    Bytes sealed;
    sealed.reserve(kFixedSize + key.id.size() + kSaltSize + kCommitmentSize + plain.size() + detail::kTagSize);
    append(sealed, as_bytes(kMagic));
    sealed.push_back(kVersion);
    sealed.push_back(static_cast<std::byte>(key.id.size()));
    append(sealed, as_bytes(key.id));
    append(sealed, salt);
    append(sealed, message.commitment);
    const Bytes header = sealed;
    detail::aes_gcm_encrypt(message.secret, message.nonce, header, plain, sealed);
    return sealed;
}

std::optional<std::string> key_id_of(BytesView sealed) {
    const auto parts = parts_of(sealed);
    return parts ? std::optional(std::string(parts->key_id)) : std::nullopt;
}

Result<Bytes> open(const DataKey& key, const SealContext& context, BytesView sealed) {
    const auto parts = parts_of(sealed);
    if (!parts) return does_not_open("no sealed bytes");
    if (parts->key_id != key.id) return does_not_open("sealed with another key");
    const MessageKey message = message_key(key, context, parts->salt);
    // GCM alone lets one ciphertext open under two keys; the commitment does not.
    if (!equal(message.commitment, parts->commitment)) return does_not_open("other key or context");
    auto plain = detail::aes_gcm_decrypt(message.secret, message.nonce, parts->header, parts->cipher_and_tag);
    if (!plain) return does_not_open("changed bytes");
    return std::move(*plain);
}

}  // namespace bespoke::crypto
