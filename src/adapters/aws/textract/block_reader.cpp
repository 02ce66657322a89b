#include "adapters/aws/textract/block_reader.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "adapters/aws/textract/block_table.hpp"

namespace bespoke::adapters::aws::textract {
namespace {

using document::Block;
using document::BlockKind;
using document::Line;
using document::Region;
using document::Span;

/// Of a line's box, the letters from the highest to the lowest; a typical font's size is that much of it.
constexpr float kSizeOfHeight = 0.95F;
constexpr int kBold = 700;
constexpr float kPoorConfidence = 60;

/// What opens a list item; a letter o only as scanners read a hollow bullet.
constexpr std::array<std::string_view, 12> kMarkers = {"•", "●", "▪", "■", "◦", "‣", "·", "–", "-", "*", "o", "»"};

/// The marker that a text opens with, followed by a blank; empty for none.
std::string_view marker_of(std::string_view text) {
    for (const auto marker : kMarkers) {
        if (text.size() > marker.size() + 1 && text.starts_with(marker) && text[marker.size()] == ' ') return marker;
    }
    return {};
}

/// Turns one page's blocks into the document's. Each line is used once.
class PageReader {
public:
    PageReader(const BlockTable& table, int page, int& tables) : table_(table), page_(page), tables_(tables) {}

    document::Page read() {
        out_.width_pt = kPageWidth;
        out_.height_pt = kPageHeight;
        const auto layouts = table_.on_page(page_, "LAYOUT_");
        std::set<std::string_view> inner;  // of a list; read with it
        for (const auto* layout : layouts) {
            for (const auto& id : layout->children) inner.insert(id);
        }
        for (const auto* layout : layouts) {
            if (!inner.contains(layout->id)) read_layout(*layout);
        }
        for (const auto* table : table_.on_page(page_, "TABLE")) read_table(*table);
        // What no element names: all of it where the layout was not asked for.
        for (const auto* line : table_.on_page(page_, "LINE")) add_text({line}, BlockKind::Paragraph, Region::Body);
        return std::move(out_);
    }

private:
    void read_layout(const ScanBlock& layout) {
        const auto lines = lines_of(layout);
        if (layout.type == "LAYOUT_TABLE")
            read_tables_at(lines);
        else if (layout.type == "LAYOUT_TITLE")
            add_heading(lines, 1);
        else if (layout.type == "LAYOUT_SECTION_HEADER")
            add_heading(lines, 2);
        else if (layout.type == "LAYOUT_HEADER")
            add_text(lines, BlockKind::Paragraph, Region::Header);
        else if (layout.type == "LAYOUT_FOOTER" || layout.type == "LAYOUT_PAGE_NUMBER")
            add_text(lines, BlockKind::Paragraph, Region::Footer);
        else if (layout.type == "LAYOUT_LIST")
            read_list(layout);
        else
            add_text(lines, BlockKind::Paragraph, Region::Body);
    }

    /// Items are lines with markers, or texts of their own.
    void read_list(const ScanBlock& list) {
        for (const auto* child : table_.children(list)) {
            if (child->type == "LINE")
                add_text({child}, BlockKind::ListItem, Region::Body);
            else if (child->type.starts_with("LAYOUT_"))
                add_text(lines_of(*child), BlockKind::ListItem, Region::Body);
        }
    }

    [[nodiscard]] std::vector<const ScanBlock*> lines_of(const ScanBlock& block) const {
        std::vector<const ScanBlock*> lines;
        for (const auto* child : table_.children(block)) {
            if (child->type == "LINE") lines.push_back(child);
        }
        return lines;
    }

    /// The tables whose words are those of the lines; the lines themselves where there is none.
    void read_tables_at(const std::vector<const ScanBlock*>& lines) {
        const auto words = words_of(lines);
        for (const auto* table : table_.on_page(page_, "TABLE")) {
            const auto own = words_in(*table);
            if (std::ranges::any_of(own, [&](const auto* word) { return words.contains(word->id); })) read_table(*table);
        }
        add_text(lines, BlockKind::Paragraph, Region::Body);
    }

    [[nodiscard]] std::set<std::string_view> words_of(const std::vector<const ScanBlock*>& lines) const {
        std::set<std::string_view> words;
        for (const auto* line : lines) words.insert(line->children.begin(), line->children.end());
        return words;
    }
    [[nodiscard]] std::vector<const ScanBlock*> words_in(const ScanBlock& table) const {
        std::vector<const ScanBlock*> words;
        for (const auto* cell : table_.children(table)) {
            if (cell->type != "CELL") continue;
            for (const auto* word : table_.children(*cell)) words.push_back(word);
        }
        return words;
    }

    void read_table(const ScanBlock& table) {
        if (!used_.insert(table.id).second) return;
        auto cells = table_.children(table);
        std::erase_if(cells, [](const auto* cell) { return cell->type != "CELL" || cell->row < 1 || cell->column < 1; });
        std::ranges::stable_sort(cells, {}, [](const auto* cell) { return std::pair(cell->row, cell->column); });
        bool any = false;
        for (const auto* cell : cells) any = add_cell(*cell) || any;
        if (any) ++tables_;
        use_lines_within(table);
    }

    /// Lines all of whose words stand in a table have been read with it.
    void use_lines_within(const ScanBlock& table) {
        std::set<std::string_view> words;
        for (const auto* word : words_in(table)) words.insert(word->id);
        for (const auto* line : table_.on_page(page_, "LINE")) {
            const bool within = !line->children.empty() &&
                                std::ranges::all_of(line->children, [&](const auto& id) { return words.contains(id); });
            if (within) used_.insert(line->id);
        }
    }

    bool add_cell(const ScanBlock& cell) {
        std::string text;
        for (const auto* word : table_.children(cell)) {
            if (word->type == "WORD" && !word->text.empty()) text += (text.empty() ? "" : " ") + word->text;
        }
        if (text.empty()) return false;
        Block block;
        block.cell = document::Cell{tables_, cell.row - 1, cell.column - 1};
        block.lines.push_back(line_from(text, cell.box, 400));
        out_.blocks.push_back(std::move(block));
        return true;
    }

    static Line line_from(std::string text, const document::Box& box, int weight) {
        Span span;
        span.text = std::move(text);
        span.size_pt = std::round(box.height() * kSizeOfHeight * 2) / 2;
        span.weight = weight;
        span.box = box;
        return {{std::move(span)}, box};
    }

    void add_heading(const std::vector<const ScanBlock*>& lines, int level) {
        Block block;
        block.kind = BlockKind::Heading;
        block.level = level;
        for (const auto* line : lines) {
            if (is_new(*line)) block.lines.push_back(line_from(line->text, line->box, kBold));
        }
        if (!block.lines.empty()) out_.blocks.push_back(std::move(block));
    }

    /// Lines as one block, and each that opens with a marker as the beginning of a list item.
    void add_text(const std::vector<const ScanBlock*>& lines, BlockKind kind, Region region) {
        Block block;
        const auto finish = [&] {
            if (!block.lines.empty()) out_.blocks.push_back(std::move(block));
            block = {};
            block.kind = kind;
            block.region = region;
        };
        finish();
        for (const auto* line : lines) {
            if (!is_new(*line)) continue;
            std::string_view text = line->text;
            if (const auto marker = marker_of(text); !marker.empty()) {
                finish();
                block.kind = BlockKind::ListItem;
                block.marker = marker;
                text.remove_prefix(marker.size() + 1);
            }
            block.lines.push_back(line_from(std::string(text), line->box, 400));
        }
        finish();
    }

    bool is_new(const ScanBlock& line) { return !line.text.empty() && used_.insert(line.id).second; }

    const BlockTable& table_;
    int page_;
    int& tables_;
    document::Page out_;
    std::set<std::string_view> used_;
};

void warn(const BlockTable& table, document::Document& document) {
    document.warnings.push_back(
        {"recognised-text", "The document is a scan: a machine read its letters, so check names, numbers and dates.", 0});
    std::size_t words = 0, poor = 0;
    for (const auto& block : table.all()) {
        if (block.type != "WORD") continue;
        ++words;
        poor += block.confidence < kPoorConfidence ? 1 : 0;
    }
    if (poor == 0) return;
    document.warnings.push_back(
        {"low-confidence",
         fmt::format("{} of the {} words of the scan are hard to read and may be wrong; a sharper scan helps.", poor, words), 0});
}

}  // namespace

Result<document::Document> document_from_blocks(const nlohmann::json& blocks, const Limits& limits) {
    const auto table = BlockTable::create(blocks, limits);
    if (!table) return tl::unexpected(table.error());
    document::Document document;
    document.format = document::Format::Pdf;
    int tables = 0;
    for (int page = 1; page <= table->pages(); ++page) document.pages.push_back(PageReader(*table, page, tables).read());
    warn(*table, document);
    return document;
}

}  // namespace bespoke::adapters::aws::textract
