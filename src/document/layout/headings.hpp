#pragma once

#include <vector>

#include "document/layout/blocks.hpp"

namespace bespoke::document::layout {

/// Mark as headings the short blocks whose type clearly says so: larger than the body text, or bold or in capitals and
/// standing apart. Levels rank the looks of the headings, the largest first. `rules` are those of each draft's page.
void mark_headings(std::vector<std::vector<Draft>>& pages, const std::vector<std::vector<Rule>>& rules);

}  // namespace bespoke::document::layout
