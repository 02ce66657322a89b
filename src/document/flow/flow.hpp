#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "base/limits.hpp"
#include "document/document.hpp"

namespace bespoke::document {

/// Collects the text of a format without geometry, block by block in reading order, and tidies it: NFC, every blank a
/// plain one, three or more blanks (a gap that people type to set things apart) a tab, lines trimmed, typed bullets taken
/// out into markers, a paragraph cut where its author left an empty line in it.
class Flow {
public:
    /// Begin a block with the kind, level, region, cell, style and marker of `frame`; closes the one before.
    void open(Block frame);
    /// Add text in the look of `look` (its text is ignored). A newline begins a new line of the block.
    void add(const Span& look, std::string_view text);
    /// End the block. A block without any text leaves nothing.
    void close();
    /// Forget the open block.
    void discard() { open_.reset(); }
    [[nodiscard]] bool is_open() const { return open_.has_value(); }
    /// Whether the open block has shown text other than blanks.
    [[nodiscard]] bool has_text() const;
    /// Add a block that is finished already.
    void append(Block block) { blocks_.push_back(std::move(block)); }
    /// The finished blocks so far; the flow is empty afterwards.
    std::vector<Block> take();

private:
    std::optional<Block> open_;
    std::vector<Block> blocks_;
};

/// What every reader ends with. Reasons: "no-text" when nothing is shown, "resource-limit" when there is too much text.
/// Adds the warning "hidden-text" where spans are hidden.
Result<Document> finish(Document document, const Limits& limits);

}  // namespace bespoke::document
