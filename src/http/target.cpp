#include "http/target.hpp"

#include <algorithm>

#include "http/syntax.hpp"

namespace bespoke::http {
namespace {

bool is_alphanumeric(char letter) {
    return is_digit(letter) || (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z');
}

/// pchar of RFC 3986 section 3.3 without percent-encoding.
bool is_path_byte(char letter) {
    return is_alphanumeric(letter) || std::string_view("-._~!$&'()*+,;=:@").find(letter) != std::string_view::npos;
}

enum class Part { Path, Query };

/// What a decoder further on would take for the end of a string, a line or a path segment. In a query an escape is data: of a file's
/// name, say.
bool is_treacherous(unsigned byte, Part part) {
    if (part == Part::Query) return false;
    return byte < 0x20 || byte == 0x7F || byte == '/' || byte == '\\';
}

bool is_well_encoded(std::string_view text, Part part) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%') {
            if (i + 2 >= text.size() || !is_hexadecimal(text[i + 1]) || !is_hexadecimal(text[i + 2])) return false;
            if (is_treacherous(hexadecimal_value(text[i + 1]) * 16 + hexadecimal_value(text[i + 2]), part)) return false;
            i += 2;
        } else if (!is_path_byte(text[i]) && text[i] != '/' && !(text[i] == '?' && part == Part::Query)) {
            return false;
        }
    }
    return true;
}

/// "." or "..", however spelled.
bool is_dots(std::string_view segment) {
    int dots = 0;
    while (!segment.empty()) {
        const bool encoded = segment.size() >= 3 && equal_ignoring_case(segment.substr(0, 3), "%2e");
        if (!encoded && segment[0] != '.') return false;
        segment.remove_prefix(encoded ? 3 : 1);
        ++dots;
    }
    return dots == 1 || dots == 2;
}

/// The part behind the last slash may be empty, no other.
bool has_plain_segments(std::string_view path) {
    path.remove_prefix(1);
    for (;;) {
        const auto slash = path.find('/');
        const auto segment = path.substr(0, slash);
        if (is_dots(segment)) return false;
        if (slash == std::string_view::npos) return true;
        if (segment.empty()) return false;
        path.remove_prefix(slash + 1);
    }
}

/// Path and query of an absolute form whose authority is `host`.
std::optional<std::string> origin_of_absolute(std::string_view raw, std::string_view host) {
    const auto colon = raw.find("://");
    if (colon == std::string_view::npos) return std::nullopt;
    const auto scheme = raw.substr(0, colon);
    if (!equal_ignoring_case(scheme, "http") && !equal_ignoring_case(scheme, "https")) return std::nullopt;
    const auto rest = raw.substr(colon + 3);
    const auto end = std::min(rest.find_first_of("/?"), rest.size());
    if (host.empty() || !equal_ignoring_case(rest.substr(0, end), host)) return std::nullopt;
    const auto origin = std::string(rest.substr(end));
    return origin.starts_with('/') ? origin : "/" + origin;
}

bool is_port(std::string_view text) {
    if (text.empty() || text.size() > 5 || !std::all_of(text.begin(), text.end(), is_digit)) return false;
    unsigned number = 0;
    for (const char digit : text) number = number * 10 + hexadecimal_value(digit);
    return number <= 65'535;
}

bool is_address_6(std::string_view text) {
    return text.size() >= 2 && std::count(text.begin(), text.end(), ':') >= 2 &&
           std::all_of(text.begin(), text.end(),
                       [](char letter) { return is_hexadecimal(letter) || letter == ':' || letter == '.'; });
}

bool is_name(std::string_view text) {
    return !text.empty() && text.size() <= 255 && std::all_of(text.begin(), text.end(), [](char letter) {
        return is_alphanumeric(letter) || letter == '-' || letter == '.' || letter == '_';
    });
}

}  // namespace

std::optional<Target> parse_target(std::string_view raw, std::string_view host) {
    auto whole = raw.starts_with('/') ? std::optional(std::string(raw)) : origin_of_absolute(raw, host);
    if (!whole) return std::nullopt;
    const auto mark = std::min(whole->find('?'), whole->size());
    Target target{*whole, whole->substr(0, mark), mark < whole->size() ? whole->substr(mark + 1) : std::string()};
    if (!is_well_encoded(target.path, Part::Path) || !is_well_encoded(target.query, Part::Query)) return std::nullopt;
    return has_plain_segments(target.path) ? std::optional(std::move(target)) : std::nullopt;
}

bool is_valid_host(std::string_view text) {
    if (text.starts_with('[')) {
        const auto bracket = text.find(']');
        if (bracket == std::string_view::npos || !is_address_6(text.substr(1, bracket - 1))) return false;
        const auto rest = text.substr(bracket + 1);
        return rest.empty() || (rest[0] == ':' && is_port(rest.substr(1)));
    }
    const auto colon = text.find(':');
    return is_name(text.substr(0, colon)) && (colon == std::string_view::npos || is_port(text.substr(colon + 1)));
}

}  // namespace bespoke::http
