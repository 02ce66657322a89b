#include "document/odt/odt_styles.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <vector>

#include "document/flow/marker.hpp"
#include "document/html/css.hpp"

namespace bespoke::document {
namespace {

constexpr int kMaxStyleChain = 32;

/// Names are stored with escapes, "Heading_20_1" (19.502).
std::string shown_name(std::string_view name) {
    std::string result;
    for (std::size_t at = 0; at < name.size(); ++at) {
        const bool blank = name.substr(at, 4) == "_20_";
        result += blank ? ' ' : name[at];
        if (blank) at += 3;
    }
    return result;
}

/// ODF takes sizes, weights and colours over from XSL and so from CSS.
OdtTextProperties read_text_properties(const pugi::xml_node& style) {
    OdtTextProperties result;
    const pugi::xml_node properties = child(style, "text-properties");
    const auto value = [&](std::string_view name) { return std::string(attribute(properties, name)); };
    const Declarations css =
        read_declarations(fmt::format("font-size:{};font-weight:{};font-style:{};color:{}", value("font-size"),
                                      value("font-weight"), value("font-style"), value("color")),
                          0);
    if (const std::string size = value("font-size"); size.ends_with('%'))
        result.size_factor = static_cast<float>(to_int(size).value_or(100)) / 100;
    else if (css.size_pt)
        result.size_pt = css.size_pt;
    result.weight = css.weight;
    if (!value("font-style").empty()) result.italic = css.italic;
    result.colour = css.colour;
    for (const std::string_view name : {"font-name", "font-family"}) {
        if (!value(name).empty() && !result.font) result.font = value(name);
    }
    if (const std::string underline = value("text-underline-style"); !underline.empty()) result.underlined = underline != "none";
    if (const std::string display = value("display"); !display.empty()) result.hidden = display == "none";
    for (const std::string_view kind :
         {"text-properties", "paragraph-properties", "table-cell-properties", "section-properties"}) {
        const std::string_view ground = attribute(child(style, kind), "background-color");
        if (!ground.empty()) result.painted = ground != "transparent" && ground != "#ffffff" && ground != "#FFFFFF";
        if (attribute(child(style, kind), "display") == "none") result.hidden = true;
    }
    return result;
}

}  // namespace

void OdtStyles::add(const pugi::xml_node& part) {
    for (const std::string_view group : {"styles", "automatic-styles"}) {
        for (const pugi::xml_node& node : child(part, group).children()) {
            const std::string_view name = local_name(node);
            if (name == "style" || name == "default-style") add_style(node, group == "automatic-styles");
            if (name == "list-style") add_list_style(node);
        }
    }
}

void OdtStyles::add_style(const pugi::xml_node& node, bool automatic) {
    Definition definition;
    const std::string_view name = attribute(node, "name"), display = attribute(node, "display-name");
    definition.display_name = display.empty() ? shown_name(name) : std::string(display);
    definition.parent = attribute(node, "parent-style-name");
    definition.list_style = attribute(node, "list-style-name");
    definition.master_page = attribute(node, "master-page-name");
    definition.automatic = automatic;
    definition.outline_level = to_int(attribute(node, "default-outline-level")).value_or(0);
    definition.text = read_text_properties(node);
    definitions_.insert_or_assign(fmt::format("{} {}", attribute(node, "family"), name), std::move(definition));
}

void OdtStyles::add_list_style(const pugi::xml_node& node) {
    auto& levels = lists_[std::string(attribute(node, "name"))];
    for (const pugi::xml_node& entry : node.children()) {
        OdtListLevel level;
        level.numbered = local_name(entry) == "list-level-style-number";
        level.bullet = shown_bullet(attribute(entry, "bullet-char"));
        level.prefix = attribute(entry, "num-prefix");
        level.suffix = attribute(entry, "num-suffix");
        level.format = attribute(entry, "num-format");
        level.start = to_int(attribute(entry, "start-value")).value_or(1);
        level.shown_levels = std::clamp(to_int(attribute(entry, "display-levels")).value_or(1), 1, 10);
        levels.emplace(to_int(attribute(entry, "level")).value_or(1), std::move(level));
    }
}

const OdtListLevel* OdtStyles::list_level(const std::string& style, int level) const {
    const auto list = lists_.find(style);
    if (list == lists_.end()) return nullptr;
    const auto found = list->second.find(level);
    return found == list->second.end() ? nullptr : &found->second;
}

void OdtStyles::apply(const OdtTextProperties& over, OdtStyle& style) {
    Span& look = style.look;
    look.font = over.font.value_or(look.font);
    look.size_pt = over.size_pt.value_or(look.size_pt * over.size_factor.value_or(1));
    look.weight = over.weight.value_or(look.weight);
    look.italic = over.italic.value_or(look.italic);
    look.underlined = over.underlined.value_or(look.underlined);
    look.colour = over.colour.value_or(look.colour);
    if (over.hidden) look.visibility = *over.hidden ? Visibility::Hidden : Visibility::Shown;
    style.painted = over.painted.value_or(style.painted);
}

OdtStyle OdtStyles::base() const {
    OdtStyle style;
    style.look.size_pt = 12;
    const auto defaults = definitions_.find("paragraph ");
    if (defaults != definitions_.end()) apply(defaults->second.text, style);
    return style;
}

OdtStyle OdtStyles::resolve(std::string_view family, const std::string& name, const OdtStyle& inherited) const {
    std::vector<const Definition*> chain;
    for (auto found = definitions_.find(fmt::format("{} {}", family, name));
         !name.empty() && found != definitions_.end() && chain.size() < kMaxStyleChain;
         found = definitions_.find(fmt::format("{} {}", family, found->second.parent))) {
        chain.push_back(&found->second);
        if (found->second.parent.empty()) break;
    }
    OdtStyle style = inherited;
    style.name.clear();
    for (std::size_t index = chain.size(); index-- > 0;) {
        const Definition& definition = *chain[index];
        apply(definition.text, style);
        if (!definition.automatic) style.name = definition.display_name;
        if (!definition.list_style.empty()) style.list_style = definition.list_style;
        if (!definition.master_page.empty()) style.master_page = definition.master_page;
        if (definition.outline_level > 0) style.outline_level = definition.outline_level;
    }
    return style;
}

}  // namespace bespoke::document
