#include "artifacts/pdf/links.hpp"

#include <fmt/format.h>
#include <pango/pangocairo.h>

#include <algorithm>

#include "artifacts/links.hpp"

namespace bespoke::artifacts {
namespace {

float x_of(PangoLayoutLine* line, int index) {
    int position = 0;
    pango_layout_line_index_to_x(line, index, FALSE, &position);
    return static_cast<float>(position) / PANGO_SCALE;
}

void add_link(cairo_t* cairo, const std::string& target, PangoLayoutLine* line, std::pair<int, int> range, LineFrame frame) {
    const int begin = std::max(range.first, line->start_index);
    const int end = std::min(range.second, line->start_index + line->length);
    if (begin >= end) return;
    const auto [left, right] = std::minmax({x_of(line, begin), x_of(line, end)});
    const auto attributes = fmt::format("rect=[{:.2f} {:.2f} {:.2f} {:.2f}] uri='{}'", frame.x + left, frame.top, right - left,
                                        frame.height, ascii_uri(target));
    cairo_tag_begin(cairo, CAIRO_TAG_LINK, attributes.c_str());
    cairo_tag_end(cairo, CAIRO_TAG_LINK);
}

}  // namespace

void add_links(cairo_t* cairo, const Shaped& shaped, PangoLayoutLine* line, LineFrame frame) {
    int begin = 0;
    for (const auto& run : shaped.runs) {
        const int end = begin + static_cast<int>(run.text.size());
        if (!run.link.empty()) add_link(cairo, run.link, line, {begin, end}, frame);
        begin = end;
    }
}

}  // namespace bespoke::artifacts
