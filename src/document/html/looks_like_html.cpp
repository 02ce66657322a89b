#include "document/html/looks_like_html.hpp"

#include <algorithm>
#include <array>
#include <cctype>

namespace bespoke::document {
namespace {

constexpr std::size_t kHeadCharacters = 8192;

char lower(char byte) { return static_cast<char>(std::tolower(static_cast<unsigned char>(byte))); }

bool starts_with_folded(std::string_view text, std::string_view lower_prefix) {
    return text.size() >= lower_prefix.size() && std::equal(lower_prefix.begin(), lower_prefix.end(), text.begin(),
                                                            [](char expected, char byte) { return expected == lower(byte); });
}

void drop_blanks(std::string_view& text) { text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n\f\v"), text.size())); }

/// What stands behind blanks, comments and processing instructions.
std::string_view first_tag(std::string_view text) {
    for (;;) {
        drop_blanks(text);
        const std::string_view close = text.starts_with("<!--") ? "-->" : text.starts_with("<?") ? ">" : "";
        if (close.empty()) return text;
        const std::size_t end = text.find(close);
        if (end == text.npos) return {};
        text.remove_prefix(end + close.size());
    }
}

bool is_tag(std::string_view text) {
    constexpr std::array<std::string_view, 27> kTags = {
        "p",  "div", "span", "br", "h1", "h2", "h3",     "h4",      "ul",      "ol",     "li",   "table", "tr",  "td",
        "th", "a",   "b",    "i",  "em", "hr", "strong", "section", "article", "header", "main", "font",  "body"};
    text.remove_prefix(text.starts_with("</") ? 2 : 1);
    const std::size_t end = std::min(text.find_first_of(" \t\r\n/>"), text.size());
    if (end == text.size() || end > 8) return false;
    return std::any_of(kTags.begin(), kTags.end(),
                       [&](std::string_view tag) { return tag.size() == end && starts_with_folded(text, tag); });
}

bool is_mostly_tags(std::string_view text) {
    constexpr std::size_t kFewTags = 4;
    std::size_t tags = 0, lines = 1;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '<' && is_tag(text.substr(at))) ++tags;
        if (text[at] == '\n' && at + 1 < text.size() && text[at + 1] != '\n' && text[at + 1] != '\r') ++lines;
    }
    return tags >= kFewTags && tags >= lines;
}

bool is_saved_page(std::string_view text) {
    const std::string_view head = text.substr(0, std::min<std::size_t>(text.size(), 2048));
    std::string folded(head);
    std::transform(folded.begin(), folded.end(), folded.begin(), lower);
    const bool headers_first =
        folded.starts_with("mime-version:") || folded.starts_with("from:") || folded.starts_with("content-type:");
    return headers_first && folded.find("mime-version:") != folded.npos &&
           (folded.find("multipart/related") != folded.npos || folded.find("text/html") != folded.npos);
}

}  // namespace

bool looks_like_html(std::string_view text) {
    drop_blanks(text);
    const std::string_view start = first_tag(text);
    for (const std::string_view opening : {"<!doctype html", "<html", "<head", "<body", "<title", "<meta ", "<style"}) {
        if (starts_with_folded(start, opening)) return true;
    }
    return is_mostly_tags(text.substr(0, kHeadCharacters)) || is_saved_page(text);
}

bool is_other_xml(std::string_view text) {
    drop_blanks(text);
    return starts_with_folded(text, "<?xml") && !looks_like_html(text);
}

}  // namespace bespoke::document
