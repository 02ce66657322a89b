#include "document/html/mhtml.hpp"

#include <algorithm>
#include <optional>

#include "document/text/decode.hpp"
#include "document/text/guess_encoding.hpp"
#include "text/text.hpp"

namespace bespoke::document {
namespace {

/// Multipart in multipart; more is no saved page.
constexpr int kMaxNesting = 4;

std::string lower(std::string_view text) {
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(),
                   [](char byte) { return byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte + 32) : byte; });
    return result;
}

/// A MIME entity: folded-out header lines, and what follows the empty line.
struct Entity {
    std::string headers;   ///< lower case, one header a line, but for values in quotes
    std::string original;  ///< the same as written, for boundaries
    std::string_view body;
};

std::optional<Entity> split_entity(std::string_view text) {
    text.remove_prefix(std::min(text.find_first_not_of("\r\n"), text.size()));
    const std::size_t unix_end = text.find("\n\n"), dos_end = text.find("\r\n\r\n");
    const std::size_t end = std::min(unix_end, dos_end);
    if (end == text.npos) return std::nullopt;
    Entity entity;
    for (std::size_t at = 0; at < end; ++at) {
        const bool folded = text[at] == '\n' && at + 1 < end && (text[at + 1] == ' ' || text[at + 1] == '\t');
        if (text[at] != '\r' && !folded) entity.original += text[at];
    }
    entity.headers = lower(entity.original);
    entity.body = text.substr(end + (end == dos_end ? 4 : 2));
    return entity;
}

/// Value of `name=` inside the headers, with or without quotes.
std::string parameter(const Entity& entity, std::string_view name) {
    std::size_t at = entity.headers.find(name);
    if (at == std::string::npos) return {};
    at += name.size();
    const bool quoted = at < entity.original.size() && entity.original[at] == '"';
    if (quoted) ++at;
    const std::size_t end = entity.original.find_first_of(quoted ? "\"\n" : "; \t\n", at);
    return entity.original.substr(at, end == std::string::npos ? end : end - at);
}

int hex_digit(char byte) {
    if (byte >= '0' && byte <= '9') return byte - '0';
    if (byte >= 'A' && byte <= 'F') return byte - 'A' + 10;
    return byte >= 'a' && byte <= 'f' ? byte - 'a' + 10 : -1;
}

std::string from_quoted_printable(std::string_view text) {
    std::string result;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] != '=') {
            result += text[at];
            continue;
        }
        const std::size_t line_end = text.find_first_not_of(" \t\r", at + 1);
        if (line_end != text.npos && text[line_end] == '\n') {
            at = line_end;
        } else if (at + 2 < text.size() && hex_digit(text[at + 1]) >= 0 && hex_digit(text[at + 2]) >= 0) {
            result += static_cast<char>(hex_digit(text[at + 1]) * 16 + hex_digit(text[at + 2]));
            at += 2;
        } else {
            result += '=';
        }
    }
    return result;
}

std::string from_base64(std::string_view text) {
    constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string result;
    unsigned bits = 0;
    int count = 0;
    for (const char byte : text) {
        const std::size_t value = kAlphabet.find(byte);
        if (value == kAlphabet.npos) continue;
        bits = bits << 6 | static_cast<unsigned>(value);
        count += 6;
        if (count < 8) continue;
        count -= 8;
        result += static_cast<char>(bits >> count & 0xff);
    }
    return result;
}

struct Page {
    std::string bytes, charset;
};

std::optional<Page> find_page(std::string_view text, int nesting);

std::optional<Page> find_page_in_parts(const Entity& entity, int nesting) {
    const std::string boundary = parameter(entity, "boundary=");
    if (boundary.empty()) return std::nullopt;
    const std::string delimiter = "--" + boundary;
    std::size_t begin = entity.body.find(delimiter);
    while (begin != entity.body.npos) {
        begin += delimiter.size();
        const std::size_t end = entity.body.find(delimiter, begin);
        if (auto page = find_page(entity.body.substr(begin, end == entity.body.npos ? end : end - begin), nesting + 1))
            return page;
        begin = end;
    }
    return std::nullopt;
}

/// The first HTML part in a MIME entity.
std::optional<Page> find_page(std::string_view text, int nesting) {
    const auto entity = split_entity(text);
    if (!entity || nesting > kMaxNesting) return std::nullopt;
    if (entity->headers.find("content-type: multipart/") != std::string::npos) return find_page_in_parts(*entity, nesting);
    if (entity->headers.find("content-type: text/html") == std::string::npos) return std::nullopt;
    Page page{std::string(entity->body), parameter(*entity, "charset=")};
    if (entity->headers.find("quoted-printable") != std::string::npos) page.bytes = from_quoted_printable(entity->body);
    if (entity->headers.find("encoding: base64") != std::string::npos) page.bytes = from_base64(entity->body);
    return page;
}

/// The charset that a page declares near its start (HTML, 13.2.3.2).
std::string declared_charset(std::string_view bytes) {
    const std::string head = lower(bytes.substr(0, 1024));
    constexpr std::string_view kName = "charset=";
    std::size_t at = head.find(kName);
    if (at == head.npos) return {};
    at = head.find_first_not_of(" \"'", at + kName.size());
    if (at == head.npos) return {};
    return head.substr(at, head.find_first_of(" \"';/>", at) - at);
}

}  // namespace

Result<std::string> decode_html(BytesView bytes) {
    Page page{std::string(as_text(bytes)), {}};
    std::string_view start = page.bytes;
    start.remove_prefix(std::min(start.find_first_not_of(" \t\r\n"), start.size()));
    if (start.substr(0, 1) != "<" && lower(start.substr(0, 4096)).find("mime-version:") != std::string::npos) {
        if (auto saved = find_page(page.bytes, 0)) page = std::move(*saved);
    }
    const bool utf8 = guess_encoding(page.bytes) == "UTF-8";
    const std::string label = utf8 ? "UTF-8" : page.charset.empty() ? declared_charset(page.bytes) : page.charset;
    return decode_text(as_bytes(page.bytes), label);
}

}  // namespace bespoke::document
