#include "resume/parser/orders.hpp"

#include "guardrail/notice.hpp"

namespace bespoke::resume::parser {
namespace {

/// A row with this text, be it a part of the row or pieced together.
Row row_with(const Row& row, const std::string& text) {
    if (row.text.find(text) != std::string::npos) return part_of(row, text);
    Row out = row;
    out.text = text;
    out.runs = {{text, row.look, {}}};
    return out;
}

}  // namespace

Rows take_orders(Rows& rows) {
    Rows aside, kept;
    bool block_opened = false;  // by a row that is gone
    for (auto& row : rows) {
        const auto parted = guardrail::without_orders(row.text);
        for (const auto& order : parted.aside) aside.push_back(row_with(row, order));
        if (parted.kept.empty()) {
            block_opened = block_opened || row.starts_block;
            continue;
        }
        if (!parted.aside.empty()) row = row_with(row, parted.kept);
        row.starts_block = row.starts_block || block_opened;
        block_opened = false;
        kept.push_back(std::move(row));
    }
    rows = std::move(kept);
    return aside;
}

}  // namespace bespoke::resume::parser
