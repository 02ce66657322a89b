#include <pango/pangocairo.h>

#include <algorithm>
#include <map>

#include "artifacts/layout/fonts.hpp"
#include "artifacts/layout/layout.hpp"

namespace bespoke::artifacts {
namespace {

struct UnrefObject {
    void operator()(gpointer object) const { g_object_unref(object); }
};
using ContextPtr = std::unique_ptr<PangoContext, UnrefObject>;

/// Unhinted, at 72 dpi: one unit is one point, and widths don't depend on a device. One a thread: Pango's font maps are not
/// safe to share, and making one costs more than a page.
PangoContext* context() {
    thread_local const ContextPtr instance = [] {
        PangoFontMap* map = pango_cairo_font_map_new();
        pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(map), 72);
        ContextPtr made(pango_font_map_create_context(map));
        g_object_unref(map);
        cairo_font_options_t* options = cairo_font_options_create();
        cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
        cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
        cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
        pango_cairo_context_set_font_options(made.get(), options);
        cairo_font_options_destroy(options);
        pango_context_set_round_glyph_positions(made.get(), FALSE);
        // Fixed, so that the locale of the process can't choose glyphs.
        pango_context_set_language(made.get(), pango_language_from_string("en"));
        return made;
    }();
    return instance.get();
}

void insert(PangoAttrList* list, PangoAttribute* attribute, std::size_t begin, std::size_t end) {
    attribute->start_index = static_cast<guint>(begin);
    attribute->end_index = static_cast<guint>(end);
    pango_attr_list_insert(list, attribute);
}

guint16 channel(std::uint8_t value) { return static_cast<guint16>(value * 257); }

PangoFontDescription* description(const TextStyle& style) {
    PangoFontDescription* font = pango_font_description_new();
    pango_font_description_set_family(font, pango_families(style.family).c_str());
    pango_font_description_set_size(font, static_cast<gint>(style.size_pt * PANGO_SCALE));
    pango_font_description_set_weight(font, static_cast<PangoWeight>(std::clamp(style.weight, 100, 1000)));
    pango_font_description_set_style(font, style.italic ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL);
    return font;
}

void insert_style(PangoAttrList* list, const TextStyle& style, std::size_t begin, std::size_t end) {
    PangoFontDescription* font = description(style);
    insert(list, pango_attr_font_desc_new(font), begin, end);
    pango_font_description_free(font);
    const auto& colour = style.colour;
    insert(list, pango_attr_foreground_new(channel(colour.red), channel(colour.green), channel(colour.blue)), begin, end);
}

/// Height of a line over the font's size. Asking Pango takes longer than shaping a paragraph, so each font is asked once; a
/// resume has a handful.
float height_factor(const TextStyle& style) {
    thread_local std::map<std::string, float> known;
    auto sample = style;
    sample.size_pt = 100;
    PangoFontDescription* font = description(sample);
    char* key = pango_font_description_to_string(font);
    const auto [entry, is_new] = known.try_emplace(key, 0.0F);
    if (is_new) {
        PangoFontMetrics* metrics = pango_context_get_metrics(context(), font, nullptr);
        entry->second = static_cast<float>(pango_font_metrics_get_height(metrics)) / (100 * PANGO_SCALE);
        pango_font_metrics_unref(metrics);
    }
    g_free(key);
    pango_font_description_free(font);
    return entry->second;
}

float line_height(const std::vector<Run>& runs, const StyleGuide& guide) {
    float height = 0;
    for (const auto& run : runs) {
        const auto style = style_of(run.look, guide);
        height = std::max(height, style.size_pt * height_factor(style));
    }
    return height;
}

/// Unicode allows a line break behind a slash and between plus signs. Torn, "CI/CD" and "C++" would be read back as two words.
/// Long addresses still break, and so do hyphenated words.
void keep_words_whole(PangoAttrList* list, std::string_view text) {
    constexpr std::size_t kLongestKept = 40;  // bytes
    constexpr std::string_view kSigns = "/+#&._@:=";
    for (std::size_t begin = 0; begin < text.size();) {
        const auto end = std::min(text.find(' ', begin), text.size());
        const auto word = text.substr(begin, end - begin);
        if (word.size() <= kLongestKept && word.find_first_of(kSigns) != std::string_view::npos) {
            insert(list, pango_attr_allow_breaks_new(FALSE), begin, end);
        }
        begin = end + 1;
    }
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// "20 seconds" is read as one. Short words only, so that no line is left half empty.
void keep_numbers_with_what_they_count(PangoAttrList* list, std::string_view text) {
    constexpr std::size_t kLongestKept = 16;  // bytes of the word
    for (auto blank = text.find(' '); blank != text.npos; blank = text.find(' ', blank + 1)) {
        const auto end = std::min(text.find(' ', blank + 1), text.size());
        const bool counts = blank > 0 && is_digit(text[blank - 1]) && end - blank > 1 && !is_digit(text[blank + 1]);
        if (counts && end - blank <= kLongestKept) insert(list, pango_attr_allow_breaks_new(FALSE), blank - 1, end);
    }
}

PangoAttrList* attributes(const std::vector<Run>& runs, const StyleGuide& guide) {
    PangoAttrList* list = pango_attr_list_new();
    std::size_t begin = 0;
    for (const auto& run : runs) {
        const auto end = begin + run.text.size();
        insert_style(list, style_of(run.look, guide), begin, end);
        begin = end;
    }
    // A ligature extracts as one odd character in some readers.
    insert(list, pango_attr_font_features_new("liga=0, clig=0, dlig=0"), 0, begin);
    const auto text = text_of(runs);
    keep_words_whole(list, text);
    keep_numbers_with_what_they_count(list, text);
    return list;
}

/// A character that no font has keeps its code in the file: drawn as the font's empty box, it still extracts as itself,
/// where Pango would draw its number in small digits.
void replace_unknown_glyphs(PangoLayout* layout) {
    if (pango_layout_get_unknown_glyphs_count(layout) == 0) return;
    for (GSList* line = pango_layout_get_lines(layout); line != nullptr; line = line->next) {
        for (GSList* run = static_cast<PangoLayoutLine*>(line->data)->runs; run != nullptr; run = run->next) {
            PangoGlyphString* glyphs = static_cast<PangoGlyphItem*>(run->data)->glyphs;
            for (int i = 0; i < glyphs->num_glyphs; ++i) {
                auto& glyph = glyphs->glyphs[i].glyph;
                if (glyph != PANGO_GLYPH_EMPTY && (glyph & PANGO_GLYPH_UNKNOWN_FLAG) != 0) glyph = 0;
            }
        }
    }
}

}  // namespace

void UnrefLayout::operator()(PangoLayout* layout) const { g_object_unref(layout); }

Shaped shape(std::vector<Run> runs, const StyleGuide& guide, float width_pt) {
    const auto text = text_of(runs);
    LayoutPtr layout(pango_layout_new(context()));
    pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
    pango_layout_set_text(layout.get(), text.data(), static_cast<int>(text.size()));
    PangoAttrList* list = attributes(runs, guide);
    pango_layout_set_attributes(layout.get(), list);
    pango_attr_list_unref(list);
    if (width_pt > 0) pango_layout_set_width(layout.get(), static_cast<int>(width_pt * PANGO_SCALE));
    PangoRectangle extents;
    pango_layout_get_extents(layout.get(), nullptr, &extents);
    replace_unknown_glyphs(layout.get());
    const auto width = static_cast<float>(extents.width) / PANGO_SCALE;
    const int lines = pango_layout_get_line_count(layout.get());
    const auto height = line_height(runs, guide);
    return {std::move(layout), std::move(runs), width, height, lines};
}

float width_of(const std::vector<Run>& runs, const StyleGuide& guide) { return shape(runs, guide, 0).width; }

}  // namespace bespoke::artifacts
