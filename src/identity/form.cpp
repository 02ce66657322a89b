#include "identity/form.hpp"

namespace bespoke::identity {
namespace {

constexpr std::size_t kMaxNames = 32;

int digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

}  // namespace

std::optional<std::string> decode_form_value(std::string_view text) {
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            if (text[i] == '\0') return std::nullopt;
            result += text[i] == '+' ? ' ' : text[i];
            continue;
        }
        if (i + 2 >= text.size() || digit(text[i + 1]) < 0 || digit(text[i + 2]) < 0) return std::nullopt;
        const auto c = static_cast<char>(digit(text[i + 1]) * 16 + digit(text[i + 2]));
        if (c == '\0') return std::nullopt;
        result += c;
        i += 2;
    }
    return result;
}

std::optional<std::map<std::string, std::string>> parse_form(std::string_view body) {
    std::map<std::string, std::string> fields;
    while (!body.empty()) {
        const auto pair = body.substr(0, body.find('&'));
        body.remove_prefix(std::min(body.size(), pair.size() + 1));
        if (pair.empty()) continue;
        const auto equals = pair.find('=');
        auto name = decode_form_value(pair.substr(0, equals));
        auto value = decode_form_value(equals == std::string_view::npos ? std::string_view() : pair.substr(equals + 1));
        if (!name || !value || fields.size() >= kMaxNames) return std::nullopt;
        if (!fields.emplace(*std::move(name), *std::move(value)).second) return std::nullopt;
    }
    return fields;
}

}  // namespace bespoke::identity
