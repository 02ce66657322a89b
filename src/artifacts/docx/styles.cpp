#include "artifacts/docx/styles.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>

#include "artifacts/docx/xml.hpp"

namespace bespoke::artifacts {
namespace {

/// How a kind of block appears as a Word style. Names are Word's own where it has one, so that its interface, its outline
/// and other readers know what they mean.
struct ParagraphStyle {
    BlockKind kind;
    const char *id, *name;
    Look look;
    int outline_level;  ///< 0 for none
};
constexpr std::array<ParagraphStyle, 9> kParagraphStyles = {{
    {BlockKind::Title, "Title", "Title", Look::Title, 0},
    {BlockKind::Label, "Subtitle", "Subtitle", Look::Label, 0},
    {BlockKind::Contact, "ContactInfo", "Contact Info", Look::Contact, 0},
    {BlockKind::Heading, "Heading1", "heading 1", Look::Heading, 1},
    {BlockKind::EntryHead, "Heading2", "heading 2", Look::Entry, 2},
    {BlockKind::EntrySub, "EntryDetails", "Entry Details", Look::Meta, 0},
    {BlockKind::Bullet, "ListBullet", "List Bullet", Look::Body, 0},
    {BlockKind::Paragraph, "BodyText", "Body Text", Look::Body, 0},
    {BlockKind::ListLine, "SkillLine", "Skill Line", Look::Body, 0},
}};

const ParagraphStyle& style(BlockKind kind) { return kParagraphStyles[static_cast<std::size_t>(kind)]; }

std::string hex(document::Colour colour) { return fmt::format("{:02X}{:02X}{:02X}", colour.red, colour.green, colour.blue); }

std::string half_points(float points) { return std::to_string(std::lround(points * 2)); }

void add_flag(pugi::xml_node properties, const char* name, bool on) {
    auto flag = child(properties, name);
    if (!on) flag.append_attribute("w:val") = "0";
}

// The order of elements is the schema's (ECMA-376 part 1, 17.3.2.28); Word repairs a file that has another.
void add_run_properties(pugi::xml_node parent, const TextStyle& text) {
    auto properties = child(parent, "w:rPr");
    child(properties, "w:rFonts",
          {{"w:ascii", text.family}, {"w:hAnsi", text.family}, {"w:eastAsia", text.family}, {"w:cs", text.family}});
    for (const char* bold : {"w:b", "w:bCs"}) add_flag(properties, bold, text.weight >= 600);
    for (const char* italic : {"w:i", "w:iCs"}) add_flag(properties, italic, text.italic);
    value(properties, "w:color", hex(text.colour));
    for (const char* size : {"w:sz", "w:szCs"}) value(properties, size, half_points(text.size_pt));
}

float text_width(const StyleGuide& guide) { return guide.page_width_pt - guide.margin_left_pt - guide.margin_right_pt; }

void add_rule(pugi::xml_node properties, const StyleGuide& guide) {
    auto borders = child(properties, "w:pBdr");
    child(borders, "w:bottom", {{"w:val", "single"}, {"w:sz", "5"}, {"w:space", "1"}, {"w:color", hex(guide.heading.colour)}});
}

bool is_header(BlockKind kind) { return kind == BlockKind::Title || kind == BlockKind::Label || kind == BlockKind::Contact; }

// Order as in ECMA-376 part 1, 17.3.1.26.
void add_paragraph_properties(pugi::xml_node parent, const ParagraphStyle& it, const StyleGuide& guide) {
    auto properties = child(parent, "w:pPr");
    if (keeps_with_next(it.kind)) child(properties, "w:keepNext");
    if (keeps_with_next(it.kind)) child(properties, "w:keepLines");
    if (it.kind == BlockKind::Bullet) value(child(properties, "w:numPr"), "w:numId", "1");
    if (it.kind == BlockKind::Heading && guide.heading_rule) add_rule(properties, guide);
    if (it.kind == BlockKind::EntryHead || it.kind == BlockKind::EntrySub) {
        child(child(properties, "w:tabs"), "w:tab", {{"w:val", "right"}, {"w:pos", twips(text_width(guide))}});
    }
    child(properties, "w:spacing", {{"w:before", twips(style_gap(it.kind, guide))}, {"w:after", "0"}});
    if (is_header(it.kind) && guide.header_alignment == Alignment::Centre) value(properties, "w:jc", "center");
    if (it.outline_level > 0) value(properties, "w:outlineLvl", std::to_string(it.outline_level - 1));
}

void add_paragraph_style(pugi::xml_node styles, const ParagraphStyle& it, const StyleGuide& guide) {
    auto node = child(styles, "w:style", {{"w:type", "paragraph"}, {"w:styleId", it.id}});
    value(node, "w:name", it.name);
    value(node, "w:basedOn", "Normal");
    if (it.kind != BlockKind::Bullet && it.kind != BlockKind::Paragraph) value(node, "w:next", "BodyText");
    child(node, "w:qFormat");
    add_paragraph_properties(node, it, guide);
    add_run_properties(node, style_of(it.look, guide));
}

void add_character_style(pugi::xml_node styles, const char* id, const char* name, const TextStyle& text) {
    auto node = child(styles, "w:style", {{"w:type", "character"}, {"w:styleId", id}});
    value(node, "w:name", name);
    value(node, "w:basedOn", "DefaultParagraphFont");
    child(node, "w:qFormat");
    add_run_properties(node, text);
}

void add_defaults(pugi::xml_node styles, const StyleGuide& guide) {
    auto defaults = child(styles, "w:docDefaults");
    auto run = child(defaults, "w:rPrDefault");
    add_run_properties(run, guide.body);
    child(run.child("w:rPr"), "w:lang", {{"w:val", language_of(guide)}});
    auto paragraph = child(child(defaults, "w:pPrDefault"), "w:pPr");
    child(paragraph, "w:widowControl");
    const auto line = std::to_string(std::lround(240 * guide.line_spacing));
    child(paragraph, "w:spacing", {{"w:before", "0"}, {"w:after", "0"}, {"w:line", line}, {"w:lineRule", "auto"}});
}

void add_base_styles(pugi::xml_node styles) {
    auto normal = child(styles, "w:style", {{"w:type", "paragraph"}, {"w:default", "1"}, {"w:styleId", "Normal"}});
    value(normal, "w:name", "Normal");
    child(normal, "w:qFormat");
    auto font = child(styles, "w:style", {{"w:type", "character"}, {"w:default", "1"}, {"w:styleId", "DefaultParagraphFont"}});
    value(font, "w:name", "Default Paragraph Font");
}

/// A link looks like the text around it; a resume full of blue underlines is hard to read.
void add_link_style(pugi::xml_node styles) {
    auto node = child(styles, "w:style", {{"w:type", "character"}, {"w:styleId", "Hyperlink"}});
    value(node, "w:name", "Hyperlink");
    value(node, "w:basedOn", "DefaultParagraphFont");
    child(node, "w:qFormat");
    value(child(node, "w:rPr"), "w:u", "none");
}

void add_footer_style(pugi::xml_node styles, const StyleGuide& guide) {
    auto node = child(styles, "w:style", {{"w:type", "paragraph"}, {"w:styleId", "Footer"}});
    value(node, "w:name", "footer");
    value(node, "w:basedOn", "Normal");
    value(child(node, "w:pPr"), "w:jc", "center");
    auto text = guide.contact;
    text.size_pt = 8;
    add_run_properties(node, text);
}

}  // namespace

const char* paragraph_style(BlockKind kind) { return style(kind).id; }

Look look_of(BlockKind kind) { return style(kind).look; }

const char* character_style(Look look) {
    switch (look) {
        case Look::Meta: return "EntryMeta";
        case Look::Strong: return "Strong";
        case Look::Entry: return "EntryTitle";
        case Look::Body:
        case Look::Separator: return "EntryText";
        default: return "DefaultParagraphFont";
    }
}

float style_gap(BlockKind kind, const StyleGuide& guide) {
    // The gap after a block of the same kind is the commonest.
    const Block block{kind, {}, {}};
    const Block before{kind == BlockKind::EntryHead ? BlockKind::Bullet : kind, {}, {}};
    return kind == BlockKind::Title ? 0 : gap_above(&before, block, guide);
}

std::string styles_part(const StyleGuide& guide) {
    pugi::xml_document document;
    auto styles = child(document, "w:styles", {{"xmlns:w", kWordNamespace}});
    add_defaults(styles, guide);
    add_base_styles(styles);
    for (const auto& it : kParagraphStyles) add_paragraph_style(styles, it, guide);
    add_footer_style(styles, guide);
    add_character_style(styles, "Strong", "Strong", style_of(Look::Strong, guide));
    add_character_style(styles, "EntryTitle", "Entry Title", guide.entry);
    add_character_style(styles, "EntryMeta", "Entry Meta", guide.meta);
    add_character_style(styles, "EntryText", "Entry Text", guide.body);
    add_link_style(styles);
    return to_xml(document);
}

std::string numbering_part(const StyleGuide& guide) {
    pugi::xml_document document;
    auto root = child(document, "w:numbering", {{"xmlns:w", kWordNamespace}});
    auto abstract = child(root, "w:abstractNum", {{"w:abstractNumId", "0"}});
    value(abstract, "w:multiLevelType", "singleLevel");
    auto level = child(abstract, "w:lvl", {{"w:ilvl", "0"}});
    value(level, "w:start", "1");
    value(level, "w:numFmt", "bullet");
    value(level, "w:pStyle", paragraph_style(BlockKind::Bullet));
    value(level, "w:lvlText", guide.bullet);
    value(level, "w:lvlJc", "left");
    const auto indent = twips(guide.bullet_indent_pt);
    child(child(level, "w:pPr"), "w:ind", {{"w:left", indent}, {"w:hanging", indent}});
    add_run_properties(level, marker_style(guide));
    value(child(root, "w:num", {{"w:numId", "1"}}), "w:abstractNumId", "0");
    return to_xml(document);
}

const char* language_of(const StyleGuide& guide) { return std::abs(guide.page_width_pt - 612) < 2 ? "en-US" : "en-GB"; }

}  // namespace bespoke::artifacts
