#pragma once

#include <map>
#include <optional>
#include <string>

#include "document/xml/xml.hpp"

namespace bespoke::document {

/// Reference of a paragraph to a list (ECMA-376 part 1, 17.9): absent members are inherited.
struct NumberingReference {
    std::optional<int> list, level;
};

/// Run properties (17.3.2) that this level of the hierarchy sets.
struct RunProperties {
    std::optional<std::string> font;
    std::optional<float> size_pt;
    std::optional<bool> bold, italic, hidden;  ///< toggle properties
    std::optional<bool> underlined;
    /// Six hexadecimal digits or "auto".
    std::optional<std::string> colour;
    bool shaded = false;  ///< has a background of its own
    std::string style;    ///< id of the character style; empty for none

    /// Let `over`, which is nearer to the text, win.
    void apply(const RunProperties& over);
};

/// Paragraph properties (17.3.1) that this level of the hierarchy sets.
struct ParagraphProperties {
    std::optional<int> outline_level;  ///< 0..8 a heading, 9 body text
    NumberingReference numbering;
    bool shaded = false;
    void apply(const ParagraphProperties& over);
};

struct ThemeFonts {
    std::string major, minor;
};
ThemeFonts read_theme_fonts(const pugi::xml_node& theme);

RunProperties read_run_properties(const pugi::xml_node& properties, const ThemeFonts& fonts);
ParagraphProperties read_paragraph_properties(const pugi::xml_node& properties);

/// A style with all that it inherits.
struct Style {
    std::string name;  ///< as word processors show it
    ParagraphProperties paragraph;
    RunProperties run;
};

/// The styles part, resolved along basedOn. A built-in heading style without an outline level has that of its name, which
/// files in every language keep in English.
class Styles {
public:
    Styles() = default;
    Styles(const pugi::xml_node& styles, const ThemeFonts& fonts);

    /// The style, or one that only has its id as name; the default paragraph style for an empty id.
    [[nodiscard]] Style paragraph_style(const std::string& id) const;
    [[nodiscard]] RunProperties character_style(const std::string& id) const;
    [[nodiscard]] const RunProperties& defaults() const { return defaults_; }
    [[nodiscard]] const std::string& language() const { return language_; }

private:
    struct Definition {
        std::string based_on;
        Style own;
    };
    [[nodiscard]] Style resolve(const std::string& id) const;

    std::map<std::string, Definition> definitions_;
    std::string default_paragraph_;
    RunProperties defaults_;
    std::string language_;
};

/// The heading level 1..9 of a paragraph; 0 for none.
int heading_level(const ParagraphProperties& properties);

}  // namespace bespoke::document
