#include "document/odt/odt_story.hpp"

#include <algorithm>

#include "document/flow/counting.hpp"
#include "document/flow/visibility.hpp"

// The walk recurses; parse_xml bounds the depth of its input.
namespace bespoke::document {
namespace {

constexpr int kMaxRepeat = 1000;
constexpr int kMaxLevels = 10;

int count_of(const pugi::xml_node& node, std::string_view name) {
    return std::clamp(to_int(attribute(node, name)).value_or(1), 1, kMaxRepeat);
}

std::string_view numbering_format(std::string_view format) {
    if (format == "a") return "lowerLetter";
    if (format == "A") return "upperLetter";
    if (format == "i") return "lowerRoman";
    return format == "I" ? "upperRoman" : "decimal";
}

}  // namespace

void OdtStory::read(const pugi::xml_node& container) {
    Place place;
    place.region = region_;
    place.style = styles_.base();
    blocks(container, place);
}

void OdtStory::blocks(const pugi::xml_node& container, const Place& place) {
    for (const pugi::xml_node& node : container.children()) block(node, place);
}

void OdtStory::block(const pugi::xml_node& node, const Place& place) {
    const std::string_view name = local_name(node);
    if (name == "p" || name == "h") return paragraph(node, place);
    if (name == "list") return list(node, place);
    if (name == "table") return table(node, place);
    if (name == "tracked-changes") return;  // what was deleted
    Place inside = place;
    if (name == "frame" || name == "text-box" || name == "custom-shape") {
        if (place.region == Region::Body) inside.region = Region::TextBox;
        inside.style.painted = true;  // fills of shapes are not looked into
        return blocks(node, inside);
    }
    if (name == "section") {
        inside.style = styles_.resolve("section", std::string(attribute(node, "style-name")), place.style);
        if (attribute(node, "display") == "none") inside.style.look.visibility = Visibility::Hidden;
        return blocks(node, inside);
    }
    if (name == "index-body" || name == "index-title" || name.ends_with("-index") || name == "table-of-content" ||
        name == "note-body" || name == "note" || name == "g")
        blocks(node, inside);
}

void OdtStory::paragraph(const pugi::xml_node& node, const Place& place) {
    const OdtStyle style = styles_.resolve("paragraph", std::string(attribute(node, "style-name")), place.style);
    if (std::exchange(first_paragraph_, false)) master_page_ = style.master_page;
    Block frame;
    frame.region = place.region;
    frame.cell = place.cell;
    frame.style = style.name;
    if (!list_styles_.empty()) {
        frame.kind = BlockKind::ListItem;
        frame.level = std::min(static_cast<int>(list_styles_.size()) - 1, 8);
        frame.marker = std::exchange(marker_, {});
    }
    if (local_name(node) == "h" || style.outline_level > 0) {
        frame.kind = BlockKind::Heading;
        frame.level = std::clamp(to_int(attribute(node, "outline-level")).value_or(std::max(style.outline_level, 1)), 1, 9);
    }
    flow_.open(std::move(frame));
    after_blank_ = true;
    has_page_number_ = false;
    inlines(node, {style, {}});
    const bool in_margin = place.region == Region::Header || place.region == Region::Footer;
    if (has_page_number_ && in_margin) flow_.discard();
    flow_.close();
    for (const pugi::xml_node& anchored : std::exchange(later_, {})) block(anchored, place);
}

/// Lists nest; an inner one without a style of its own goes on in the outer one's.
void OdtStory::list(const pugi::xml_node& node, const Place& place) {
    if (list_styles_.size() >= kMaxLevels) return blocks(node, place);
    std::string style(attribute(node, "style-name"));
    if (style.empty() && !list_styles_.empty()) style = list_styles_.back();
    list_styles_.push_back(style);
    std::vector<int>& counters = counters_[style];
    counters.resize(kMaxLevels + 1);
    const std::size_t level = list_styles_.size();
    const OdtListLevel* definition = styles_.list_level(style, static_cast<int>(level));
    const bool goes_on = attribute(node, "continue-numbering") == "true" || has_attribute(node, "continue-list");
    if (!goes_on) counters[level] = (definition == nullptr ? 1 : definition->start) - 1;
    for (const pugi::xml_node& item : node.children()) {
        const std::string_view name = local_name(item);
        if (name != "list-item" && name != "list-header") continue;
        if (const auto start = to_int(attribute(item, "start-value"))) counters_[style][level] = *start - 1;
        if (name == "list-item") set_marker();
        blocks(item, place);
    }
    list_styles_.pop_back();
}

void OdtStory::set_marker() {
    const std::string& style = list_styles_.back();
    const int level = static_cast<int>(list_styles_.size());
    std::vector<int>& counters = counters_[style];
    ++counters[static_cast<std::size_t>(level)];
    const OdtListLevel* definition = styles_.list_level(style, level);
    marker_ = "•";
    if (definition == nullptr) return;
    if (!definition->numbered) {
        if (!definition->bullet.empty()) marker_ = definition->bullet;
        return;
    }
    marker_ = definition->prefix;
    for (int shown = std::max(1, level - definition->shown_levels + 1); shown <= level && !definition->format.empty(); ++shown) {
        if (shown < level)
            marker_ += counted(counters[static_cast<std::size_t>(shown)], "decimal") + ".";
        else
            marker_ += counted(counters[static_cast<std::size_t>(shown)], numbering_format(definition->format));
    }
    marker_ += definition->suffix;
}

void OdtStory::table(const pugi::xml_node& node, const Place& place) {
    Cell next{tables_++, 0, 0};
    // A list around does not number what stands in the cells.
    const auto lists = std::exchange(list_styles_, {});
    rows(node, next, place);
    list_styles_ = lists;
}

void OdtStory::rows(const pugi::xml_node& container, Cell& next, const Place& place) {
    for (const pugi::xml_node& node : container.children()) {
        const std::string_view name = local_name(node);
        if (name == "table-row")
            row(node, next, place);
        else if (name == "table-rows" || name == "table-header-rows" || name == "table-row-group")
            rows(node, next, place);
    }
}

void OdtStory::row(const pugi::xml_node& node, Cell& next, const Place& place) {
    next.column = 0;
    for (const pugi::xml_node& cell : node.children()) {
        const std::string_view name = local_name(cell);
        if (name == "table-cell") {
            Place inside = place;
            inside.cell = next;
            inside.style = styles_.resolve("table-cell", std::string(attribute(cell, "style-name")), place.style);
            if (attribute(node, "visibility") == "collapse") inside.style.look.visibility = Visibility::Hidden;
            blocks(cell, inside);
        }
        if (name == "table-cell" || name == "covered-table-cell")
            next.column = std::min(next.column + count_of(cell, "number-columns-repeated"), kMaxRepeat);
    }
    next.row += count_of(node, "number-rows-repeated");
}

void OdtStory::inlines(const pugi::xml_node& container, const Inline& look) {
    for (const pugi::xml_node& node : container.children()) inline_node(node, look);
}

void OdtStory::inline_node(const pugi::xml_node& node, const Inline& look) {
    if (node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata) return characters(node.value(), look);
    const std::string_view name = local_name(node);
    if (name == "s") return add(std::string(static_cast<std::size_t>(count_of(node, "c")), ' '), look);
    if (name == "tab") return add("\t", look);
    if (name == "line-break") return add("\n", look);
    if (name == "annotation" || name == "annotation-end" || name == "ruby-text" || name == "note-citation") return;
    if (name == "frame" || name == "custom-shape" || name == "note" || name == "g") return later_.push_back(node);
    Inline inside = look;
    if (name == "span") inside.style = styles_.resolve("text", std::string(attribute(node, "style-name")), look.style);
    if (name == "a") inside.link = attribute(node, "href");
    if (inside.link.starts_with('#')) inside.link.clear();
    if (name == "page-number" || name == "page-count") has_page_number_ = true;
    inlines(node, inside);
}

/// White space collapses, across elements too (6.1.2).
void OdtStory::characters(std::string_view text, const Inline& look) {
    std::string shown;
    for (const char byte : text) {
        const bool blank = byte == ' ' || byte == '\n' || byte == '\t' || byte == '\r';
        if (!blank)
            shown += byte;
        else if (!after_blank_)
            shown += ' ';
        after_blank_ = blank;
    }
    if (shown.empty()) return;
    const bool blank_at_end = after_blank_;
    add(shown, look);
    after_blank_ = blank_at_end;
}

void OdtStory::add(std::string_view text, const Inline& look) {
    Span span = look.style.look;
    span.link = look.link;
    if (is_unseen(span, look.style.painted ? Backdrop::Painted : Backdrop::Paper)) span.visibility = Visibility::Hidden;
    flow_.add(span, text);
    after_blank_ = text.ends_with('\n');
}

}  // namespace bespoke::document
