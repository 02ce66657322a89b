#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>

#include "base/bytes.hpp"

namespace bespoke::crypto {

/// Overwrite secret bytes in a way that no optimiser drops.
void wipe(std::span<std::byte> secret);

/// 32 secret bytes, wiped when they go.
class SecretKey {
public:
    static constexpr std::size_t kSize = 32;
    SecretKey() = default;
    explicit SecretKey(const std::array<std::byte, kSize>& bytes) : bytes_(bytes) {}
    SecretKey(const SecretKey&) = default;
    SecretKey& operator=(const SecretKey&) = default;
    ~SecretKey();
    /// A fresh one from the system's generator.
    static SecretKey random();
    /// `nullopt` unless there are exactly 32 bytes.
    static std::optional<SecretKey> from(BytesView bytes);
    [[nodiscard]] const std::array<std::byte, kSize>& bytes() const { return bytes_; }

private:
    std::array<std::byte, kSize> bytes_{};
};

/// A tenant's key with its public name (1..255 bytes), which stands in the header of what it seals.
struct DataKey {
    std::string id;
    SecretKey secret;
};

}  // namespace bespoke::crypto
