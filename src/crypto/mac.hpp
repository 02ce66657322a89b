#pragma once

#include <array>
#include <string_view>

#include "base/bytes.hpp"
#include "crypto/data_key.hpp"

namespace bespoke::crypto {

using Mac = std::array<std::byte, 32>;

/// HMAC-SHA256 (RFC 2104).
Mac hmac_sha256(BytesView key, BytesView message);
/// HKDF-SHA256 (RFC 5869): `size` bytes, at most 8160.
Bytes hkdf_sha256(BytesView key, BytesView salt, BytesView info, std::size_t size);
/// A key for one purpose, so that no key serves two: HKDF with `label` as info and no salt.
SecretKey derive_key(const SecretKey&, std::string_view label);
/// Compare without telling by time where they differ. Other lengths are unequal.
bool equal(BytesView a, BytesView b);

}  // namespace bespoke::crypto
