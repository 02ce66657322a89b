#pragma once

#include "base/bytes.hpp"
#include "document/document.hpp"
#include "resume/resume.hpp"

namespace bespoke::roundtrip {

/// The Document that the reader executable makes of a PDF. Its path is $BESPOKE_READER, or that of this build.
Result<document::Document> read_pdf(const Bytes& pdf);

/// The resume as it can be read back at all: what is derivable is derived, and its section order is that of what it has.
resume::Resume readable(resume::Resume);

}  // namespace bespoke::roundtrip
