#include "filter_chains.hpp"

#include <poppler/PDFDoc.h>
#include <poppler/Stream.h>
#include <poppler/XRef.h>

namespace bespoke::reader {
namespace {

constexpr int kMaxFilters = 4;

}  // namespace

bool has_long_filter_chain(const Dict& stream) {
    Object filters = stream.lookup("Filter");
    if (filters.isNull()) filters = stream.lookup("F");  // the short name in pictures within the text
    return filters.isArray() && filters.arrayGetLength() > kMaxFilters;
}

bool has_long_filter_chain(PDFDoc& pdf) {
    XRef* xref = pdf.getXRef();
    for (int number = 0; number < xref->getNumObjects(); ++number) {
        const XRefEntry* entry = xref->getEntry(number, false);
        if (entry == nullptr || entry->type != xrefEntryUncompressed) continue;  // no stream lies in an object stream
        const Object object = xref->fetch(number, entry->gen);
        if (object.isStream() && has_long_filter_chain(*object.streamGetDict())) return true;
    }
    return false;
}

}  // namespace bespoke::reader
