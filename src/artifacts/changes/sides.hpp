#pragma once

#include "artifacts/changes/entries.hpp"
#include "artifacts/changes/html.hpp"

namespace bespoke::artifacts {

/// Before and after of one edit, side by side, with what changed marked: words of a text, places in a list.
void write_sides(HtmlWriter&, const ChangeEntry&);

}  // namespace bespoke::artifacts
