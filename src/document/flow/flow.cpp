#include "document/flow/flow.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "document/flow/marker.hpp"
#include "document/flow/tidy.hpp"

namespace bespoke::document {
namespace {

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\n") == text.npos; }

/// A copy of everything but the lines.
Block frame_of(const Block& block) {
    Block frame;
    frame.kind = block.kind;
    frame.level = block.level;
    frame.region = block.region;
    frame.column = block.column;
    frame.cell = block.cell;
    frame.style = block.style;
    return frame;
}

/// Cut a paragraph before each line that opens with a typed bullet and at each empty line.
std::vector<Block> cut(Block block) {
    std::vector<Block> pieces;
    bool begin_new = true;
    for (Line& line : block.lines) {
        if (line.spans.empty()) {
            begin_new = begin_new || block.kind == BlockKind::Paragraph;
            continue;
        }
        auto bullet = block.kind == BlockKind::Heading ? std::nullopt : typed_bullet(line.text());
        if (bullet && block.kind == BlockKind::ListItem && begin_new && !block.marker.empty()) bullet->text = block.marker;
        if (begin_new || bullet) {
            pieces.push_back(frame_of(block));
            if (pieces.size() == 1) pieces.back().marker = block.marker;
        }
        if (bullet) {
            pieces.back().kind = BlockKind::ListItem;
            pieces.back().marker = bullet->text;
            drop_front(line, bullet->bytes);
        }
        pieces.back().lines.push_back(std::move(line));
        begin_new = false;
    }
    return pieces;
}

template <class Visit>
void for_each_span(Document& document, Visit visit) {
    for (Page& page : document.pages) {
        for (Block& block : page.blocks) {
            for (Line& line : block.lines) std::for_each(line.spans.begin(), line.spans.end(), visit);
        }
    }
}

std::size_t count_hidden(Document& document) {
    std::size_t count = 0;
    for_each_span(document, [&](const Span& span) { count += span.visibility == Visibility::Hidden ? 1 : 0; });
    return count;
}

/// Names and targets come from attributes, where anything may stand.
void clean_name(std::string& name) {
    const bool plain = std::all_of(name.begin(), name.end(), [](char byte) { return byte >= 0x20 && byte < 0x7f; });
    if (!plain) name = one_line(name);
}

void clean_names(Document& document) {
    for (Page& page : document.pages) {
        for (Block& block : page.blocks) {
            clean_name(block.style);
            clean_name(block.marker);
            if (!block.cell) continue;
            for (int* index : {&block.cell->table, &block.cell->row, &block.cell->column})
                *index = std::min(*index, Cell::kMaxIndex);
        }
    }
    for_each_span(document, [](Span& span) {
        clean_name(span.font);
        clean_name(span.link);
    });
}

}  // namespace

void Flow::open(Block frame) {
    close();
    open_ = std::move(frame);
    open_->lines.assign(1, Line{});
}

void Flow::add(const Span& look, std::string_view text) {
    if (!open_) open({});
    for (;;) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        if (end > 0) {
            open_->lines.back().spans.push_back(look);
            open_->lines.back().spans.back().text = text.substr(0, end);
        }
        if (end == text.size()) return;
        open_->lines.emplace_back();
        text.remove_prefix(end + 1);
    }
}

void Flow::close() {
    if (!open_) return;
    for (Line& line : open_->lines) tidy(line);
    for (Block& piece : cut(std::move(*open_))) blocks_.push_back(std::move(piece));
    open_.reset();
}

bool Flow::has_text() const { return open_ && !is_blank(open_->text()); }

std::vector<Block> Flow::take() {
    close();
    return std::exchange(blocks_, {});
}

Result<Document> finish(Document document, const Limits& limits) {
    clean_names(document);
    const std::string text = document.text();
    if (text.empty()) {
        return fail(ErrorCode::InvalidInput, "no-text",
                    "The file has no readable text; a scan needs text recognition (OCR) first, or choose another file.");
    }
    if (text.size() > limits.characters) {
        const auto characters =
            static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char byte) { return (byte & 0xc0) != 0x80; }));
        if (characters > limits.characters) {
            return fail(ErrorCode::LimitExceeded, "resource-limit",
                        fmt::format("The file has more than {} characters of text, more than any resume; choose a shorter one.",
                                    limits.characters));
        }
    }
    if (const std::size_t hidden = count_hidden(document); hidden > 0) {
        document.warnings.push_back(
            {"hidden-text",
             fmt::format("{} pieces of text are invisible to a reader of the document; they were left out.", hidden), 0});
    }
    return document;
}

}  // namespace bespoke::document
