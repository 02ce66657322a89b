#include <algorithm>
#include <cmath>

#include "artifacts/style/sample.hpp"

namespace bespoke::artifacts {
namespace {

using document::Box;

struct PageSize {
    float width, height;
};
constexpr PageSize kA4{595.276F, 841.89F}, kLetter{612, 792};
constexpr float kSamePaper = 6;  // points by which producers round a paper size
// Fonts ask for about this much of their size for a line (hhea of Calibri 1.22, Cambria 1.17, Arial 1.15).
constexpr float kNaturalLine = 1.18F;

bool has_box(const SampleLine& it) { return it.line->box.width() > 0 && it.line->box.height() > 0; }

/// The value below which `share` of the values lie.
float quantile(std::vector<float> values, double share) {
    if (values.empty()) return 0;
    const auto index = static_cast<std::size_t>(share * static_cast<double>(values.size() - 1) + 0.5);
    std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(index), values.end());
    return values[index];
}

bool is_paper(const document::Page& page, PageSize paper) {
    return std::abs(page.width_pt - paper.width) < kSamePaper && std::abs(page.height_pt - paper.height) < kSamePaper;
}

void learn_paper(const document::Page& page, StyleGuide& guide) {
    if (page.width_pt <= 0 || page.height_pt <= 0) return;
    // Resumes are printed on one of two papers; anything else is a web page's window.
    const bool is_letter = is_paper(page, kLetter) || (!is_paper(page, kA4) && page.width_pt > 605);
    const auto paper = is_letter ? kLetter : kA4;
    guide.page_width_pt = paper.width;
    guide.page_height_pt = paper.height;
}

void learn_margins(const document::Page& page, const std::vector<SampleLine>& lines, StyleGuide& guide) {
    std::vector<float> lefts, rights, tops, bottoms;
    for (const auto& it : lines) {
        if (!has_box(it)) continue;
        lefts.push_back(it.line->box.left);
        rights.push_back(page.width_pt - it.line->box.right);
        if (it.page == &page) tops.push_back(it.line->box.top);
        bottoms.push_back(page.height_pt - it.line->box.bottom);
    }
    if (lefts.size() < 5) return;
    guide.margin_left_pt = std::clamp(quantile(lefts, 0.05), 28.0F, 72.0F);
    // Ragged text seldom reaches the edge: no wider than the left margin.
    guide.margin_right_pt = std::clamp(quantile(rights, 0.02), 28.0F, std::max(28.0F, guide.margin_left_pt));
    guide.margin_top_pt = std::clamp(quantile(tops, 0), 28.0F, 90.0F);
    guide.margin_bottom_pt = std::clamp(quantile(bottoms, 0), 36.0F, std::max(36.0F, guide.margin_top_pt));
}

/// The first line is the name's: centred if it stands in the middle and not at the left margin.
void learn_alignment(const document::Page& page, const std::vector<SampleLine>& lines, StyleGuide& guide) {
    if (lines.empty() || !has_box(lines.front())) return;
    const Box& box = lines.front().line->box;
    const float offset = std::abs((box.left + box.right) / 2 - page.width_pt / 2);
    const bool centred = offset < 0.04F * page.width_pt && box.left > guide.margin_left_pt + 0.08F * page.width_pt;
    guide.header_alignment = centred ? Alignment::Centre : Alignment::Left;
}

void learn_spacing(const std::vector<SampleLine>& lines, StyleGuide& guide) {
    std::vector<float> pitches, section_gaps;
    for (std::size_t i = 1; i < lines.size(); ++i) {
        const auto &above = lines[i - 1], &below = lines[i];
        if (!has_box(above) || !has_box(below) || above.page != below.page) continue;
        const float pitch = below.line->box.bottom - above.line->box.bottom;
        if (pitch <= 0) continue;
        const float size = guide.body.size_pt;
        if (above.block == below.block && size > 0) pitches.push_back(pitch / (size * kNaturalLine));
        if (below.heading) section_gaps.push_back(below.line->box.top - above.line->box.bottom);
    }
    if (pitches.size() >= 3) guide.line_spacing = std::clamp(quantile(pitches, 0.5), 0.9F, 1.3F);
    if (section_gaps.size() >= 2) guide.section_gap_pt = std::clamp(quantile(section_gaps, 0.5), 4.0F, 16.0F);
}

}  // namespace

void learn_geometry(const document::Document& document, const std::vector<SampleLine>& lines, StyleGuide& guide) {
    if (document.pages.empty()) return;
    const auto& page = document.pages.front();
    learn_paper(page, guide);
    if (page.width_pt <= 0) return;
    learn_margins(page, lines, guide);
    learn_alignment(page, lines, guide);
    learn_spacing(lines, guide);
}

}  // namespace bespoke::artifacts
