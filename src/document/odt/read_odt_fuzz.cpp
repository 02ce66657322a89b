#include "document/read.hpp"
#include "support/check_document.hpp"
#include "support/zip_writer.hpp"

/// An archive is read as it is. Other input becomes the content of a document, for no mutation gets past the checksums.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const bespoke::BytesView bytes{reinterpret_cast<const std::byte*>(data), size};
    const std::string text(bespoke::as_text(bytes));
    const std::string content =
        "<document><automatic-styles>" + text + "</automatic-styles><body><text>" + text + "</text></body></document>";
    const auto packed = bespoke::testing::ZipWriter()
                            .add("mimetype", "application/vnd.oasis.opendocument.text")
                            .add("content.xml", content)
                            .finish();
    bespoke::testing::check_document(bespoke::document::read_odt(text.starts_with("PK") ? bespoke::to_bytes(text) : packed, {}));
    return 0;
}
