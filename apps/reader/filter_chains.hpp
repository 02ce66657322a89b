#pragma once

class Dict;
class PDFDoc;

namespace bespoke::reader {

/// True if the stream of this dictionary is to be unpacked more than four times over. Honest files do it once or twice; each layer multiplies
/// what the next one has to unpack.
bool has_long_filter_chain(const Dict& stream);

/// True if any stream of the file is such a one, used or not. Pictures within the text of a page are looked at when they are drawn.
bool has_long_filter_chain(PDFDoc& pdf);

}  // namespace bespoke::reader
