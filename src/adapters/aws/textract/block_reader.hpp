#pragma once

#include <nlohmann/json.hpp>

#include "base/limits.hpp"
#include "document/document.hpp"

namespace bespoke::adapters::aws::textract {

/// Textract's blocks ("Amazon Textract Developer Guide, Layout response objects, Tables, Text detection") as a document: layout elements in the
/// order in which they are listed, which is that of reading; tables as cells; lines that no element names after them, so that nothing is
/// lost. Sizes are those of a US Letter page, since blocks know only shares of a page. Words that were read with little confidence are counted in a
/// warning. `Corrupt` "textract-answer" for anything that is no such answer; `LimitExceeded` "too-many-pages" | "resource-limit".
Result<document::Document> document_from_blocks(const nlohmann::json& blocks, const Limits&);

}  // namespace bespoke::adapters::aws::textract
