#include "crypto/data_key.hpp"

#include <openssl/crypto.h>

#include "crypto/random.hpp"

namespace bespoke::crypto {

void wipe(std::span<std::byte> secret) { OPENSSL_cleanse(secret.data(), secret.size()); }

SecretKey::~SecretKey() { wipe(bytes_); }

SecretKey SecretKey::random() {
    SecretKey key;
    fill_random(key.bytes_);
    return key;
}

std::optional<SecretKey> SecretKey::from(BytesView bytes) {
    if (bytes.size() != kSize) return std::nullopt;
    SecretKey key;
    std::ranges::copy(bytes, key.bytes_.begin());
    return key;
}

}  // namespace bespoke::crypto
