#include "read_file.hpp"

#include "document/detect.hpp"
#include "document/read.hpp"
#include "read_pdf.hpp"

namespace bespoke::reader {

Result<document::Document> read_file(BytesView bytes, const Limits& limits) {
    using document::Format;
    const Result<Format> format = document::detect(bytes, limits);
    if (!format) return tl::unexpected(format.error());
    switch (*format) {
        case Format::Pdf: return read_pdf(bytes, limits);
        case Format::Docx: return document::read_docx(bytes, limits);
        case Format::Odt: return document::read_odt(bytes, limits);
        case Format::Html: return document::read_html(bytes, limits);
        case Format::Markdown: return document::read_markdown(bytes, limits);
        case Format::Text: return document::read_text(bytes, limits);
    }
    return fail(ErrorCode::Internal, "unknown-format",
                "The file has a format without a reader; choose a PDF, DOCX, ODT, HTML, Markdown or text file.");
}

}  // namespace bespoke::reader
