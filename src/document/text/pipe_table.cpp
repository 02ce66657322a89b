#include "document/text/pipe_table.hpp"

#include <algorithm>

#include "document/flow/tidy.hpp"

namespace bespoke::document {
namespace {

bool is_delimiter_row(std::string_view line) {
    return line.find_first_not_of("|-: \t") == line.npos && line.find('|') != line.npos && line.find('-') != line.npos;
}

bool is_table(const Block& block) {
    return block.kind == BlockKind::Paragraph && block.lines.size() >= 2 && is_delimiter_row(block.lines[1].text()) &&
           block.lines.front().text().find('|') != std::string::npos;
}

/// The cells of a row, each as a line; the pipes at either end are only its frame.
std::vector<Line> split_row(const Line& row) {
    std::vector<Line> cells(1);
    for (const Span& span : row.spans) {
        std::string_view rest = span.text;
        for (;;) {
            const std::size_t pipe = std::min(rest.find('|'), rest.size());
            cells.back().spans.push_back(span);
            cells.back().spans.back().text = rest.substr(0, pipe);
            if (pipe == rest.size()) break;
            cells.emplace_back();
            rest.remove_prefix(pipe + 1);
        }
    }
    for (Line& cell : cells) tidy(cell);
    if (cells.front().spans.empty()) cells.erase(cells.begin());
    return cells;
}

}  // namespace

std::vector<Block> split_pipe_tables(std::vector<Block> blocks, int tables) {
    std::vector<Block> result;
    for (Block& block : blocks) {
        if (!is_table(block)) {
            result.push_back(std::move(block));
            continue;
        }
        block.lines.erase(block.lines.begin() + 1);
        for (std::size_t row = 0; row < block.lines.size(); ++row) {
            int column = 0;
            for (Line& cell : split_row(block.lines[row])) {
                if (!cell.spans.empty()) {
                    Block piece;
                    piece.cell = Cell{tables, static_cast<int>(row), column};
                    piece.lines.push_back(std::move(cell));
                    result.push_back(std::move(piece));
                }
                ++column;
            }
        }
        ++tables;
    }
    return result;
}

}  // namespace bespoke::document
