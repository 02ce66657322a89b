#pragma once

#include <vector>

#include "document/xml/xml.hpp"

namespace bespoke::document {

/// The one branch of an mc:AlternateContent that is read (ECMA-376 part 3, 7.6): the first choice, else the fallback.
/// Both hold the same text in different drawing languages.
pugi::xml_node chosen_alternative(const pugi::xml_node& alternate_content);

/// Contents of the text boxes in a drawing, outermost only.
void find_text_boxes(const pugi::xml_node& drawing, std::vector<pugi::xml_node>& found);

/// Whether the shape around a text box has a fill (DrawingML or VML).
bool is_painted_box(const pugi::xml_node& text_box);

}  // namespace bespoke::document
