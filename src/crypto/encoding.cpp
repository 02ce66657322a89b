#include "crypto/encoding.hpp"

#include <array>
#include <cstdint>

namespace bespoke::crypto {
namespace {

constexpr std::string_view kBase64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view kBase64Url = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::string_view kHex = "0123456789abcdef";
constexpr std::uint8_t kNoDigit = 255;

using Digits = std::array<std::uint8_t, 256>;

constexpr Digits digits_of(std::string_view letters) {
    Digits digits{};
    digits.fill(kNoDigit);
    for (std::size_t i = 0; i < letters.size(); ++i) digits[static_cast<std::uint8_t>(letters[i])] = static_cast<std::uint8_t>(i);
    return digits;
}

std::string encode(BytesView bytes, std::string_view letters) {
    std::string text;
    text.reserve((bytes.size() + 2) / 3 * 4);
    std::uint32_t bits = 0;
    int count = 0;
    for (const std::byte byte : bytes) {
        bits = (bits << 8U) | std::to_integer<std::uint32_t>(byte);
        for (count += 8; count >= 6; count -= 6) text += letters[(bits >> (count - 6)) & 63U];
    }
    if (count > 0) text += letters[(bits << (6 - count)) & 63U];
    return text;
}

std::optional<Bytes> decode(std::string_view text, const Digits& digits) {
    if (text.size() % 4 == 1) return std::nullopt;
    Bytes bytes;
    bytes.reserve(text.size() / 4 * 3 + 2);
    std::uint32_t bits = 0;
    int count = 0;
    for (const char letter : text) {
        const std::uint8_t digit = digits[static_cast<std::uint8_t>(letter)];
        if (digit == kNoDigit) return std::nullopt;
        bits = (bits << 6U) | digit;
        count += 6;
        if (count < 8) continue;
        count -= 8;
        bytes.push_back(static_cast<std::byte>(bits >> count));
    }
    const bool stray_bits = (bits & ((1U << count) - 1U)) != 0;
    return stray_bits ? std::nullopt : std::optional(std::move(bytes));
}

}  // namespace

std::string base64url(BytesView bytes) { return encode(bytes, kBase64Url); }

std::optional<Bytes> from_base64url(std::string_view text) {
    static constexpr Digits kDigits = digits_of(kBase64Url);
    return decode(text, kDigits);
}

std::string base64(BytesView bytes) {
    std::string text = encode(bytes, kBase64);
    text.append((4 - text.size() % 4) % 4, '=');
    return text;
}

std::optional<Bytes> from_base64(std::string_view text) {
    static constexpr Digits kDigits = digits_of(kBase64);
    if (text.size() % 4 != 0) return std::nullopt;
    if (text.ends_with("==")) return decode(text.substr(0, text.size() - 2), kDigits);
    if (text.ends_with('=')) return decode(text.substr(0, text.size() - 1), kDigits);
    return decode(text, kDigits);
}

std::string hex(BytesView bytes) {
    std::string text;
    text.reserve(bytes.size() * 2);
    for (const std::byte byte : bytes) {
        const auto value = std::to_integer<std::uint8_t>(byte);
        text += kHex[value >> 4U];
        text += kHex[value & 15U];
    }
    return text;
}

std::optional<Bytes> from_hex(std::string_view text) {
    static constexpr Digits kLower = digits_of(kHex);
    static constexpr Digits kUpper = digits_of("0123456789ABCDEF");
    if (text.size() % 2 != 0) return std::nullopt;
    const auto digit = [](char letter) {
        const auto index = static_cast<std::uint8_t>(letter);
        return kLower[index] != kNoDigit ? kLower[index] : kUpper[index];
    };
    Bytes bytes;
    bytes.reserve(text.size() / 2);
    for (std::size_t i = 0; i < text.size(); i += 2) {
        const auto high = digit(text[i]), low = digit(text[i + 1]);
        if (high == kNoDigit || low == kNoDigit) return std::nullopt;
        bytes.push_back(static_cast<std::byte>(high << 4U | low));
    }
    return bytes;
}

}  // namespace bespoke::crypto
