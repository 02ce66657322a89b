#pragma once

#include <gumbo.h>

#include <string_view>

namespace bespoke::document {

/// Elements whose content is no text of the page.
bool is_left_out(GumboTag tag);
/// Elements that stand within a line (HTML, 15.3.4); every other one begins and ends a block.
bool is_inline(GumboTag tag);
/// Elements that hold a layout rather than a text.
bool is_box(GumboTag tag);
/// Elements that set a part of a word apart as well as a word; a span or link in a box is a thing of its own.
bool is_emphasis(GumboTag tag);
bool is_bold(GumboTag tag);
bool is_italic(GumboTag tag);
/// 1..6 for h1 … h6, else 0.
int heading_level(GumboTag tag);
/// Name of a part of a page that is seldom what the page is about; empty for all others.
std::string_view landmark(GumboTag tag);

}  // namespace bespoke::document
