#include "document/docx/styles.hpp"

#include <algorithm>

namespace bespoke::document {
namespace {

constexpr int kMaxStyleChain = 32;
constexpr int kBodyText = 9;

/// On/off values (17.17.4): present without a value is on.
std::optional<bool> toggle(const pugi::xml_node& properties, std::string_view name) {
    const pugi::xml_node node = child(properties, name);
    if (!node) return std::nullopt;
    const std::string_view value = attribute(node, "val");
    return value != "0" && value != "false" && value != "off" && value != "none";
}

std::optional<std::string> font_of(const pugi::xml_node& properties, const ThemeFonts& fonts) {
    const pugi::xml_node node = child(properties, "rFonts");
    for (const std::string_view name : {"asciiTheme", "hAnsiTheme"}) {
        const std::string_view theme = attribute(node, name);
        const std::string& font = theme.starts_with("major") ? fonts.major : fonts.minor;
        if (!theme.empty() && !font.empty()) return font;
    }
    for (const std::string_view name : {"ascii", "hAnsi", "cs", "eastAsia"}) {
        const std::string_view font = attribute(node, name);
        if (!font.empty()) return std::string(font);
    }
    return std::nullopt;
}

/// Shading hides nothing when it is white or clear.
bool is_shaded(const pugi::xml_node& properties) {
    const std::string_view fill = attribute(child(properties, "shd"), "fill");
    const std::string_view pattern = attribute(child(properties, "shd"), "val");
    const std::string_view highlight = attribute(child(properties, "highlight"), "val");
    const bool filled = !fill.empty() && fill != "auto" && fill != "FFFFFF" && fill != "ffffff";
    return filled || pattern == "solid" || (!highlight.empty() && highlight != "none" && highlight != "white");
}

/// Outline level that a built-in heading name ("heading 1", as an id "Heading1") stands for.
std::optional<int> level_of_name(std::string_view name) {
    constexpr std::string_view kHeading = "eading";
    if (name.size() < kHeading.size() + 2 || name.substr(1, kHeading.size()) != kHeading || (name[0] != 'H' && name[0] != 'h'))
        return std::nullopt;
    std::string_view digit = name.substr(kHeading.size() + 1);
    if (digit.starts_with(' ')) digit.remove_prefix(1);
    if (digit.size() != 1 || digit[0] < '1' || digit[0] > '9') return std::nullopt;
    return digit[0] - '1';
}

bool has_shading(const pugi::xml_node& style) {
    return style.find_node([](const pugi::xml_node& node) { return local_name(node) == "tcPr" && is_shaded(node); });
}

template <class Value>
void take(std::optional<Value>& mine, const std::optional<Value>& over) {
    if (over) mine = over;
}

}  // namespace

void RunProperties::apply(const RunProperties& over) {
    take(font, over.font);
    take(size_pt, over.size_pt);
    take(bold, over.bold);
    take(italic, over.italic);
    take(hidden, over.hidden);
    take(underlined, over.underlined);
    take(colour, over.colour);
    shaded = shaded || over.shaded;
}

void ParagraphProperties::apply(const ParagraphProperties& over) {
    take(outline_level, over.outline_level);
    take(numbering.list, over.numbering.list);
    take(numbering.level, over.numbering.level);
    shaded = shaded || over.shaded;
}

ThemeFonts read_theme_fonts(const pugi::xml_node& theme) {
    const pugi::xml_node scheme = child(child(theme, "themeElements"), "fontScheme");
    const auto latin = [&](std::string_view kind) {
        return std::string(attribute(child(child(scheme, kind), "latin"), "typeface"));
    };
    return {latin("majorFont"), latin("minorFont")};
}

RunProperties read_run_properties(const pugi::xml_node& properties, const ThemeFonts& fonts) {
    RunProperties result;
    if (!properties) return result;
    result.font = font_of(properties, fonts);
    if (const auto half_points = to_int(attribute(child(properties, "sz"), "val")))
        result.size_pt = static_cast<float>(std::clamp(*half_points, 0, 3276)) / 2;
    result.bold = toggle(properties, "b");
    result.italic = toggle(properties, "i");
    result.hidden = toggle(properties, "vanish");
    result.underlined = toggle(properties, "u");
    if (const pugi::xml_node colour = child(properties, "color")) result.colour = attribute(colour, "val");
    result.shaded = is_shaded(properties);
    result.style = attribute(child(properties, "rStyle"), "val");
    return result;
}

ParagraphProperties read_paragraph_properties(const pugi::xml_node& properties) {
    ParagraphProperties result;
    if (!properties) return result;
    result.outline_level = to_int(attribute(child(properties, "outlineLvl"), "val"));
    const pugi::xml_node numbering = child(properties, "numPr");
    result.numbering.list = to_int(attribute(child(numbering, "numId"), "val"));
    result.numbering.level = to_int(attribute(child(numbering, "ilvl"), "val"));
    result.shaded = is_shaded(properties);
    return result;
}

Styles::Styles(const pugi::xml_node& styles, const ThemeFonts& fonts) {
    const pugi::xml_node defaults = child(child(child(styles, "docDefaults"), "rPrDefault"), "rPr");
    defaults_ = read_run_properties(defaults, fonts);
    language_ = attribute(child(defaults, "lang"), "val");
    for (const pugi::xml_node& node : styles.children()) {
        if (local_name(node) != "style") continue;
        std::string id(attribute(node, "styleId"));
        Definition definition;
        definition.based_on = attribute(child(node, "basedOn"), "val");
        definition.own.name = attribute(child(node, "name"), "val");
        definition.own.paragraph = read_paragraph_properties(child(node, "pPr"));
        definition.own.run = read_run_properties(child(node, "rPr"), fonts);
        if (attribute(node, "type") == "table") definition.own.paragraph.shaded = has_shading(node);
        const std::string_view by_default = attribute(node, "default");
        if (attribute(node, "type") == "paragraph" && (by_default == "1" || by_default == "true" || by_default == "on"))
            default_paragraph_ = id;
        definitions_.emplace(std::move(id), std::move(definition));
    }
}

Style Styles::resolve(const std::string& id) const {
    std::vector<const Definition*> chain;
    for (auto found = definitions_.find(id); found != definitions_.end() && chain.size() < kMaxStyleChain;
         found = definitions_.find(found->second.based_on)) {
        chain.push_back(&found->second);
    }
    Style style;
    for (std::size_t index = chain.size(); index-- > 0;) {
        if (const auto level = level_of_name(chain[index]->own.name)) style.paragraph.outline_level = level;
        style.paragraph.apply(chain[index]->own.paragraph);
        style.run.apply(chain[index]->own.run);
    }
    if (chain.empty()) style.paragraph.outline_level = level_of_name(id);
    style.name = chain.empty() ? id : chain.front()->own.name;
    // Word stores its built-in names in lower case and shows them capitalised.
    if (style.name.starts_with("heading ")) style.name.front() = 'H';
    return style;
}

Style Styles::paragraph_style(const std::string& id) const { return resolve(id.empty() ? default_paragraph_ : id); }

RunProperties Styles::character_style(const std::string& id) const { return id.empty() ? RunProperties{} : resolve(id).run; }

int heading_level(const ParagraphProperties& properties) {
    const int level = properties.outline_level.value_or(kBodyText);
    return level >= 0 && level < kBodyText ? level + 1 : 0;
}

}  // namespace bespoke::document
