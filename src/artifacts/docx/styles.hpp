#pragma once

#include <string>

#include "artifacts/view/view.hpp"

namespace bespoke::artifacts {

/// Id of the paragraph style of a kind of block.
const char* paragraph_style(BlockKind);
/// The look that the paragraph style itself gives.
Look look_of(BlockKind);
/// Id of the character style of a look.
const char* character_style(Look);
/// Space above that the paragraph style itself gives, in points.
float style_gap(BlockKind, const StyleGuide&);

/// word/styles.xml
std::string styles_part(const StyleGuide&);
/// word/numbering.xml: one bullet list, whose id is 1.
std::string numbering_part(const StyleGuide&);

/// "en-US" on American paper, else "en-GB": the proofing language of what we write ourselves.
const char* language_of(const StyleGuide&);

}  // namespace bespoke::artifacts
