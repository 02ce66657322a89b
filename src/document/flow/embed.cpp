#include "document/flow/embed.hpp"

#include <algorithm>

namespace bespoke::document {

std::vector<Block> embedded_blocks(Document document, int& tables) {
    std::vector<Block> blocks;
    const int first_table = tables;
    for (Page& page : document.pages) {
        for (Block& block : page.blocks) {
            if (block.cell) {
                block.cell->table += first_table;
                tables = std::max(tables, block.cell->table + 1);
            }
            blocks.push_back(std::move(block));
        }
    }
    return blocks;
}

}  // namespace bespoke::document
