#pragma once

#include <vector>

#include "document/layout/rows.hpp"

namespace bespoke::document::layout {

/// The words of a page by what they are part of.
struct Parted {
    Words header, body, footer;
};

/// Part running headers and footers from each page's body: rows at the top or bottom edge that come back on other
/// pages (numbers may differ), and page numbers.
std::vector<Parted> part_running_text(const std::vector<Words>& pages, const std::vector<PlacedPage>& sheets);

}  // namespace bespoke::document::layout
