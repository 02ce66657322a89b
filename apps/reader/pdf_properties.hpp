#pragma once

#include <string>
#include <string_view>

#include "document/document.hpp"
#include "glyph.hpp"

class PDFDoc;

namespace bespoke::reader {

class GlyphCollector;

/// Title, author, language, producer and date of the last change.
document::Metadata metadata_of(PDFDoc& pdf);

/// "D:20260131120000+01'00'" -> "2026-01-31"; empty if it is no date (ISO 32000-1, 7.9.4).
std::string iso_date(std::string_view pdf_date);

/// True if whoever visits all fields of the form, each as often as it is named, makes more visits than any honest form has, or goes too deep.
/// Poppler does so when it draws a page.
bool has_boundless_form(PDFDoc& pdf);

/// Scripts, launch actions, embedded files and the like in the whole file; all are ignored, only counted.
int active_content_of(PDFDoc& pdf);

/// Link annotations of a page that lead to a web address, in page coordinates of the collector that just drew it.
std::vector<LinkArea> links_of(PDFDoc& pdf, int page, const GlyphCollector& collector);

}  // namespace bespoke::reader
