#pragma once

#include "document/document.hpp"
#include "document/docx/styles.hpp"
#include "document/flow/visibility.hpp"

namespace bespoke::document {

/// How a run looks (17.7.2): document defaults, paragraph style, character style, then its own properties, where toggle
/// properties of the two styles cancel each other out (17.7.3). Text that nobody can see is `Hidden`.
Span run_look(const Styles& styles, const RunProperties& paragraph_style, const RunProperties& own, Backdrop backdrop);

/// What a w:sym shows, as far as it means anything outside its font: bullets do.
std::string_view symbol_text(const pugi::xml_node& symbol);

}  // namespace bespoke::document
