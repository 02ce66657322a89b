#pragma once

#include "document/document.hpp"

namespace bespoke::document {

/// Whether something other than white paper may lie behind a text.
enum class Backdrop { Paper, Painted };

/// Whether nobody sees text that looks like this: white on paper, or too small to be read.
bool is_unseen(const Span& look, Backdrop backdrop);

}  // namespace bespoke::document
