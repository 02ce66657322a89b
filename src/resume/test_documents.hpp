#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "document/document.hpp"

/// Small documents for the tests of this folder.
namespace bespoke::resume::test {

/// A line of a test page: text with a look. "*" in front of the text makes a list item.
struct Say {
    std::string text;
    float size = 10;
    int weight = 400;
    std::string link{};
};

/// One block a line, no geometry, as a word processor's file would come.
inline document::Document document_of(const std::vector<Say>& lines, document::Format format = document::Format::Docx) {
    document::Document out;
    out.format = format;
    out.pages.emplace_back();
    for (const auto& line : lines) {
        document::Block block;
        const bool item = line.text.starts_with("* ");
        block.kind = item ? document::BlockKind::ListItem : document::BlockKind::Paragraph;
        document::Span span;
        span.text = item ? line.text.substr(2) : line.text;
        span.size_pt = line.size;
        span.weight = line.weight;
        span.link = line.link;
        block.lines.push_back({{span}, {}});
        out.pages.back().blocks.push_back(std::move(block));
    }
    return out;
}

/// A heading in the look that these tests use.
inline Say heading(std::string text) { return {std::move(text), 13, 700, {}}; }
inline Say bold(std::string text) { return {std::move(text), 10, 700, {}}; }

/// Name and e-mail address, which make a document a person's.
inline std::vector<Say> with_head(std::vector<Say> lines) {
    lines.insert(lines.begin(), {{"Maren Holt", 24, 700, {}}, {"maren.holt@example.org", 10, 400, {}}});
    return lines;
}

/// Plain text: a block per paragraph, cut at blank lines.
inline document::Document plain_text(std::string_view text) {
    document::Document out;
    out.format = document::Format::Text;
    out.pages.emplace_back();
    bool open = false;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        const std::string line(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        if (line.empty()) {
            open = false;
            continue;
        }
        const bool item = line.starts_with("- ");
        if (!open || item) out.pages.back().blocks.emplace_back();
        open = !item;
        auto& block = out.pages.back().blocks.back();
        if (item) block.kind = document::BlockKind::ListItem;
        document::Span span;
        span.text = item ? line.substr(2) : line;
        block.lines.push_back({{span}, {}});
    }
    return out;
}

}  // namespace bespoke::resume::test
