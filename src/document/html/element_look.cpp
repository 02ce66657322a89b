#include "document/html/element_look.hpp"

#include <array>

#include "document/html/css.hpp"
#include "document/html/elements.hpp"
#include "document/html/html_tree.hpp"

namespace bespoke::document {
namespace {

constexpr float kBodyPoints = 12;
/// h1 … h6 as browsers set them.
constexpr std::array<float, 6> kHeadingPoints = {24, 18, 14, 12, 10, 8};
constexpr Colour kWhite{255, 255, 255};

void apply_tag(const GumboNode& element, Span& look, Backdrop& backdrop) {
    const GumboTag tag = element.v.element.tag;
    if (const int level = heading_level(tag); level > 0) look.size_pt = kHeadingPoints[static_cast<std::size_t>(level - 1)];
    if (is_bold(tag)) look.weight = 700;
    if (is_italic(tag)) look.italic = true;
    if (tag == GUMBO_TAG_U || tag == GUMBO_TAG_INS) look.underlined = true;
    if (tag == GUMBO_TAG_FONT) look.colour = read_colour(attribute(element, "color")).value_or(look.colour);
    const std::string_view ground = attribute(element, "bgcolor");
    if (!ground.empty() && read_colour(ground) != kWhite) backdrop = Backdrop::Painted;
}

}  // namespace

Span default_look() {
    Span look;
    look.size_pt = kBodyPoints;
    return look;
}

void apply_element(const GumboNode& element, Span& look, Backdrop& backdrop) {
    apply_tag(element, look, backdrop);
    const Declarations style = read_declarations(attribute(element, "style"), look.size_pt);
    look.size_pt = style.size_pt.value_or(look.size_pt);
    look.weight = style.weight.value_or(look.weight);
    look.italic = style.italic.value_or(look.italic);
    look.underlined = style.underlined.value_or(look.underlined);
    look.colour = style.colour.value_or(look.colour);
    look.font = style.font.value_or(look.font);
    if (style.painted) backdrop = Backdrop::Painted;
    const bool hidden = gumbo_get_attribute(&element.v.element.attributes, "hidden") != nullptr;
    if (hidden || style.display_none || style.visible == false || is_unseen(look, backdrop)) look.visibility = Visibility::Hidden;
}

}  // namespace bespoke::document
