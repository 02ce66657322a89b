#include <algorithm>
#include <fmt/format.h>

#include "document/flow/flow.hpp"
#include "document/flow/tidy.hpp"
#include "document/read.hpp"
#include "document/text/decode.hpp"
#include "document/text/plain_line.hpp"
#include "text/text.hpp"

namespace bespoke::document {
namespace {

/// Lists nest by how far their items are indented.
class ListLevels {
public:
    int level_of(int indent) {
        while (!indents_.empty() && indents_.back() > indent) indents_.pop_back();
        if (indents_.empty() || indents_.back() < indent) indents_.push_back(indent);
        return std::min(static_cast<int>(indents_.size()) - 1, 8);
    }
    void end() { indents_.clear(); }

private:
    std::vector<int> indents_;
};

/// Joins classified lines into blocks: a blank line, a heading, an item or a rule ends the block before.
class Grouper {
public:
    std::vector<Block> group(const std::vector<PlainLine>& lines) {
        for (const PlainLine& line : lines) add(line);
        return flow_.take();
    }

private:
    void add(const PlainLine& line) {
        switch (line.role) {
            case LineRole::Blank: return end_block();
            case LineRole::Rule: return flow_.close();
            case LineRole::Heading: return heading(line);
            case LineRole::Item: return item(line);
            case LineRole::Plain: return plain(line);
        }
    }

    void end_block() {
        flow_.close();
        in_item_ = false;
    }

    void heading(const PlainLine& line) {
        Block frame;
        frame.kind = BlockKind::Heading;
        frame.level = line.level;
        flow_.open(std::move(frame));
        flow_.add({}, line.text);
        end_block();
        levels_.end();
    }

    void item(const PlainLine& line) {
        Block frame;
        frame.kind = BlockKind::ListItem;
        frame.level = levels_.level_of(line.indent);
        frame.marker = line.marker.text;
        flow_.open(std::move(frame));
        flow_.add({}, std::string_view(line.text).substr(line.marker.bytes));
        in_item_ = true;
        item_indent_ = line.indent;
        last_bytes_ = line.text.size() - line.marker.bytes;
    }

    void plain(const PlainLine& line) {
        if (in_item_ && !goes_on(line)) {
            end_block();
            levels_.end();
        }
        if (flow_.is_open())
            flow_.add({}, "\n");
        else
            flow_.open({});
        flow_.add({}, line.text);
        last_bytes_ = line.text.size();
    }

    /// Whether a line belongs to the item above: it is indented under the item's text, or its bullet stands alone, or it
    /// was wrapped without indent in the middle of a sentence.
    [[nodiscard]] bool goes_on(const PlainLine& line) const {
        constexpr std::size_t kWrappedBytes = 50;
        const bool small_letter = line.text.front() >= 'a' && line.text.front() <= 'z';
        return line.indent > item_indent_ || last_bytes_ == 0 || (last_bytes_ >= kWrappedBytes && small_letter);
    }

    Flow flow_;
    ListLevels levels_;
    bool in_item_ = false;
    int item_indent_ = 0;
    std::size_t last_bytes_ = 0;  ///< of the line before, without its marker
};

Block hidden_block(std::string text) {
    Span span;
    span.text = std::move(text);
    span.visibility = Visibility::Hidden;
    Block block;
    block.lines.push_back({{std::move(span)}, {}});
    return block;
}

/// Line ends of every system as '\n'.
std::string with_plain_line_ends(std::string_view text) {
    std::string result;
    result.reserve(text.size());
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '\r' && at + 1 < text.size() && text[at + 1] == '\n') continue;
        result += text[at] == '\r' || text[at] == '\v' ? '\n' : text[at];
    }
    return result;
}

}  // namespace

Result<Document> read_text(BytesView bytes, const Limits& limits) {
    auto decoded = decode_text(bytes);
    if (!decoded) return tl::unexpected(decoded.error());
    if (decoded->size() > limits.text_bytes) {
        return fail(ErrorCode::LimitExceeded, "resource-limit",
                    fmt::format("The text is longer than {} KiB; choose a shorter one.", limits.text_bytes / 1024));
    }
    Document document;
    document.format = Format::Text;
    const std::string text = with_plain_line_ends(*decoded);
    for (const std::string_view page : text::split(text, '\f')) {
        document.pages.push_back({0, 0, Grouper().group(read_plain_lines(text::clean(page)))});
    }
    if (std::string hidden = spelled_in_tags(text); !hidden.empty())
        document.pages.back().blocks.push_back(hidden_block(std::move(hidden)));
    return finish(std::move(document), limits);
}

}  // namespace bespoke::document
