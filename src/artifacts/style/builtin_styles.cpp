#include "artifacts/style_guide.hpp"

namespace bespoke::artifacts {
namespace {

using document::Colour;

constexpr Colour kInk{0x1A, 0x1A, 0x1A};
constexpr Colour kGrey{0x4A, 0x4F, 0x57};
constexpr Colour kAccent{0x1B, 0x4F, 0x72};

TextStyle text(const char* family, float size, int weight, Colour colour) { return {family, size, weight, false, colour}; }

TextStyle italic(TextStyle style) {
    style.italic = true;
    return style;
}

/// Serif, centred header, ruled headings in capitals: law, academia, public service.
StyleGuide classic() {
    constexpr auto kSerif = "Cambria";
    StyleGuide guide;
    guide.name = "classic";
    guide.heading_case = LetterCase::Upper;
    guide.heading_rule = true;
    guide.header_alignment = Alignment::Centre;
    guide.title = text(kSerif, 22, 700, kInk);
    guide.label = italic(text(kSerif, 12, 400, kGrey));
    guide.contact = text(kSerif, 9.5F, 400, kInk);
    guide.heading = text(kSerif, 11, 700, kInk);
    guide.entry = text(kSerif, 10.5F, 700, kInk);
    guide.meta = italic(text(kSerif, 10, 400, kGrey));
    guide.body = text(kSerif, 10, 400, kInk);
    guide.margin_left_pt = guide.margin_right_pt = 60;
    guide.margin_top_pt = guide.margin_bottom_pt = 54;
    guide.line_spacing = 1.12F;
    guide.section_gap_pt = 13;
    guide.entry_gap_pt = 8;
    return guide;
}

/// Sans serif with one accent colour: industry, design, start-ups.
StyleGuide modern() {
    constexpr auto kSans = "Calibri";
    StyleGuide guide;
    guide.name = "modern";
    guide.title = text(kSans, 26, 700, kAccent);
    guide.label = text(kSans, 13.5F, 400, kGrey);
    guide.contact = text(kSans, 10, 400, kGrey);
    guide.heading = text(kSans, 13, 700, kAccent);
    guide.entry = text(kSans, 11, 700, kInk);
    guide.meta = text(kSans, 10.5F, 400, kGrey);
    guide.body = text(kSans, 10.5F, 400, kInk);
    guide.margin_left_pt = guide.margin_right_pt = 58;
    guide.margin_top_pt = guide.margin_bottom_pt = 52;
    guide.line_spacing = 1.0F;
    guide.section_gap_pt = 14;
    guide.entry_gap_pt = 8;
    return guide;
}

/// Dense sans serif that gets most careers on one page.
StyleGuide compact() {
    constexpr auto kSans = "Calibri";
    StyleGuide guide;
    guide.name = "compact";
    guide.heading_case = LetterCase::Upper;
    guide.heading_rule = true;
    guide.title = text(kSans, 19, 700, kInk);
    guide.label = text(kSans, 11, 400, kGrey);
    guide.contact = text(kSans, 9.5F, 400, kGrey);
    guide.heading = text(kSans, 10.5F, 700, kAccent);
    guide.entry = text(kSans, 10.5F, 700, kInk);
    guide.meta = text(kSans, 10, 400, kGrey);
    guide.body = text(kSans, 10, 400, kInk);
    guide.margin_left_pt = guide.margin_right_pt = 44;
    guide.margin_top_pt = guide.margin_bottom_pt = 40;
    guide.line_spacing = 0.92F;
    guide.section_gap_pt = 8;
    guide.entry_gap_pt = 4.5F;
    guide.bullet_indent_pt = 10;
    return guide;
}

}  // namespace

std::optional<StyleGuide> builtin_style(std::string_view name) {
    if (name == "classic") return classic();
    if (name == "modern") return modern();
    if (name == "compact") return compact();
    return std::nullopt;
}

}  // namespace bespoke::artifacts
