#include "adapters/aws/textract/block_reader.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto blocks = nlohmann::json::parse(text, nullptr, false);
    const auto document = bespoke::adapters::aws::textract::document_from_blocks(blocks, {});
    // What it gives is what a reader may give.
    if (document && !bespoke::document::document_from_json(bespoke::document::to_json(*document))) __builtin_trap();
    return 0;
}
