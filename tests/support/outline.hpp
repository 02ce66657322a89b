#pragma once

#include <string>
#include <vector>

#include "document/document.hpp"

namespace bespoke::testing {

/// A block as one line: "H2 Experience", "L1 (a.) Item", "P header: Jane", "P [0,1,0] cell", lines parted by " / ",
/// tabs shown as "->".
inline std::string outline(const document::Block& block) {
    using namespace document;
    constexpr std::string_view kKinds[] = {"P", "H", "L"};
    constexpr std::string_view kRegions[] = {"", "sidebar: ", "header: ", "footer: ", "box: "};
    std::string line(kKinds[static_cast<int>(block.kind)]);
    if (block.kind != BlockKind::Paragraph) line += std::to_string(block.level);
    line += ' ';
    line += kRegions[static_cast<int>(block.region)];
    if (block.cell) line += fmt::format("[{},{},{}] ", block.cell->table, block.cell->row, block.cell->column);
    if (!block.marker.empty()) line += "(" + block.marker + ") ";
    for (const char byte : block.text())
        line += byte == '\n' ? std::string(" / ") : byte == '\t' ? std::string("->") : std::string(1, byte);
    return line;
}

inline std::vector<std::string> outline(const document::Document& document) {
    std::vector<std::string> lines;
    for (const auto& page : document.pages) {
        for (const auto& block : page.blocks) lines.push_back(outline(block));
    }
    return lines;
}

/// The outline, or the reason why there is none.
inline std::vector<std::string> outline(const Result<document::Document>& document) {
    return document ? outline(*document) : std::vector<std::string>{"refused: " + document.error().reason};
}

/// Why there is no document; "read" if there is one.
inline std::string reason_of(const Result<document::Document>& document) { return document ? "read" : document.error().reason; }

}  // namespace bespoke::testing
