#include "api/resources/byte_range.hpp"

#include <charconv>

#include "api/percent.hpp"

namespace bespoke::api {
namespace {

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

/// Digits alone; what is too long for a number is the largest one, since it lies outside of every file.
std::optional<std::uint64_t> number(std::string_view digits) {
    if (digits.empty() || digits.find_first_not_of("0123456789") != digits.npos) return std::nullopt;
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return error == std::errc::result_out_of_range ? std::numeric_limits<std::uint64_t>::max() : value;
}

RangeAnswer last_bytes(std::uint64_t count, std::uint64_t size) {
    if (count == 0 || size == 0) return NoSuchRange{};
    const auto length = std::min(count, size);
    return ByteRange{size - length, length};
}

}  // namespace

RangeAnswer parse_range(std::string_view field, std::uint64_t size) {
    constexpr std::string_view kUnit = "bytes";
    field = trimmed(field);
    const auto equals = field.find('=');
    if (equals == field.npos) return WholeFile{};
    std::string unit(field.substr(0, equals));
    std::ranges::transform(unit, unit.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    const auto range = trimmed(field.substr(equals + 1));
    const auto dash = range.find('-');
    if (unit != kUnit || dash == range.npos || range.find(',') != range.npos) return WholeFile{};
    const auto from = range.substr(0, dash), to = range.substr(dash + 1);
    const auto first = number(from), last = number(to);
    if (from.empty()) return last ? last_bytes(*last, size) : RangeAnswer(WholeFile{});
    if (!first || (!to.empty() && !last) || (last && *last < *first)) return WholeFile{};
    if (*first >= size) return NoSuchRange{};
    return ByteRange{*first, std::min(last.value_or(size - 1), size - 1) - *first + 1};
}

std::string content_disposition(std::string_view disposition, std::string_view name) {
    std::string ascii;
    for (const char c : name) {
        const bool plain = c > 0x1f && c < 0x7f && c != '"' && c != '\\' && c != '%';
        // One underscore for each character, not for each of its bytes.
        if ((static_cast<unsigned char>(c) & 0xc0U) != 0x80U) ascii += plain ? c : '_';
    }
    const std::string shown(disposition == "inline" ? "inline" : "attachment");
    if (ascii == name) return fmt::format("{}; filename=\"{}\"", shown, ascii);
    return fmt::format("{}; filename=\"{}\"; filename*=UTF-8''{}", shown, ascii, percent_encoded(name));
}

}  // namespace bespoke::api
