#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

#include "document/flow/flow.hpp"
#include "document/flow/marker.hpp"
#include "document/flow/tidy.hpp"
#include "document/html/element_look.hpp"
#include "document/html/elements.hpp"
#include "document/html/html_tree.hpp"
#include "document/html/inline_text.hpp"
#include "document/html/mhtml.hpp"
#include "document/read.hpp"

namespace bespoke::document {
namespace {

constexpr int kMaxListLevel = 8;

/// What an element hands down to its children.
struct Context {
    Span look;
    Block frame;  ///< of the blocks that begin here
    bool preformatted = false;
    Backdrop backdrop = Backdrop::Paper;
    int list_level = -1;
    bool ordered = false;
    int table = -1;
};

class Reader {
public:
    Result<Document> read(const GumboNode& root, const Limits& limits) {
        document_.format = Format::Html;
        Context context;
        context.look = default_look();
        walk(root, context);
        Page page;
        page.blocks = flow_.take();
        mark_typed_numbers(page.blocks);
        document_.pages.push_back(std::move(page));
        return finish(std::move(document_), limits);
    }

private:
    struct Step {
        const GumboNode* node;
        unsigned next = 0;
        Context context;
        int item = 0;  ///< of an ordered list
        Cell cell;     ///< of a table
    };

    /// Depth first with a stack of our own: pages nest as deep as they like.
    void walk(const GumboNode& root, const Context& context) {
        enter(root, context);
        while (!steps_.empty()) {
            Step& step = steps_.back();
            const GumboVector& children =
                step.node->type == GUMBO_NODE_DOCUMENT ? step.node->v.document.children : step.node->v.element.children;
            if (step.next == children.length) {
                leave(*step.node);
                steps_.pop_back();
                continue;
            }
            const auto* node = static_cast<const GumboNode*>(children.data[step.next++]);
            if (const Joint joint = joint_before(*step.node, step.next - 1); joint != Joint::None) joint_ = joint;
            if (node->type == GUMBO_NODE_ELEMENT)
                enter(*node, Context(step.context));
            else if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE || node->type == GUMBO_NODE_CDATA)
                text(node->v.text.text, step.context);
        }
    }

    /// Inline elements side by side in a box, without anything between them, are mostly a row that a style sheet sets apart.
    static Joint joint_before(const GumboNode& parent, unsigned index) {
        if (parent.type != GUMBO_NODE_ELEMENT || index == 0 || !is_box(parent.v.element.tag)) return Joint::None;
        const auto& left = *static_cast<const GumboNode*>(parent.v.element.children.data[index - 1]);
        const auto& right = *static_cast<const GumboNode*>(parent.v.element.children.data[index]);
        if (left.type != GUMBO_NODE_ELEMENT || right.type != GUMBO_NODE_ELEMENT) return Joint::None;
        const GumboTag left_tag = left.v.element.tag, right_tag = right.v.element.tag;
        if (!is_inline(left_tag) || !is_inline(right_tag)) return Joint::None;
        return is_emphasis(left_tag) && is_emphasis(right_tag) ? Joint::InAWord : Joint::InARow;
    }

    void enter(const GumboNode& node, Context context) {
        if (node.type != GUMBO_NODE_ELEMENT) return;
        const GumboTag tag = node.v.element.tag;
        if (tag == GUMBO_TAG_HEAD) return read_head(node);
        if (tag == GUMBO_TAG_HTML) document_.metadata.language = one_line(attribute(node, "lang"));
        if (is_left_out(tag)) return;
        if (tag == GUMBO_TAG_BR) return line_break(context);
        if (!is_inline(tag)) flow_.close();
        if (rules_backdrop_ == Backdrop::Painted) context.backdrop = Backdrop::Painted;
        set_structure(node, tag, context);
        apply_element(node, context.look, context.backdrop);
        steps_.push_back({&node, 0, std::move(context), 0, {}});
        if (tag == GUMBO_TAG_TABLE) steps_.back().cell = {steps_.back().context.table, -1, 0};
        if (tag == GUMBO_TAG_OL) steps_.back().item = start_of(node) - 1;
    }

    void leave(const GumboNode& node) {
        if (node.type == GUMBO_NODE_ELEMENT && !is_inline(node.v.element.tag)) flow_.close();
    }

    static int start_of(const GumboNode& list) {
        const auto start = to_int(attribute(list, "start"));
        return start.value_or(1);
    }

    static std::optional<int> to_int(std::string_view text) {
        constexpr std::size_t kMaxDigits = 6;
        if (text.empty() || text.size() > kMaxDigits || text.find_first_not_of("0123456789") != text.npos) return std::nullopt;
        return std::stoi(std::string(text));
    }

    void line_break(const Context& context) {
        if (flow_.is_open()) flow_.add(context.look, "\n");
        after_blank_ = true;
    }

    void read_head(const GumboNode& head) {
        const GumboVector& children = head.v.element.children;
        for (unsigned index = 0; index < children.length; ++index) {
            const auto& node = *static_cast<const GumboNode*>(children.data[index]);
            if (node.type != GUMBO_NODE_ELEMENT) continue;
            const GumboTag tag = node.v.element.tag;
            if (tag == GUMBO_TAG_META && attribute(node, "name") == "author")
                document_.metadata.author = one_line(attribute(node, "content"));
            const GumboVector& inside = node.v.element.children;
            if (inside.length == 0) continue;
            const auto& first = *static_cast<const GumboNode*>(inside.data[0]);
            if (first.type != GUMBO_NODE_TEXT) continue;
            if (tag == GUMBO_TAG_TITLE) document_.metadata.title = one_line(first.v.text.text);
            // Rules are not matched; where they paint anything, white text may well be seen.
            const bool rules =
                tag == GUMBO_TAG_STYLE && std::string_view(first.v.text.text).find("background") != std::string_view::npos;
            if (rules) rules_backdrop_ = Backdrop::Painted;
        }
    }

    /// The nearest step of an element around, to count its items, rows and cells.
    Step* around(GumboTag first, GumboTag second) {
        constexpr int kFar = 256;  // keeps a page of nested nonsense from costing the square of its depth
        int distance = 0;
        for (auto step = steps_.rbegin(); step != steps_.rend() && distance < kFar; ++step, ++distance) {
            const GumboTag tag = step->node->type == GUMBO_NODE_ELEMENT ? step->node->v.element.tag : GUMBO_TAG_UNKNOWN;
            if (tag == first || tag == second) return &*step;
        }
        return nullptr;
    }

    void set_structure(const GumboNode& node, GumboTag tag, Context& context) {
        // For those who want to skip what is seldom the matter of a page.
        if (const std::string_view name = landmark(tag); !name.empty()) context.frame.style = name;
        if (!is_inline(tag) && tag != GUMBO_TAG_LI) context.frame.marker.clear();
        if (heading_level(tag) > 0) set_heading(heading_level(tag), context.frame);
        switch (tag) {
            case GUMBO_TAG_UL:
            case GUMBO_TAG_OL:
                context.list_level = std::min(context.list_level + 1, kMaxListLevel);
                context.ordered = tag == GUMBO_TAG_OL;
                return;
            case GUMBO_TAG_LI: return set_item(context);
            case GUMBO_TAG_TABLE: return set_table(context);
            case GUMBO_TAG_TR: return begin_row();
            case GUMBO_TAG_TD:
            case GUMBO_TAG_TH: return set_cell(node, context);
            case GUMBO_TAG_PRE: context.preformatted = true; return;
            case GUMBO_TAG_A: return set_link(node, context.look);
            default: return;
        }
    }

    static void set_heading(int level, Block& frame) {
        frame.kind = BlockKind::Heading;
        frame.level = level;
        frame.style = fmt::format("h{}", level);
    }

    static void set_link(const GumboNode& node, Span& look) {
        look.link = one_line(attribute(node, "href"));
        if (look.link.starts_with('#')) look.link.clear();
    }

    void set_table(Context& context) {
        context.table = tables_++;
        context.frame.kind = BlockKind::Paragraph;
        context.frame.level = 0;
    }

    void begin_row() {
        Step* table = around(GUMBO_TAG_TABLE, GUMBO_TAG_TABLE);
        if (table == nullptr) return;
        ++table->cell.row;
        table->cell.column = 0;
    }

    void set_item(Context& context) {
        context.frame.kind = BlockKind::ListItem;
        context.frame.level = std::max(context.list_level, 0);
        Step* list = around(GUMBO_TAG_OL, GUMBO_TAG_UL);
        context.frame.marker = "•";
        if (list != nullptr && context.ordered) context.frame.marker = fmt::format("{}.", ++list->item);
        pending_marker_ = context.frame.marker;
    }

    void set_cell(const GumboNode& node, Context& context) {
        Step* table = around(GUMBO_TAG_TABLE, GUMBO_TAG_TABLE);
        if (table == nullptr) return;
        constexpr int kMaxSpan = 1000;
        context.frame.cell = table->cell;
        table->cell.column += std::clamp(to_int(attribute(node, "colspan")).value_or(1), 1, kMaxSpan);
    }

    void text(std::string_view raw, const Context& context) {
        if (!flow_.is_open()) after_blank_ = true;
        const Joint joint = std::exchange(joint_, Joint::None);
        const bool glued = !after_blank_ && ends_in_word(last_text_);
        std::string shown = context.preformatted ? std::string(raw) : collapsed(raw, after_blank_);
        if (shown.empty()) return;
        if (glued && begins_anew(shown, joint)) shown.insert(0, 1, '\t');
        last_text_ = shown;
        if (!flow_.is_open()) {
            Block frame = context.frame;
            // An item's marker stands before its first block, however deep in the item that begins.
            if (frame.kind == BlockKind::ListItem) frame.marker = std::exchange(pending_marker_, {});
            flow_.open(std::move(frame));
        }
        flow_.add(context.look, shown);
    }

    Document document_;
    Flow flow_;
    std::vector<Step> steps_;
    std::string pending_marker_;
    int tables_ = 0;
    bool after_blank_ = true;
    Joint joint_ = Joint::None;  ///< before the text to come
    std::string last_text_;
    Backdrop rules_backdrop_ = Backdrop::Paper;
};

}  // namespace

Result<Document> read_html(BytesView bytes, const Limits& limits) {
    auto html = decode_html(bytes);
    if (!html) return tl::unexpected(html.error());
    auto tree = HtmlTree::parse(std::move(*html));
    if (!tree) return tl::unexpected(tree.error());
    return Reader().read(*tree->root(), limits);
}

}  // namespace bespoke::document
