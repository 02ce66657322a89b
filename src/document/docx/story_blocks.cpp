#include <algorithm>

#include "document/docx/alternative.hpp"
#include "document/docx/chunk.hpp"
#include "document/docx/story.hpp"

// The block level of a story: paragraphs, tables and what wraps them. The walk recurses; parse_xml bounds its depth.
namespace bespoke::document {
namespace {

constexpr int kMaxColumns = 1000;

/// Wrappers that say something about their content but are not content.
bool is_wrapper(std::string_view name) {
    return name == "ins" || name == "moveTo" || name == "customXml" || name == "smartTag" || name == "sdtContent";
}

/// Whether the cell or table paints its ground, so that white text on it is seen.
bool is_painted(const pugi::xml_node& properties) { return read_paragraph_properties(properties).shaded; }

int span_of(const pugi::xml_node& properties, std::string_view name, int absent) {
    return std::clamp(to_int(attribute(child(properties, name), "val")).value_or(absent), 0, kMaxColumns);
}

}  // namespace

Status Story::read(const pugi::xml_node& container) {
    return blocks(container, {region_, std::nullopt, sources_.backdrop, Visibility::Shown});
}

Status Story::blocks(const pugi::xml_node& container, const Place& place) {
    for (const pugi::xml_node& node : container.children()) {
        if (Status status = block(node, place); !status) return status;
    }
    return {};
}

Status Story::block(const pugi::xml_node& node, const Place& place) {
    const std::string_view name = local_name(node);
    if (name == "p") return paragraph(node, place);
    if (name == "tbl") return table(node, place);
    if (name == "sdt") return blocks(child(node, "sdtContent"), place);
    if (name == "AlternateContent") return blocks(chosen_alternative(node), place);
    if (name == "altChunk") return chunk(node, place);
    if (is_wrapper(name)) return blocks(node, place);
    return {};
}

Block Story::frame_of(const pugi::xml_node& properties, const Style& style, const ParagraphProperties& paragraph,
                      const Place& place) {
    Block frame;
    frame.region = place.region;
    frame.cell = place.cell;
    frame.style = style.name;
    const std::string style_id(attribute(child(properties, "pStyle"), "val"));
    if (const auto item = sources_.numbering.next(paragraph.numbering, style_id)) {
        frame.kind = BlockKind::ListItem;
        frame.level = std::min(item->level, 8);
        frame.marker = item->marker;
    }
    if (const int level = heading_level(paragraph); level > 0) {
        frame.kind = BlockKind::Heading;
        frame.level = level;
    }
    return frame;
}

Status Story::paragraph(const pugi::xml_node& node, const Place& place) {
    const pugi::xml_node properties = child(node, "pPr");
    const Style style = sources_.styles.paragraph_style(std::string(attribute(child(properties, "pStyle"), "val")));
    ParagraphProperties own = style.paragraph;
    own.apply(read_paragraph_properties(properties));
    Paragraph paragraph{style.run, place, {}, false};
    if (own.shaded) paragraph.place.backdrop = Backdrop::Painted;
    flow_.open(frame_of(properties, style, own, place));
    runs(node, {}, paragraph);
    // "Page 2 of 3" is the page's, not the text's.
    const bool in_margin = place.region == Region::Header || place.region == Region::Footer;
    if (paragraph.has_page_number && in_margin) flow_.discard();
    flow_.close();
    for (const pugi::xml_node& box : paragraph.text_boxes) {
        Place inside = place;
        if (place.region == Region::Body) inside.region = Region::TextBox;
        inside.backdrop = is_painted_box(box) ? Backdrop::Painted : sources_.backdrop;
        if (Status status = blocks(box, inside); !status) return status;
    }
    return {};
}

Status Story::table(const pugi::xml_node& node, const Place& place) {
    const pugi::xml_node properties = child(node, "tblPr");
    Place inside = place;
    const std::string style_id(attribute(child(properties, "tblStyle"), "val"));
    if (is_painted(properties) || (!style_id.empty() && sources_.styles.paragraph_style(style_id).paragraph.shaded)) {
        inside.backdrop = Backdrop::Painted;
    }
    Cell next{sources_.tables++, 0, 0};
    return rows(node, next, inside);
}

Status Story::rows(const pugi::xml_node& container, Cell& next, const Place& place) {
    for (const pugi::xml_node& node : container.children()) {
        const std::string_view name = local_name(node);
        Status status;
        if (name == "sdt" || is_wrapper(name)) status = rows(name == "sdt" ? child(node, "sdtContent") : node, next, place);
        if (!status) return status;
        const pugi::xml_node properties = child(node, "trPr");
        if (name != "tr" || child(properties, "del")) continue;
        Place inside = place;
        if (child(properties, "hidden")) inside.visibility = Visibility::Hidden;
        next.column = span_of(properties, "gridBefore", 0);
        if (status = cells(node, next, inside); !status) return status;
        ++next.row;
    }
    return {};
}

Status Story::cells(const pugi::xml_node& container, Cell& next, const Place& place) {
    for (const pugi::xml_node& node : container.children()) {
        const std::string_view name = local_name(node);
        Status status;
        if (name == "sdt" || is_wrapper(name)) status = cells(name == "sdt" ? child(node, "sdtContent") : node, next, place);
        if (!status) return status;
        if (name != "tc") continue;
        const pugi::xml_node properties = child(node, "tcPr");
        Place inside = place;
        inside.cell = next;
        if (is_painted(properties)) inside.backdrop = Backdrop::Painted;
        if (status = blocks(node, inside); !status) return status;
        next.column = std::min(next.column + span_of(properties, "gridSpan", 1), kMaxColumns);
    }
    return {};
}

Status Story::chunk(const pugi::xml_node& node, const Place& place) {
    const auto found = relationships_.find(attribute(node, "id"));
    if (found == relationships_.end() || found->second.external) return {};
    auto part = sources_.package.bytes(found->second.target);
    if (!part) return tl::unexpected(part.error());
    if (!*part) return {};
    flow_.close();
    for (Block& block : read_chunk(as_bytes(**part), sources_.limits, sources_.tables)) {
        if (block.region == Region::Body) block.region = place.region;
        if (!block.cell) block.cell = place.cell;
        flow_.append(std::move(block));
    }
    return {};
}

}  // namespace bespoke::document
