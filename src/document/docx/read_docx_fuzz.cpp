#include "document/read.hpp"
#include "support/check_document.hpp"
#include "support/docx_file.hpp"

/// An archive is read as it is. Other input becomes the body of a document, for no mutation gets past the checksums.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const bespoke::BytesView bytes{reinterpret_cast<const std::byte*>(data), size};
    const std::string text(bespoke::as_text(bytes));
    const bespoke::testing::DocxFile file{.body = text, .parts = {{"styles", text}, {"numbering", text}}};
    bespoke::testing::check_document(
        bespoke::document::read_docx(text.starts_with("PK") ? bespoke::to_bytes(text) : file.bytes(), {}));
    return 0;
}
