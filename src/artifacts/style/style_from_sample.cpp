#include <algorithm>
#include <cmath>
#include <map>

#include "artifacts/style/sample.hpp"
#include "artifacts/view/wording.hpp"
#include "text/text.hpp"

namespace bespoke::artifacts {
namespace {

using Lines = std::vector<SampleLine>;
using Chosen = std::vector<const SampleLine*>;

/// What we render with where the sample says nothing: quiet, and without habits of its own.
StyleGuide neutral_guide() {
    auto guide = *builtin_style("classic");
    guide.name = "sample";
    guide.heading_case = LetterCase::AsTyped;
    guide.heading_rule = false;
    guide.header_alignment = Alignment::Left;
    return guide;
}

Chosen headings_of(const Lines& lines) {
    Chosen chosen;
    for (const auto& it : lines) {
        if (it.heading) chosen.push_back(&it);
    }
    return chosen;
}

/// Lines above the first heading: name and contact data.
Chosen header_of(const Lines& lines) {
    Chosen chosen;
    for (const auto& it : lines) {
        if (it.heading) break;
        chosen.push_back(&it);
    }
    return chosen;
}

bool has_capitals_only(std::string_view text) { return text == with_case(text, LetterCase::Upper); }

void learn_headings(const Chosen& headings, StyleGuide& guide) {
    std::size_t upper = 0;
    for (const auto* it : headings) {
        const auto section = *it->heading;
        if (std::find(guide.section_order.begin(), guide.section_order.end(), section) == guide.section_order.end()) {
            guide.section_order.push_back(section);
            auto wording = std::string(text::trim(it->text));
            while (!wording.empty() && (wording.back() == ':' || wording.back() == ' ')) wording.pop_back();
            guide.headings[section] = wording;
        }
        if (has_capitals_only(it->text)) ++upper;
        for (const auto& span : it->line->spans) guide.heading_rule = guide.heading_rule || span.underlined;
    }
    if (2 * upper > headings.size()) guide.heading_case = LetterCase::Upper;
}

/// Light text stands on a dark ground in the sample; on our white paper nobody could read it. Contrast of 4.5:1 or more
/// (WCAG 2.2, 1.4.3; luminance by the simple gamma of 2.2).
bool reads_on_white(document::Colour colour) {
    const auto linear = [](std::uint8_t channel) { return std::pow(channel / 255.0, 2.2); };
    const double luminance = 0.2126 * linear(colour.red) + 0.7152 * linear(colour.green) + 0.0722 * linear(colour.blue);
    return 1.05 / (luminance + 0.05) >= 4.5;
}

/// Takes over what the sample says; sizes of 0 and empty families say nothing.
void adopt(const std::optional<TextStyle>& look, TextStyle& style) {
    if (!look) return;
    if (!look->family.empty()) style.family = family_name(look->family);
    if (look->size_pt > 0) style.size_pt = look->size_pt;
    style.weight = std::clamp(look->weight, 100, 900);
    style.italic = look->italic;
    if (reads_on_white(look->colour)) style.colour = look->colour;
}

bool is_contact(std::string_view text) {
    const auto digits = std::count_if(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    return text.find('@') != std::string_view::npos || text.find("www.") != std::string_view::npos || digits >= 6;
}

void learn_header(const Chosen& header, StyleGuide& guide) {
    const auto larger = [](const SampleLine* a, const SampleLine* b) {
        const auto left = dominant_look({a}), right = dominant_look({b});
        return (left ? left->size_pt : 0) < (right ? right->size_pt : 0);
    };
    const auto title = std::max_element(header.begin(), header.end(), larger);
    if (title == header.end()) return;
    adopt(dominant_look({*title}), guide.title);
    Chosen contact, label;
    for (auto it = std::next(title); it != header.end(); ++it) (is_contact((*it)->text) ? contact : label).push_back(*it);
    if (!label.empty()) label.resize(1);
    adopt(dominant_look(contact), guide.contact);
    adopt(dominant_look(label), guide.label);
}

/// Splits runs of the lines under headings into what is said (dates and what else stands beside titles) and how titles look.
void learn_entries(const Lines& lines, StyleGuide& guide) {
    std::map<std::string, int> bullets;
    Chosen body;
    std::optional<TextStyle> date_look, title_look;
    bool below_heading = false;
    for (const auto& it : lines) {
        below_heading = below_heading || it.heading;
        if (it.heading || !below_heading) continue;
        if (it.block->kind == document::BlockKind::ListItem) {
            if (!it.block->marker.empty()) ++bullets[it.block->marker];
        } else if (it.text.size() < 120) {
            for (const auto& span : it.line->spans) {
                if (!date_look && holds_year(span.text)) date_look = look_of(span);
                if (!title_look && span.weight >= 600 && !holds_year(span.text)) title_look = look_of(span);
            }
        }
        body.push_back(&it);
    }
    adopt(dominant_look(body), guide.body);
    guide.meta = guide.entry = guide.body;
    guide.entry.weight = 700;
    adopt(title_look, guide.entry);
    adopt(date_look, guide.meta);
    const auto most =
        std::max_element(bullets.begin(), bullets.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
    // Numbers and letters that open items are not bullets.
    const bool is_sign = most != bullets.end() && text::tokens(most->first).empty() && most->first.size() <= 4;
    if (is_sign) guide.bullet = most->first;
}

void learn_dates(const Lines& lines, StyleGuide& guide) {
    std::vector<std::string_view> texts;
    for (const auto& it : lines) texts.emplace_back(it.text);
    if (auto pattern = month_pattern(texts)) guide.date_format = *pattern;
}

/// Web pages print at any scale, and a guide has to read well on paper: the body becomes 9 to 12 pt, and what is larger than
/// it stays so in proportion, within reason.
void settle_sizes(StyleGuide& guide) {
    const float body = std::clamp(guide.body.size_pt, 9.0F, 12.0F);
    const float scale = body / guide.body.size_pt;
    const auto settle = [&](TextStyle& style, float least, float most) {
        style.size_pt = std::round(2 * std::clamp(style.size_pt * scale, least * body, most * body)) / 2;
    };
    settle(guide.title, 1.4F, 3.2F);
    settle(guide.label, 1, 1.6F);
    settle(guide.contact, 0.9F, 1.1F);
    settle(guide.heading, 0.95F, 1.7F);
    settle(guide.entry, 1, 1.25F);
    settle(guide.meta, 0.9F, 1.1F);
    settle(guide.body, 1, 1);
    guide.title.size_pt = std::max(guide.title.size_pt, guide.heading.size_pt + 2);
}

/// A heading that looks like the text would get lost.
void settle_headings(StyleGuide& guide) {
    const bool stands_out = guide.heading.size_pt > guide.body.size_pt || guide.heading.weight > guide.body.weight ||
                            guide.heading_case != LetterCase::AsTyped || guide.heading.colour != guide.body.colour;
    if (!stands_out) guide.heading.weight = 700;
}

}  // namespace

Result<StyleGuide> style_from_sample(const document::Document& document) {
    const auto lines = sample_lines(document);
    const auto headings = headings_of(lines);
    if (headings.empty()) {
        return fail(
            ErrorCode::InvalidInput, "not-a-style-sample",
            "No section headings were found in the style sample; give a resume with headings such as Experience or Education.");
    }
    auto guide = neutral_guide();
    learn_entries(lines, guide);
    for (auto* style : {&guide.title, &guide.label, &guide.contact, &guide.heading}) style->family = guide.body.family;
    learn_headings(headings, guide);
    adopt(dominant_look(headings), guide.heading);
    learn_header(header_of(lines), guide);
    learn_dates(lines, guide);
    learn_geometry(document, lines, guide);
    settle_sizes(guide);
    settle_headings(guide);
    return guide;
}

}  // namespace bespoke::artifacts
