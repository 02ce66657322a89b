#include <cmark.h>
#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "document/flow/embed.hpp"
#include "document/flow/flow.hpp"
#include "document/read.hpp"
#include "document/text/decode.hpp"
#include "document/text/pipe_table.hpp"
#include "text/text.hpp"

namespace bespoke::document {
namespace {

/// From this length on a line was wrapped by an editor rather than ended by its author.
constexpr std::size_t kWrappedBytes = 50;

/// Lines of the front matter (YAML between "---" lines at the start), and what follows it.
struct FrontMatter {
    std::vector<std::string_view> lines;
    std::string_view rest;
};

FrontMatter split_front_matter(std::string_view text) {
    if (!text.starts_with("---\n")) return {{}, text};
    const std::size_t end = text.find("\n---\n", 3);
    if (end == text.npos) return {{}, text};
    return {text::split(text.substr(4, std::max<std::size_t>(end, 4) - 4), '\n'), text.substr(end + 5)};
}

class Reader {
public:
    Reader(std::string_view source, const Limits& limits) : limits_(limits), lines_(text::split(source, '\n')) {}

    void front_matter(const std::vector<std::string_view>& lines) {
        for (const std::string_view line : lines) {
            flow_.open({});
            flow_.add({}, line);
        }
        flow_.close();
    }

    std::vector<Block> read(cmark_node* root) {
        const std::unique_ptr<cmark_iter, decltype(&cmark_iter_free)> iterator(cmark_iter_new(root), &cmark_iter_free);
        for (;;) {
            const cmark_event_type event = cmark_iter_next(iterator.get());
            if (event == CMARK_EVENT_DONE) break;
            cmark_node* node = cmark_iter_get_node(iterator.get());
            event == CMARK_EVENT_ENTER ? enter(node) : leave(node);
        }
        return split_pipe_tables(flow_.take(), tables_);
    }

private:
    struct List {
        bool ordered = false;
        int next = 1;
        char delimiter = '.';
    };

    void enter(cmark_node* node) {
        switch (cmark_node_get_type(node)) {
            case CMARK_NODE_HEADING: return heading(cmark_node_get_heading_level(node));
            case CMARK_NODE_PARAGRAPH: return paragraph(node);
            case CMARK_NODE_LIST: return list(node);
            case CMARK_NODE_ITEM: return item();
            case CMARK_NODE_CODE_BLOCK: return code_block(literal(node));
            case CMARK_NODE_HTML_BLOCK: return html_block(literal(node));
            case CMARK_NODE_TEXT:
            case CMARK_NODE_CODE: return text(literal(node));
            case CMARK_NODE_SOFTBREAK: return text(join_lines_ ? " " : "\n");
            case CMARK_NODE_LINEBREAK: return text("\n");
            case CMARK_NODE_HTML_INLINE: return html_inline(literal(node));
            case CMARK_NODE_EMPH: ++italic_; return;
            case CMARK_NODE_STRONG: ++strong_; return;
            case CMARK_NODE_LINK: link_ = cmark_node_get_url(node); return;
            case CMARK_NODE_IMAGE: ++image_; return;
            default: return;
        }
    }

    void leave(cmark_node* node) {
        switch (cmark_node_get_type(node)) {
            case CMARK_NODE_HEADING:
            case CMARK_NODE_PARAGRAPH: return flow_.close();
            case CMARK_NODE_LIST: lists_.pop_back(); return;
            case CMARK_NODE_EMPH: --italic_; return;
            case CMARK_NODE_STRONG: --strong_; return;
            case CMARK_NODE_LINK: link_.clear(); return;
            case CMARK_NODE_IMAGE: --image_; return;
            default: return;
        }
    }

    static std::string_view literal(cmark_node* node) {
        const char* text = cmark_node_get_literal(node);
        return text == nullptr ? std::string_view{} : std::string_view(text);
    }

    void heading(int level) {
        Block frame;
        frame.kind = BlockKind::Heading;
        frame.level = level;
        frame.style = fmt::format("h{}", level);
        flow_.open(std::move(frame));
        join_lines_ = true;
    }

    void paragraph(cmark_node* node) {
        Block frame;
        if (!lists_.empty()) {
            frame.kind = BlockKind::ListItem;
            frame.level = std::min(static_cast<int>(lists_.size()) - 1, 8);
            frame.marker = std::exchange(marker_, {});
        }
        flow_.open(std::move(frame));
        join_lines_ = is_wrapped(cmark_node_get_start_line(node), cmark_node_get_end_line(node));
    }

    /// CommonMark joins the lines of a paragraph; people who write short lines mean them.
    [[nodiscard]] bool is_wrapped(int first, int last) const {
        for (int number = std::max(first, 1); number < last && static_cast<std::size_t>(number) <= lines_.size(); ++number) {
            const std::string_view line = lines_[static_cast<std::size_t>(number) - 1];
            if (line.size() < kWrappedBytes || line.find('|') != line.npos) return false;
        }
        return true;
    }

    void list(cmark_node* node) {
        List list;
        list.ordered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST;
        list.next = cmark_node_get_list_start(node);
        list.delimiter = cmark_node_get_list_delim(node) == CMARK_PAREN_DELIM ? ')' : '.';
        lists_.push_back(list);
    }

    void item() {
        List& list = lists_.back();
        marker_ = list.ordered ? fmt::format("{}{}", list.next++, list.delimiter) : "•";
    }

    void code_block(std::string_view code) {
        while (code.ends_with('\n')) code.remove_suffix(1);
        flow_.open({});
        flow_.add({}, code);
        flow_.close();
    }

    /// A block of raw HTML is read as such; one without text, such as a lone tag, gives nothing.
    void html_block(std::string_view html) {
        auto document = read_html(as_bytes(html), limits_);
        if (!document) return;
        for (Block& block : embedded_blocks(std::move(*document), tables_)) flow_.append(std::move(block));
    }

    void html_inline(std::string_view tag) {
        if (tag.starts_with("<br") || tag.starts_with("<BR")) text("\n");
    }

    void text(std::string_view shown) {
        if (image_ > 0) return;
        Span look;
        look.italic = italic_ > 0;
        look.weight = strong_ > 0 ? 700 : 400;
        look.link = link_;
        flow_.add(look, shown);
    }

    Limits limits_;
    std::vector<std::string_view> lines_;
    Flow flow_;
    std::vector<List> lists_;
    std::string marker_, link_;
    int italic_ = 0, strong_ = 0, image_ = 0;
    int tables_ = 0;
    bool join_lines_ = false;
};

}  // namespace

Result<Document> read_markdown(BytesView bytes, const Limits& limits) {
    auto decoded = decode_text(bytes);
    if (!decoded) return tl::unexpected(decoded.error());
    if (decoded->size() > limits.text_bytes) {
        return fail(ErrorCode::LimitExceeded, "resource-limit",
                    fmt::format("The text is longer than {} KiB; choose a shorter one.", limits.text_bytes / 1024));
    }
    const std::string text = text::clean(*decoded);
    const FrontMatter parts = split_front_matter(text);
    const std::unique_ptr<cmark_node, decltype(&cmark_node_free)> root(
        cmark_parse_document(parts.rest.data(), parts.rest.size(), CMARK_OPT_DEFAULT), &cmark_node_free);
    Reader reader(parts.rest, limits);
    reader.front_matter(parts.lines);
    Document document;
    document.format = Format::Markdown;
    document.pages.push_back({0, 0, reader.read(root.get())});
    return finish(std::move(document), limits);
}

}  // namespace bespoke::document
