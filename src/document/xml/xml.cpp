#include "document/xml/xml.hpp"

#include <unicode/unistr.h>

#include <algorithm>
#include <charconv>

#include "document/xml/scan.hpp"
#include "text/text.hpp"

namespace bespoke::document {
namespace {

tl::unexpected<Error> malformed(std::string detail) {
    return fail(
        ErrorCode::InvalidInput, "malformed-document",
        "The file is damaged: a part of it is not well-formed; open it in its editor, save it again and use the new file.",
        std::move(detail));
}

/// UTF-16 of either byte order as UTF-8; other text is left as it is.
std::string from_utf16(std::string part) {
    const bool little = part.starts_with("\xff\xfe") || part.starts_with(std::string_view("<\0", 2));
    const bool big = part.starts_with("\xfe\xff") || part.starts_with(std::string_view("\0<", 2));
    if (!little && !big) return part;
    icu::UnicodeString text;
    for (std::size_t at = 0; at + 1 < part.size(); at += 2) {
        const auto first = static_cast<unsigned char>(part[at]), second = static_cast<unsigned char>(part[at + 1]);
        text.append(static_cast<char16_t>(little ? first | second << 8 : first << 8 | second));
    }
    std::string utf8;
    text.toUTF8String(utf8);
    return utf8;
}

/// The encoding that the XML declaration names, if there is one, in lower case.
std::string declared_encoding(std::string_view xml) {
    if (!xml.starts_with("<?xml")) return {};
    const std::string_view declaration = xml.substr(0, xml.find("?>"));
    const std::size_t name = declaration.find("encoding");
    const std::size_t open = declaration.find_first_of("\"'", std::min(name, declaration.size()));
    if (name == declaration.npos || open == declaration.npos) return {};
    std::string value(declaration.substr(open + 1, declaration.find(declaration[open], open + 1) - open - 1));
    std::transform(value.begin(), value.end(), value.begin(),
                   [](char byte) { return byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte + 32) : byte; });
    return value;
}

}  // namespace

Result<pugi::xml_document> parse_xml(std::string part, const Limits& limits) {
    constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
    std::string xml = from_utf16(std::move(part));
    if (xml.starts_with(kByteOrderMark)) xml.erase(0, kByteOrderMark.size());
    const std::string encoding = declared_encoding(xml);
    if (!encoding.empty() && !encoding.starts_with("utf-8") && !encoding.starts_with("utf-16") && encoding != "us-ascii")
        return malformed("encoding " + encoding);
    if (!text::is_utf8(xml)) return malformed("not UTF-8");
    if (Status status = scan_xml(xml, limits); !status) return tl::unexpected(status.error());
    pugi::xml_document document;
    const auto outcome =
        document.load_buffer(xml.data(), xml.size(), pugi::parse_default | pugi::parse_ws_pcdata, pugi::encoding_utf8);
    if (!outcome) return malformed(outcome.description());
    return document;
}

std::string_view local_name(const pugi::xml_node& node) {
    const std::string_view name = node.name();
    const std::size_t colon = name.find(':');
    return colon == name.npos ? name : name.substr(colon + 1);
}

pugi::xml_node child(const pugi::xml_node& node, std::string_view local) {
    for (const pugi::xml_node& candidate : node.children()) {
        if (local_name(candidate) == local) return candidate;
    }
    return {};
}

namespace {

pugi::xml_attribute find_attribute(const pugi::xml_node& node, std::string_view local) {
    for (const pugi::xml_attribute& candidate : node.attributes()) {
        const std::string_view name = candidate.name();
        const std::size_t colon = name.find(':');
        if ((colon == name.npos ? name : name.substr(colon + 1)) == local) return candidate;
    }
    return {};
}

}  // namespace

std::string_view attribute(const pugi::xml_node& node, std::string_view local) { return find_attribute(node, local).value(); }

bool has_attribute(const pugi::xml_node& node, std::string_view local) { return !find_attribute(node, local).empty(); }

std::optional<int> to_int(std::string_view text) {
    constexpr int kSane = 100'000'000;
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || value < -kSane || value > kSane) return std::nullopt;
    return value;
}

}  // namespace bespoke::document
