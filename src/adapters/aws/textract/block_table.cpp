#include "adapters/aws/textract/block_table.hpp"

#include <algorithm>
#include <cmath>

namespace bespoke::adapters::aws::textract {
namespace {

using nlohmann::json;

/// A page of a few thousand words has some ten thousand blocks; children name each block a few times over.
constexpr std::size_t kMaxBlocks = 500'000, kMaxChildren = 2'000'000, kMaxIdBytes = 128;

tl::unexpected<Error> no_answer(std::string detail) {
    return fail(ErrorCode::Corrupt, "textract-answer", "The service that reads scans gave no answer of use; try again.",
                std::move(detail));
}

const json* member(const json& object, const char* key) {
    if (!object.is_object()) return nullptr;
    const auto found = object.find(key);
    return found == object.end() || found->is_null() ? nullptr : &*found;
}

std::string string_of(const json& object, const char* key) {
    const auto* value = member(object, key);
    return value != nullptr && value->is_string() ? value->get<std::string>() : std::string();
}

/// A number between two others; `otherwise` where there is none.
float number_of(const json& object, const char* key, float low, float high, float otherwise) {
    const auto* value = member(object, key);
    if (value == nullptr || !value->is_number()) return otherwise;
    const auto number = value->get<double>();
    return std::isfinite(number) ? static_cast<float>(std::clamp<double>(number, low, high)) : otherwise;
}

int index_of(const json& object, const char* key, int otherwise) {
    return static_cast<int>(number_of(object, key, 0, document::Cell::kMaxIndex, static_cast<float>(otherwise)));
}

document::Box box_of(const json& block) {
    const auto* geometry = member(block, "Geometry");
    const auto* box = geometry == nullptr ? nullptr : member(*geometry, "BoundingBox");
    if (box == nullptr) return {};
    const auto left = number_of(*box, "Left", 0, 1, 0), top = number_of(*box, "Top", 0, 1, 0);
    const auto width = number_of(*box, "Width", 0, 1, 0), height = number_of(*box, "Height", 0, 1, 0);
    return {left * kPageWidth, top * kPageHeight, (left + width) * kPageWidth, (top + height) * kPageHeight};
}

/// One line without control characters, which a Document does not have.
std::string text_of(const json& block) {
    auto text = string_of(block, "Text");
    for (auto& c : text) {
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
    }
    return text;
}

void add_children(const json& block, std::vector<std::string>& children) {
    const auto* relationships = member(block, "Relationships");
    if (relationships == nullptr || !relationships->is_array()) return;
    for (const auto& relationship : *relationships) {
        const auto* ids = member(relationship, "Ids");
        if (string_of(relationship, "Type") != "CHILD" || ids == nullptr || !ids->is_array()) continue;
        for (const auto& id : *ids) {
            if (id.is_string()) children.push_back(id.get<std::string>());
        }
    }
}

ScanBlock block_from(const json& value) {
    ScanBlock block;
    block.type = string_of(value, "BlockType");
    block.id = string_of(value, "Id");
    block.text = text_of(value);
    block.confidence = number_of(value, "Confidence", 0, 100, 100);
    block.page = index_of(value, "Page", 1);
    block.row = index_of(value, "RowIndex", 0);
    block.column = index_of(value, "ColumnIndex", 0);
    block.box = box_of(value);
    add_children(value, block.children);
    return block;
}

tl::unexpected<Error> too_much() {
    return fail(ErrorCode::LimitExceeded, "resource-limit", "The scan has more text than any resume; choose a shorter file.");
}

}  // namespace

Result<BlockTable> BlockTable::create(const json& blocks, const Limits& limits) {
    if (!blocks.is_array()) return no_answer("no list of blocks");
    if (blocks.size() > kMaxBlocks) return too_much();
    BlockTable table;
    std::size_t characters = 0, children = 0;
    for (const auto& value : blocks) {
        auto block = block_from(value);
        if (block.type.empty() || block.id.empty() || block.id.size() > kMaxIdBytes)
            return no_answer("a block without type or id");
        characters += block.type == "LINE" ? block.text.size() : 0;
        children += block.children.size();
        if (characters > limits.characters || children > kMaxChildren) return too_much();
        if (block.page < 1 || block.page > limits.pages)
            return fail(ErrorCode::LimitExceeded, "too-many-pages",
                        fmt::format("The scan has more than {} pages; choose a shorter file.", limits.pages));
        table.pages_ = std::max(table.pages_, block.page);
        if (!table.by_id_.emplace(block.id, table.blocks_.size()).second) return no_answer("an id twice");
        table.blocks_.push_back(std::move(block));
    }
    return table;
}

std::vector<const ScanBlock*> BlockTable::on_page(int page, std::string_view kind) const {
    std::vector<const ScanBlock*> found;
    for (const auto& block : blocks_) {
        const bool fits = kind.ends_with('_') ? block.type.starts_with(kind) : block.type == kind;
        if (block.page == page && fits) found.push_back(&block);
    }
    return found;
}

const ScanBlock* BlockTable::find(const std::string& id) const {
    const auto found = by_id_.find(id);
    return found == by_id_.end() ? nullptr : &blocks_[found->second];
}

std::vector<const ScanBlock*> BlockTable::children(const ScanBlock& block) const {
    std::vector<const ScanBlock*> found;
    for (const auto& id : block.children) {
        if (const auto* child = find(id)) found.push_back(child);
    }
    return found;
}

}  // namespace bespoke::adapters::aws::textract
