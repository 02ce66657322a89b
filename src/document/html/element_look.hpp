#pragma once

#include <gumbo.h>

#include "document/document.hpp"
#include "document/flow/visibility.hpp"

namespace bespoke::document {

/// Text as browsers show it without any style.
Span default_look();

/// Change the look and backdrop that an element inherits by what its tag and attributes say. Text that it hides is `Hidden`.
void apply_element(const GumboNode& element, Span& look, Backdrop& backdrop);

}  // namespace bespoke::document
