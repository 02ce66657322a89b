#include "artifacts/changes/sides.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "artifacts/changes/word_diff.hpp"
#include "artifacts/view/wording.hpp"

namespace bespoke::artifacts {
namespace {

using nlohmann::ordered_json;

std::string keywords_of(const ordered_json& item) {
    std::string out;
    for (const auto& keyword : item.value("keywords", ordered_json::array())) {
        if (!keyword.is_string()) continue;
        if (!out.empty()) out += ", ";
        out += keyword.get<std::string>();
    }
    return out;
}

/// An element of a list in words: a text, a section by its heading, a group of skills as "Name: a, b".
std::string item_text(const ordered_json& item) {
    if (item.is_string()) {
        const auto section = resume::section_from_string(item.get_ref<const std::string&>());
        return section ? heading_text(StyleGuide{}, *section) : item.get<std::string>();
    }
    if (!item.is_object()) return item.dump();
    const auto name = item.contains("name") && item["name"].is_string() ? item["name"].get<std::string>() : "";
    const auto keywords = keywords_of(item);
    return name.empty() ? keywords : keywords.empty() ? name : name + ": " + keywords;
}

std::vector<std::string> items_of(const ordered_json& value) {
    std::vector<std::string> items;
    if (value.is_array()) {
        for (const auto& item : value) items.push_back(item_text(item));
    }
    return items;
}

void write_nothing(HtmlWriter& html) { html.element("p", "Nothing", "soft"); }

std::string text_of(const ordered_json& value) { return value.is_string() ? value.get<std::string>() : ""; }

/// One side of a text: the words of both sides, and those of this one marked.
void write_text(HtmlWriter& html, const std::vector<DiffPiece>& pieces, DiffKind own) {
    const bool is_empty =
        std::none_of(pieces.begin(), pieces.end(), [&](const auto& it) { return it.kind == own || it.kind == DiffKind::Same; });
    if (is_empty) return write_nothing(html);
    html.raw("<p dir=\"auto\">");
    for (const auto& piece : pieces) {
        if (piece.kind == DiffKind::Same) html.text(piece.text);
        if (piece.kind != own) continue;
        const auto* tag = own == DiffKind::Added ? "ins" : "del";
        html.raw(fmt::format("<{}>", tag));
        html.text(piece.text);
        html.raw(fmt::format("</{}>", tag));
    }
    html.close("p");
}

/// Where an item went, in words; empty if it stayed or is no longer there.
std::string move_of(const std::vector<std::string>& before, std::size_t after_index, const std::string& item) {
    const auto found = std::find(before.begin(), before.end(), item);
    if (found == before.end()) return "";
    const auto from = static_cast<std::size_t>(found - before.begin());
    if (from == after_index) return "";
    return from > after_index ? fmt::format(" ↑ from {}", from + 1) : fmt::format(" ↓ from {}", from + 1);
}

/// `mark` is the tag of items that the other side does not have.
void write_list(HtmlWriter& html, const std::vector<std::string>& own, const std::vector<std::string>& other, const char* mark) {
    if (own.empty()) return write_nothing(html);
    const bool is_after = std::string_view(mark) == "ins";
    html.open("ol");
    for (std::size_t i = 0; i < own.size(); ++i) {
        const bool is_shared = std::find(other.begin(), other.end(), own[i]) != other.end();
        html.raw("<li dir=\"auto\">");
        if (!is_shared) html.open(mark);
        html.text(own[i]);
        if (!is_shared) html.raw(fmt::format("</{}>", mark));
        const auto move = is_after ? move_of(other, i, own[i]) : "";
        if (!move.empty()) html.raw("<span class=\"moved\">" + move + "</span>");
        html.close("li");
    }
    html.close("ol");
}

}  // namespace

void write_sides(HtmlWriter& html, const ChangeEntry& entry) {
    const bool is_list = entry.before.is_array() || entry.after.is_array();
    const auto before = items_of(entry.before), after = items_of(entry.after);
    const auto pieces = is_list ? std::vector<DiffPiece>{} : diff_words(text_of(entry.before), text_of(entry.after));
    html.open("div", "sides");
    html.raw("<div><h4>Before</h4>\n");
    is_list ? write_list(html, before, after, "del") : write_text(html, pieces, DiffKind::Removed);
    html.raw("</div>\n<div><h4>After</h4>\n");
    is_list ? write_list(html, after, before, "ins") : write_text(html, pieces, DiffKind::Added);
    html.raw("</div>\n");
    html.close("div");
}

}  // namespace bespoke::artifacts
