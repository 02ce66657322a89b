#pragma once

#include <map>
#include <optional>
#include <string>

#include "document/document.hpp"
#include "document/xml/xml.hpp"

namespace bespoke::document {

/// Text properties (ODF 1.3 part 3, 16.29.29) that a style sets itself.
struct OdtTextProperties {
    std::optional<std::string> font;
    std::optional<float> size_pt, size_factor;  ///< a size may be a share of the parent's
    std::optional<int> weight;
    std::optional<bool> italic, underlined, hidden, painted;
    std::optional<Colour> colour;
};

/// A style of family paragraph, text, table-cell or section with all that it inherits.
struct OdtStyle {
    std::string name;  ///< as shown; of an automatic style, that of its first named ancestor
    Span look;
    bool painted = false;
    std::string list_style, master_page;
    int outline_level = 0;
};

/// One level of a list style (16.30).
struct OdtListLevel {
    bool numbered = false;
    std::string bullet, prefix, suffix, format;
    int start = 1, shown_levels = 1;
};

/// All styles that a content or styles part defines.
class OdtStyles {
public:
    /// Add the styles under office:styles and office:automatic-styles of a part.
    void add(const pugi::xml_node& part);

    /// The look of `inherited` as the style changes it.
    [[nodiscard]] OdtStyle resolve(std::string_view family, const std::string& name, const OdtStyle& inherited) const;
    /// Text as it looks without any style.
    [[nodiscard]] OdtStyle base() const;
    /// The level 1..10 of a list style; nullptr when it is not defined.
    [[nodiscard]] const OdtListLevel* list_level(const std::string& style, int level) const;

private:
    struct Definition {
        std::string display_name, parent, list_style, master_page;
        bool automatic = false;
        int outline_level = 0;
        OdtTextProperties text;
    };
    void add_style(const pugi::xml_node& node, bool automatic);
    void add_list_style(const pugi::xml_node& node);
    static void apply(const OdtTextProperties& over, OdtStyle& style);

    std::map<std::string, Definition> definitions_;  ///< by family and name, "paragraph Standard"; defaults by family alone
    std::map<std::string, std::map<int, OdtListLevel>> lists_;
};

}  // namespace bespoke::document
