#include "document/html/elements.hpp"

#include <algorithm>
#include <array>

namespace bespoke::document {
namespace {

template <std::size_t Count>
bool is_one_of(GumboTag tag, const std::array<GumboTag, Count>& tags) {
    return std::find(tags.begin(), tags.end(), tag) != tags.end();
}

}  // namespace

bool is_left_out(GumboTag tag) {
    constexpr std::array kTags = {GUMBO_TAG_SCRIPT, GUMBO_TAG_STYLE,  GUMBO_TAG_TEMPLATE, GUMBO_TAG_NOSCRIPT,
                                  GUMBO_TAG_IFRAME, GUMBO_TAG_OBJECT, GUMBO_TAG_SVG,      GUMBO_TAG_CANVAS,
                                  GUMBO_TAG_AUDIO,  GUMBO_TAG_VIDEO,  GUMBO_TAG_SELECT,   GUMBO_TAG_TEXTAREA};
    return is_one_of(tag, kTags);
}

bool is_inline(GumboTag tag) {
    constexpr std::array kTags = {
        GUMBO_TAG_A,    GUMBO_TAG_ABBR, GUMBO_TAG_B,     GUMBO_TAG_BDI,   GUMBO_TAG_BDO,    GUMBO_TAG_BIG,    GUMBO_TAG_CITE,
        GUMBO_TAG_CODE, GUMBO_TAG_DATA, GUMBO_TAG_DEL,   GUMBO_TAG_DFN,   GUMBO_TAG_EM,     GUMBO_TAG_FONT,   GUMBO_TAG_I,
        GUMBO_TAG_IMG,  GUMBO_TAG_INS,  GUMBO_TAG_KBD,   GUMBO_TAG_LABEL, GUMBO_TAG_MARK,   GUMBO_TAG_NOBR,   GUMBO_TAG_Q,
        GUMBO_TAG_S,    GUMBO_TAG_SAMP, GUMBO_TAG_SMALL, GUMBO_TAG_SPAN,  GUMBO_TAG_STRIKE, GUMBO_TAG_STRONG, GUMBO_TAG_SUB,
        GUMBO_TAG_SUP,  GUMBO_TAG_TIME, GUMBO_TAG_TT,    GUMBO_TAG_U,     GUMBO_TAG_VAR,    GUMBO_TAG_WBR,    GUMBO_TAG_UNKNOWN};
    return is_one_of(tag, kTags);
}

bool is_box(GumboTag tag) {
    constexpr std::array kTags = {GUMBO_TAG_DIV,   GUMBO_TAG_HEADER, GUMBO_TAG_SECTION, GUMBO_TAG_ARTICLE,
                                  GUMBO_TAG_ASIDE, GUMBO_TAG_FOOTER, GUMBO_TAG_MAIN};
    return is_one_of(tag, kTags);
}

bool is_emphasis(GumboTag tag) {
    constexpr std::array kTags = {GUMBO_TAG_B,     GUMBO_TAG_STRONG, GUMBO_TAG_I,    GUMBO_TAG_EM,
                                  GUMBO_TAG_U,     GUMBO_TAG_FONT,   GUMBO_TAG_SUB,  GUMBO_TAG_SUP,
                                  GUMBO_TAG_SMALL, GUMBO_TAG_BIG,    GUMBO_TAG_MARK, GUMBO_TAG_CODE};
    return is_one_of(tag, kTags);
}

bool is_bold(GumboTag tag) {
    return tag == GUMBO_TAG_B || tag == GUMBO_TAG_STRONG || tag == GUMBO_TAG_TH || heading_level(tag) > 0;
}

bool is_italic(GumboTag tag) {
    constexpr std::array kTags = {GUMBO_TAG_I, GUMBO_TAG_EM, GUMBO_TAG_CITE, GUMBO_TAG_VAR, GUMBO_TAG_DFN, GUMBO_TAG_ADDRESS};
    return is_one_of(tag, kTags);
}

int heading_level(GumboTag tag) { return tag >= GUMBO_TAG_H1 && tag <= GUMBO_TAG_H6 ? tag - GUMBO_TAG_H1 + 1 : 0; }

std::string_view landmark(GumboTag tag) {
    switch (tag) {
        case GUMBO_TAG_NAV: return "nav";
        case GUMBO_TAG_ASIDE: return "aside";
        case GUMBO_TAG_FOOTER: return "footer";
        case GUMBO_TAG_BUTTON: return "button";
        default: return {};
    }
}

}  // namespace bespoke::document
