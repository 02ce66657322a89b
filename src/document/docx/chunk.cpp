#include "document/docx/chunk.hpp"

#include "document/detect.hpp"
#include "document/flow/embed.hpp"
#include "document/read.hpp"

namespace bespoke::document {

std::vector<Block> read_chunk(BytesView part, const Limits& limits, int& tables) {
    const auto format = detect(part, limits);
    if (!format || (*format != Format::Html && *format != Format::Text)) return {};
    auto document = *format == Format::Html ? read_html(part, limits) : read_text(part, limits);
    if (!document) return {};
    return embedded_blocks(std::move(*document), tables);
}

}  // namespace bespoke::document
