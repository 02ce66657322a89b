#pragma once

#include <array>
#include <optional>

#include "base/bytes.hpp"
#include "crypto/data_key.hpp"

namespace bespoke::crypto::detail {

using Nonce = std::array<std::byte, 12>;
inline constexpr std::size_t kTagSize = 16;

/// AES-256-GCM (NIST SP 800-38D). A nonce must never serve twice under one key, so nobody but sealed.cpp calls this.
/// Appends ciphertext and tag to `out`.
void aes_gcm_encrypt(const SecretKey&, const Nonce&, BytesView associated, BytesView plain, Bytes& out);
/// `nullopt` if the tag does not fit; then nothing of the plain text gets out.
std::optional<Bytes> aes_gcm_decrypt(const SecretKey&, const Nonce&, BytesView associated, BytesView cipher_and_tag);

}  // namespace bespoke::crypto::detail
