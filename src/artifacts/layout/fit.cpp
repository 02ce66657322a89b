#include <algorithm>
#include <array>
#include <cmath>

#include "artifacts/layout/layout.hpp"
#include "artifacts/render.hpp"
#include "artifacts/view/writer.hpp"
#include "tailoring/nodes.hpp"

namespace bespoke::artifacts {
namespace {

constexpr float kSmallestText = 9;
constexpr float kSmallestMargin = 36;

/// How far a step shrinks the guide: factors on gaps, margins and sizes.
struct Step {
    float gaps, spacing, margins, sizes;
};
// What hurts a reader least goes first: gaps, then margins, then sizes.
constexpr std::array<Step, 10> kSteps = {{
    {1, 1, 1, 1},
    {0.85F, 0.98F, 1, 1},
    {0.7F, 0.96F, 1, 1},
    {0.55F, 0.94F, 1, 1},
    {0.55F, 0.94F, 0.88F, 1},
    {0.55F, 0.94F, 0.76F, 1},
    {0.55F, 0.94F, 0.66F, 1},
    {0.55F, 0.94F, 0.66F, 0.96F},
    {0.5F, 0.92F, 0.66F, 0.92F},
    {0.45F, 0.92F, 0.66F, 0.88F},
}};

void shrink(float& value, float factor, float floor) { value = std::max(value * factor, std::min(value, floor)); }

/// Word knows half points only; the same sizes in both formats break pages alike.
void shrink_size(float& size, float factor) {
    if (factor < 1) size = std::max(std::floor(2 * size * factor) / 2, std::min(size, kSmallestText));
}

StyleGuide shrunk(StyleGuide guide, const Step& step) {
    for (float* gap : {&guide.section_gap_pt, &guide.entry_gap_pt}) *gap *= step.gaps;
    shrink(guide.line_spacing, step.spacing, 1.0F);
    for (float* margin : {&guide.margin_left_pt, &guide.margin_right_pt, &guide.margin_top_pt, &guide.margin_bottom_pt}) {
        shrink(*margin, step.margins, kSmallestMargin);
    }
    for (TextStyle* style :
         {&guide.title, &guide.label, &guide.contact, &guide.heading, &guide.entry, &guide.meta, &guide.body}) {
        shrink_size(style->size_pt, step.sizes);
    }
    return guide;
}

int pages_of(const View& view, const StyleGuide& guide) { return lay_out(with_lines_cut(view, guide), guide).pages; }

double height_of(const std::vector<Row>& rows) {
    double height = 0;
    for (const auto& row : rows) height += row.height + (&row == rows.data() ? 0 : row.gap);
    return height;
}

/// Height of one list item with the gap above it; nothing for what is not shown.
double height_of_item(const std::string& text, const StyleGuide& guide) {
    const Block item{BlockKind::Bullet, {{text, Look::Body, ""}}, {}};
    return text.empty() ? 0 : height_of(lay_out({"", {item}}, guide).rows) + gap_above(&item, item, guide);
}

}  // namespace

tailoring::PageHeights measure_pages(const resume::Resume& resume, const StyleGuide& guide) {
    const auto smallest = shrunk(guide, kSteps.back());
    tailoring::PageHeights heights;
    heights.total = height_of(lay_out(with_lines_cut(make_view(resume, smallest), smallest), smallest).rows);
    heights.page = smallest.page_height_pt - smallest.margin_top_pt - smallest.margin_bottom_pt;
    heights.line = height_of_item("x", smallest);
    tailoring::for_each_list(resume, [&](const NodeId& pointer, const tailoring::TextList& list) {
        if (tailoring::last_step(pointer) != "highlights") return;
        for (const auto& text : list) heights.highlights.push_back(height_of_item(shown_text(text.value), smallest));
    });
    return heights;
}

Fitted fit(const resume::Resume& resume, const StyleGuide& guide, int max_pages) {
    const auto view = make_view(resume, guide);
    const int pages = pages_of(view, guide);
    if (max_pages <= 0 || pages <= max_pages) return {guide, pages};
    Fitted best{shrunk(guide, kSteps.back()), 0};
    best.pages = pages_of(view, best.guide);
    const int target = std::max(max_pages, best.pages);
    if (pages <= target) return {guide, pages};
    // Each step makes the text shorter, so the first that reaches the target can be found by halving.
    std::size_t too_long = 0, enough = kSteps.size() - 1;
    while (enough - too_long > 1) {
        const auto middle = (too_long + enough) / 2;
        Fitted tried{shrunk(guide, kSteps[middle]), 0};
        tried.pages = pages_of(view, tried.guide);
        if (tried.pages > target) {
            too_long = middle;
        } else {
            enough = middle;
            best = std::move(tried);
        }
    }
    return best;
}

int count_pages(const resume::Resume& resume, const StyleGuide& guide, int max_pages) {
    return fit(resume, guide, max_pages).pages;
}

}  // namespace bespoke::artifacts
