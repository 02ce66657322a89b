#include "api/field_value.hpp"

namespace bespoke::api {
namespace {

constexpr std::size_t kMaxParameters = 16;

void skip_blanks(std::string_view& text) { text.remove_prefix(std::min(text.find_first_not_of(" \t"), text.size())); }

bool is_token(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte > 0x20 && byte != 0x7F && std::string_view("\"(),/:;<=>?@[\\]{}").find(c) == std::string_view::npos;
}

std::string_view take_token(std::string_view& text) {
    const auto end = std::ranges::find_if_not(text, is_token);
    const auto token = text.substr(0, static_cast<std::size_t>(end - text.begin()));
    text.remove_prefix(token.size());
    return token;
}

/// Behind the opening quote. Browsers write a backslash of a file name as it is, so only \" and \\ are escapes.
std::optional<std::string> take_quoted(std::string_view& text) {
    std::string out;
    while (!text.empty() && text.front() != '"') {
        const bool escape = text.front() == '\\' && text.size() > 1 && (text[1] == '"' || text[1] == '\\');
        if (escape) text.remove_prefix(1);
        out += text.front();
        text.remove_prefix(1);
    }
    if (text.empty()) return std::nullopt;
    text.remove_prefix(1);
    return out;
}

std::optional<std::string> take_value(std::string_view& text) {
    if (!text.starts_with('"')) {
        const auto token = take_token(text);
        return token.empty() ? std::nullopt : std::optional(std::string(token));
    }
    text.remove_prefix(1);
    return take_quoted(text);
}

/// Takes one `; name=value`. Nothing if it is malformed.
std::optional<std::pair<std::string, std::string>> take_parameter(std::string_view& text) {
    if (!text.starts_with(';')) return std::nullopt;
    text.remove_prefix(1);
    skip_blanks(text);
    auto name = lower_case(take_token(text));
    if (name.empty() || !text.starts_with('=')) return std::nullopt;
    text.remove_prefix(1);
    auto value = take_value(text);
    skip_blanks(text);
    if (!value) return std::nullopt;
    return std::pair(std::move(name), std::move(*value));
}

}  // namespace

std::optional<std::string> FieldValue::get(std::string_view name) const {
    const auto found = std::ranges::find(parameters, name, &std::pair<std::string, std::string>::first);
    return found == parameters.end() ? std::nullopt : std::optional(found->second);
}

std::optional<FieldValue> parse_field_value(std::string_view text) {
    skip_blanks(text);
    FieldValue out;
    out.value = lower_case(take_token(text));
    if (text.starts_with('/')) {
        text.remove_prefix(1);
        const auto subtype = take_token(text);
        if (subtype.empty()) return std::nullopt;
        out.value += '/' + lower_case(subtype);
    }
    skip_blanks(text);
    while (!text.empty()) {
        auto parameter = take_parameter(text);
        if (!parameter || out.get(parameter->first) || out.parameters.size() == kMaxParameters) return std::nullopt;
        out.parameters.push_back(std::move(*parameter));
    }
    if (out.value.empty()) return std::nullopt;
    return out;
}

std::string lower_case(std::string_view text) {
    std::string out(text);
    for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return out;
}

}  // namespace bespoke::api
