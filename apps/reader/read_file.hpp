#pragma once

#include "base/bytes.hpp"
#include "base/limits.hpp"
#include "document/document.hpp"

namespace bespoke::reader {

/// Tell the format of a file by its content and read it with the reader made for it.
Result<document::Document> read_file(BytesView bytes, const Limits& limits);

}  // namespace bespoke::reader
