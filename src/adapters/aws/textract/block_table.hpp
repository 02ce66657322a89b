#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/error.hpp"
#include "base/limits.hpp"
#include "document/document.hpp"

namespace bespoke::adapters::aws::textract {

/// One block of Textract's answer, as far as it is needed.
struct ScanBlock {
    std::string type, id, text;
    float confidence = 100;  ///< 0..100
    int page = 1, row = 0, column = 0;
    document::Box box;  ///< points
    std::vector<std::string> children;
};

/// All blocks of an answer, by id and in order. A value; references into it hold as long as it does.
class BlockTable {
public:
    /// Reads what came from the network: `Corrupt` "textract-answer" for any other form; `LimitExceeded` "too-many-pages" |
    /// "resource-limit".
    static Result<BlockTable> create(const nlohmann::json& blocks, const Limits&);

    /// Those of one kind on one page, as listed. The kind may be the beginning of one: "LAYOUT_".
    [[nodiscard]] std::vector<const ScanBlock*> on_page(int page, std::string_view kind) const;
    [[nodiscard]] const ScanBlock* find(const std::string& id) const;
    /// The children of a block that are there, in order.
    [[nodiscard]] std::vector<const ScanBlock*> children(const ScanBlock&) const;
    [[nodiscard]] const std::vector<ScanBlock>& all() const { return blocks_; }
    [[nodiscard]] int pages() const { return pages_; }

private:
    std::vector<ScanBlock> blocks_;
    std::unordered_map<std::string, std::size_t> by_id_;
    int pages_ = 0;
};

inline constexpr float kPageWidth = 612,
                       kPageHeight = 792;  ///< points: blocks know only shares of a page, so it is a US Letter one

}  // namespace bespoke::adapters::aws::textract
