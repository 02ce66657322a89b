#include "document/read.hpp"
#include "support/check_document.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const bespoke::BytesView bytes{reinterpret_cast<const std::byte*>(data), size};
    bespoke::testing::check_document(bespoke::document::read_text(bytes, {}));
    return 0;
}
