#include "document/flow/tidy.hpp"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>

#include "text/text.hpp"

namespace bespoke::document {
namespace {

/// Blanks typed in a row from which on they are a gap between two things rather than part of one.
constexpr std::size_t kGapBlanks = 3;

bool is_blank(char byte) { return byte == ' ' || byte == '\t'; }

/// Every kind of space becomes ' '. Signs of icon fonts have no meaning outside them and go, but for a bullet in front.
std::string plain_blanks(std::string_view text) {
    std::string result;
    result.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = at;
        UChar32 code = 0;
        U8_NEXT(reinterpret_cast<const std::uint8_t*>(text.data()), at, text.size(), code);
        const bool blank = code == ' ' || (code >= 0x80 && u_charType(code) == U_SPACE_SEPARATOR);
        const bool icon = code >= 0x80 && u_charType(code) == U_PRIVATE_USE_CHAR && !(code >= 0xf000 && code <= 0xf0ff);
        if (blank || icon || code == '\n')
            result += ' ';
        else
            result += text.substr(begin, at - begin);
    }
    return result;
}

void mark_gaps(std::string& text) {
    std::string result;
    result.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        std::size_t end = at;
        while (end < text.size() && is_blank(text[end])) ++end;
        const std::string_view blanks = std::string_view(text).substr(at, end - at);
        if (blanks.empty()) {
            result += text[at++];
            continue;
        }
        const bool gap = blanks.size() >= kGapBlanks || blanks.find('\t') != blanks.npos;
        result += gap ? std::string_view("\t") : blanks;
        at = end;
    }
    text = std::move(result);
}

bool same_look(const Span& left, const Span& right) {
    return left.font == right.font && left.size_pt == right.size_pt && left.weight == right.weight &&
           left.italic == right.italic && left.underlined == right.underlined && left.colour == right.colour &&
           left.visibility == right.visibility && left.link == right.link;
}

void join_neighbours(std::vector<Span>& spans) {
    std::vector<Span> joined;
    for (Span& span : spans) {
        if (span.text.empty()) continue;
        if (!joined.empty() && same_look(joined.back(), span))
            joined.back().text += span.text;
        else
            joined.push_back(std::move(span));
    }
    spans = std::move(joined);
}

void trim(std::vector<Span>& spans) {
    while (!spans.empty()) {
        std::string& text = spans.front().text;
        text.erase(0, std::min(text.find_first_not_of(" \t"), text.size()));
        if (!text.empty()) break;
        spans.erase(spans.begin());
    }
    while (!spans.empty()) {
        std::string& text = spans.back().text;
        text.erase(text.find_last_not_of(" \t") + 1);
        if (!text.empty()) break;
        spans.pop_back();
    }
}

}  // namespace

std::string spelled_in_tags(std::string_view text) {
    constexpr std::string_view kTagPlane = "\xf3\xa0";  // lead bytes of all tag characters
    constexpr UChar32 kFlag = 0x1f3f4, kFirst = 0xe0020, kLast = 0xe007e, kCancel = 0xe007f;
    std::string spelled;
    if (text.find(kTagPlane) == text.npos) return spelled;
    bool in_flag = false;
    for (std::size_t at = 0; at < text.size();) {
        UChar32 code = 0;
        U8_NEXT(reinterpret_cast<const std::uint8_t*>(text.data()), at, text.size(), code);
        const bool tag = code >= kFirst && code <= kLast;
        if (tag && !in_flag) spelled += static_cast<char>(code - kFirst + ' ');
        in_flag = code == kFlag || (in_flag && tag && code != kCancel);
    }
    return spelled;
}

void tidy(Line& line) {
    join_neighbours(line.spans);
    std::string spelled;
    for (const Span& span : line.spans) spelled += spelled_in_tags(span.text);
    for (Span& span : line.spans) {
        span.text = plain_blanks(text::clean(span.text));
        mark_gaps(span.text);
    }
    trim(line.spans);
    if (spelled.empty()) return;
    Span hidden;
    hidden.text = std::move(spelled);
    hidden.visibility = Visibility::Hidden;
    line.spans.push_back(std::move(hidden));
}

std::string one_line(std::string_view text) {
    std::string line = text::clean(text);
    std::replace_if(
        line.begin(), line.end(), [](char byte) { return byte == '\n' || byte == '\t'; }, ' ');
    return std::string(text::trim(line));
}

}  // namespace bespoke::document
