#include <algorithm>
#include <array>

#include "artifacts/layout/layout.hpp"
#include "artifacts/render.hpp"

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

StyleGuide shrunk(StyleGuide guide, const Step& step) {
    for (float* gap : {&guide.section_gap_pt, &guide.entry_gap_pt}) *gap *= step.gaps;
    shrink(guide.line_spacing, step.spacing, 1.0F);
    for (float* margin : {&guide.margin_left_pt, &guide.margin_right_pt, &guide.margin_top_pt, &guide.margin_bottom_pt}) {
        shrink(*margin, step.margins, kSmallestMargin);
    }
    for (TextStyle* style : {&guide.title, &guide.label, &guide.contact, &guide.heading, &guide.entry, &guide.meta, &guide.body}) {
        shrink(style->size_pt, step.sizes, kSmallestText);
    }
    return guide;
}

int pages_of(const View& view, const StyleGuide& guide) { return lay_out(with_lines_cut(view, guide), guide).pages; }

}  // namespace

StyleGuide fit(const resume::Resume& resume, const StyleGuide& guide, int max_pages) {
    if (max_pages <= 0) return guide;
    const auto view = make_view(resume, guide);
    if (pages_of(view, guide) <= max_pages) return guide;
    // Each step makes the text shorter, so the first that fits can be found by halving. If none does, as few pages as can be.
    const int target = std::max(max_pages, pages_of(view, shrunk(guide, kSteps.back())));
    std::size_t low = 0, high = kSteps.size() - 1;
    while (high - low > 1) {
        const auto middle = (low + high) / 2;
        (pages_of(view, shrunk(guide, kSteps[middle])) <= target ? high : low) = middle;
    }
    return pages_of(view, guide) <= target ? guide : shrunk(guide, kSteps[high]);
}

int count_pages(const resume::Resume& resume, const StyleGuide& guide, int max_pages) {
    const auto fitted = fit(resume, guide, max_pages);
    return pages_of(make_view(resume, fitted), fitted);
}

}  // namespace bespoke::artifacts
