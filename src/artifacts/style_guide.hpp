#pragma once

#include <map>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "document/document.hpp"
#include "resume/resume.hpp"

namespace bespoke::artifacts {

enum class LetterCase { AsTyped, Upper, Title, SmallCaps };
enum class Alignment { Left, Centre };

/// Look of one kind of text.
struct TextStyle {
    std::string family;
    float size_pt = 10.5F;
    int weight = 400;
    bool italic = false;
    document::Colour colour;
};

/// How a resume looks; either built in or read from a sample.
struct StyleGuide {
    std::string name;
    std::vector<resume::Section> section_order;       ///< empty: keep the resume's own
    std::map<resume::Section, std::string> headings;  ///< wording of the headings
    LetterCase heading_case = LetterCase::AsTyped;
    bool heading_rule = false;                     ///< a line below headings
    Alignment header_alignment = Alignment::Left;  ///< of name and contact data
    TextStyle title, label, contact, heading, entry, meta, body;
    std::string bullet = "•";
    std::string date_format = "MMM yyyy";                      ///< ICU pattern for a month; years stand alone
    float page_width_pt = 595.276F, page_height_pt = 841.89F;  ///< A4; samples in Letter give Letter
    float margin_left_pt = 54, margin_right_pt = 54, margin_top_pt = 50, margin_bottom_pt = 50;
    float line_spacing = 1.15F;
    float section_gap_pt = 10, entry_gap_pt = 6, bullet_indent_pt = 12;
};

/// "classic", "modern" or "compact"; nullopt for any other name.
std::optional<StyleGuide> builtin_style(std::string_view name);

/// Learn the look of a sample resume: section order, heading wording and case, fonts, sizes, colours, margins, bullet, date
/// format.
/// `InvalidInput` "not-a-style-sample" if no headings can be found.
Result<StyleGuide> style_from_sample(const document::Document&);

nlohmann::ordered_json to_json(const StyleGuide&);
/// The inverse. Absent members keep their defaults; a wrong type, a size or a margin out of range is `InvalidInput`
/// "style-guide" with its JSON Pointer in `where`.
Result<StyleGuide> style_guide_from_json(const nlohmann::json&);

}  // namespace bespoke::artifacts
