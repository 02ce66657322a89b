#include "document/html/nesting.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <string>

namespace bespoke::document {
namespace {

/// Void elements, and those that the next of their kind closes.
constexpr std::array<std::string_view, 33> kSelfClosing = {
    "area",   "base",  "br",       "col",    "embed",    "hr", "img", "input", "link", "meta", "param",
    "source", "track", "wbr",      "p",      "li",       "dt", "dd",  "td",    "th",   "tr",   "tbody",
    "thead",  "tfoot", "colgroup", "option", "optgroup", "rt", "rp",  "html",  "head", "body", "nobr"};
/// Elements whose content is text until their end tag.
constexpr std::array<std::string_view, 4> kRawText = {"script", "style", "textarea", "title"};

template <std::size_t Count>
bool is_one_of(std::string_view name, const std::array<std::string_view, Count>& names) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

std::string tag_name(std::string_view text) {
    std::string name;
    for (const char byte : text) {
        const bool letter =
            (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (!name.empty() && byte >= '0' && byte <= '9');
        if (!letter || name.size() == 16) break;
        name += byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte + 32) : byte;
    }
    return name;
}

}  // namespace

int deepest_nesting(std::string_view html) {
    std::map<std::string, int, std::less<>> open;
    int depth = 0, deepest = 0;
    for (std::size_t at = html.find('<'); at != html.npos; at = html.find('<', at + 1)) {
        if (html.substr(at, 4) == "<!--") {
            at = std::min(html.find("-->", at), html.size() - 1);
            continue;
        }
        const bool end_tag = html.substr(at, 2) == "</";
        const std::string name = tag_name(html.substr(at + (end_tag ? 2 : 1)));
        if (name.empty() || is_one_of(name, kSelfClosing)) continue;
        if (!end_tag && is_one_of(name, kRawText)) {
            at = std::min(html.find("</", at + 1), html.size() - 1);
            continue;
        }
        int& count = open[name];
        const int change = end_tag ? -std::min(count, 1) : 1;
        count += change;
        depth += change;
        deepest = std::max(deepest, depth);
    }
    return deepest;
}

}  // namespace bespoke::document
