#include "api/percent.hpp"

namespace bespoke::api {
namespace {

int digit_of(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

tl::unexpected<Error> malformed(std::string_view name) {
    return fail(ErrorCode::InvalidInput, "bad-parameter",
                "The query is malformed; percent-encode it as UTF-8 and name nothing twice.", {},
                is_utf8(name) && !has_control(name) ? std::string(name.substr(0, 64)) : std::string());
}

/// Bytes that follow the first one, and the least code point that needs so many; 0 for none, -1 for a byte that begins nothing.
int tail_length(unsigned char first) {
    if (first < 0x80) return 0;
    if (first >= 0xC2 && first <= 0xDF) return 1;
    if ((first & 0xF0U) == 0xE0) return 2;
    if (first >= 0xF0 && first <= 0xF4) return 3;
    return -1;
}

/// The second byte's narrower ranges keep out overlong forms, surrogates and what is above U+10FFFF (Unicode, table 3-7).
bool second_fits(unsigned char first, unsigned char second) {
    switch (first) {
        case 0xE0: return second >= 0xA0;
        case 0xED: return second <= 0x9F;
        case 0xF0: return second >= 0x90;
        case 0xF4: return second <= 0x8F;
        default: return true;
    }
}

}  // namespace

bool has_control(std::string_view text) {
    return std::ranges::any_of(text, [](unsigned char c) { return c < 0x20 || c == 0x7F; });
}

bool is_utf8(std::string_view text) {
    for (std::size_t i = 0; i < text.size();) {
        const auto first = static_cast<unsigned char>(text[i]);
        const int tail = tail_length(first);
        if (tail < 0 || text.size() - i <= static_cast<std::size_t>(tail)) return false;
        for (int k = 1; k <= tail; ++k) {
            const auto next = static_cast<unsigned char>(text[i + static_cast<std::size_t>(k)]);
            if ((next & 0xC0U) != 0x80 || (k == 1 && !second_fits(first, next))) return false;
        }
        i += static_cast<std::size_t>(tail) + 1;
    }
    return true;
}

std::optional<std::string> percent_decoded(std::string_view text, Plus plus) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '+' && plus == Plus::IsSpace) {
            out += ' ';
        } else if (text[i] != '%') {
            out += text[i];
        } else {
            if (text.size() - i < 3) return std::nullopt;
            const int high = digit_of(text[i + 1]), low = digit_of(text[i + 2]);
            if (high < 0 || low < 0) return std::nullopt;
            out += static_cast<char>(high * 16 + low);
            i += 2;
        }
    }
    if (!is_utf8(out)) return std::nullopt;
    return out;
}

std::string percent_encoded(std::string_view text) {
    constexpr std::string_view kHex = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
                           c == '_' || c == '~';
        if (plain) {
            out += c;
        } else {
            out += {'%', kHex[byte >> 4U], kHex[byte & 15U]};
        }
    }
    return out;
}

Result<std::map<std::string, std::string>> parse_query(std::string_view query) {
    std::map<std::string, std::string> out;
    while (!query.empty()) {
        const auto pair = query.substr(0, query.find('&'));
        query.remove_prefix(std::min(query.size(), pair.size() + 1));
        if (pair.empty()) continue;
        const auto equals = pair.find('=');
        const auto name = percent_decoded(pair.substr(0, equals), Plus::IsSpace);
        const auto value =
            equals == std::string_view::npos ? std::string() : percent_decoded(pair.substr(equals + 1), Plus::IsSpace);
        if (!name || has_control(*name) || !value || !out.emplace(*name, *value).second) return malformed(name.value_or(""));
    }
    return out;
}

}  // namespace bespoke::api
