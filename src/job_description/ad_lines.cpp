#include "job_description/ad_lines.hpp"

#include <algorithm>
#include <array>

#include "text/text.hpp"

namespace bespoke::job_description {
namespace {

using document::Block;
using document::BlockKind;
using document::Line;

constexpr int kBold = 600;

std::string collapse(std::string_view text) {
    std::string out;
    for (const char c : text) {
        const bool blank = c == ' ' || c == '\n' || c == '\r';
        if (!blank)
            out += c;
        else if (!out.empty() && out.back() != ' ')
            out += ' ';
    }
    return std::string(text::trim(out));
}

/// Byte length of a typed bullet with its blank; 0 for none.
std::size_t typed_bullet(std::string_view text) {
    constexpr std::array<std::string_view, 24> kBullets = {"•", "·", "●", "○", "◦", "▪", "▫",  "■", "□", "‣", "⁃", "∙",
                                                           "➢", "➤", "►", "▶", "✓", "✔", "✅", "–", "—", "-", "*", "+"};
    for (const auto bullet : kBullets) {
        if (!text.starts_with(bullet)) continue;
        const auto rest = text.substr(bullet.size());
        const bool parted = rest.starts_with(' ') || rest.starts_with('\t') || rest.starts_with("\u00A0");
        // "-5 °C" and "*note" are no items; symbols that nobody types within a sentence need no blank.
        if (parted || (bullet.size() > 1 && bullet != "–" && bullet != "—")) return bullet.size();
    }
    return 0;
}

/// Formats whose line breaks may be an editor's.
bool typed_lines(document::Format format) { return format == document::Format::Text || format == document::Format::Markdown; }

/// Items are often strung together as one sentence: "…; and".
std::string_view without_connective(std::string_view item) {
    for (const std::string_view word : {" and", " or", " und", " et", " y", " en"}) {
        if (!item.ends_with(word)) continue;
        const auto rest = item.substr(0, item.size() - word.size());
        if (rest.ends_with(',') || rest.ends_with(';')) item = rest;
    }
    while (item.ends_with(',') || item.ends_with(';')) item.remove_suffix(1);
    return text::trim(item);
}

bool terminated(std::string_view text) {
    return !text.empty() && std::string_view(".!?:;").find(text.back()) != std::string_view::npos;
}

bool starts_lower(std::string_view text) { return !text.empty() && text.front() >= 'a' && text.front() <= 'z'; }

std::size_t first_word_size(std::string_view text) { return std::min(text.find(' '), text.size()); }

/// Width at which an editor broke the lines of plain text; 0 if they are as typed. Breaks are the editor's if most of them
/// stand where the next word would not have fitted.
std::size_t wrap_width(const document::Document& document) {
    constexpr std::size_t kNarrowest = 45, kWidest = 160, kFewest = 2;
    std::vector<std::pair<std::size_t, std::size_t>> breaks;  // length of the line, length with the next word
    std::size_t width = 0;
    bool goes_on = false;  // lines that all begin with capitals are typed as they are
    for (const auto& page : document.pages)
        for (const auto& block : page.blocks)
            for (std::size_t i = 0; i < block.lines.size(); ++i) {
                const auto line = collapse(block.lines[i].text());
                goes_on = goes_on || (i > 0 && starts_lower(line));
                width = std::max(width, line.size());
                if (i == 0 || typed_bullet(line) > 0) continue;
                const auto before = collapse(block.lines[i - 1].text()).size();
                breaks.emplace_back(before, before + 1 + first_word_size(line));
            }
    const auto forced = std::ranges::count_if(breaks, [&](const auto& each) { return each.second > width; });
    const auto count = static_cast<std::size_t>(forced);
    return goes_on && width >= kNarrowest && width <= kWidest && count >= kFewest && 2 * count >= breaks.size() ? width : 0;
}

/// "w/ Linux", "w/o supervision" in full.
std::string without_shorthand(std::string text) {
    for (const auto& [shorthand, words] : {std::pair(" w/o ", " without "), std::pair(" w/ ", " with ")}) {
        for (auto at = text.find(shorthand); at != std::string::npos; at = text.find(shorthand))
            text.replace(at, std::string_view(shorthand).size(), words);
    }
    return text;
}

/// Typed comments of HTML are no text in any format.
std::string without_comments(std::string text) {
    for (auto open = text.find("<!--"); open != std::string::npos; open = text.find("<!--")) {
        const auto close = text.find("-->", open);
        text.erase(open, close == std::string::npos ? close : close + 3 - open);
    }
    return collapse(text);
}

/// True if `next` stands on its own line only for want of room: its first word would not have fitted on the line before.
bool broken_by_width(const Line& line, const Line& next, float right_edge) {
    const auto text = next.text();
    const auto first_word = first_word_size(text);
    if (text.empty() || line.box.width() <= 0) return false;
    const auto word_width = next.box.width() * static_cast<float>(first_word + 1) / static_cast<float>(text.size());
    return line.box.right + word_width > right_edge;
}

class Collector {
public:
    explicit Collector(const document::Document& document)
        : document_(document), wrap_width_(typed_lines(document.format) ? wrap_width(document) : 0) {}

    std::vector<AdLine> collect() {
        for (const auto& page : document_.pages) {
            right_edges(page);
            for (const auto& block : page.blocks) add(block);
        }
        for (auto& line : lines_) line.text = without_connective(without_shorthand(without_comments(std::move(line.text))));
        std::erase_if(lines_, [](const AdLine& line) { return line.text.empty(); });
        return std::move(lines_);
    }

private:
    /// A line this close to the width was broken even where a sentence ends.
    static constexpr std::size_t kSlack = 12;

    void right_edges(const document::Page& page) {
        edges_.clear();
        for (const auto& block : page.blocks) {
            const auto column = static_cast<std::size_t>(std::clamp(block.column, 0, 63));
            if (edges_.size() <= column) edges_.resize(column + 1, 0);
            for (const auto& line : block.lines) edges_[column] = std::max(edges_[column], line.box.right);
        }
    }

    [[nodiscard]] bool continues(const Block& block, std::size_t index) const {
        const auto& before = block.lines[index - 1];
        const auto& line = block.lines[index];
        const auto text = collapse(line.text());
        if (typed_bullet(text) > 0) return false;
        if (block.kind != BlockKind::Paragraph) return true;
        if (line.box.width() > 0)
            return broken_by_width(before, line, edges_[static_cast<std::size_t>(std::clamp(block.column, 0, 63))]);
        const auto last = collapse(before.text());
        const bool full = wrap_width_ > 0 && last.size() + 1 + first_word_size(text) > wrap_width_;
        return full && (starts_lower(text) || !terminated(last) || wrap_width_ < last.size() + kSlack);
    }

    void add(const Block& block) {
        for (std::size_t i = 0; i < block.lines.size(); ++i) {
            const auto text = collapse(block.lines[i].text());
            if (!text.empty()) {
                if (i > 0 && !lines_.empty() && open_ && continues(block, i))
                    append(text, block.lines[i]);
                else
                    push(block, block.lines[i], text, i == 0);
                open_ = true;
            }
            ++number_;
        }
        open_ = false;
    }

    void append(const std::string& text, const Line& line) {
        lines_.back().text += ' ' + text;
        lines_.back().bold = lines_.back().bold && bold(line);
    }

    void push(const Block& block, const Line& line, std::string text, bool first) {
        AdLine out;
        out.item = block.kind == BlockKind::ListItem && first;
        if (const auto bullet = typed_bullet(text); bullet > 0) {
            text = collapse(std::string_view(text).substr(bullet));
            out.item = true;
        }
        if (text.empty()) return;
        out.text = std::move(text);
        out.number = number_;
        out.kind = block.kind;
        out.level = block.level;
        out.bold = bold(line);
        out.cell = block.cell;
        out.marginal = block.region == document::Region::Header || block.region == document::Region::Footer;
        for (const auto& span : line.spans) out.size_pt = std::max(out.size_pt, span.size_pt);
        lines_.push_back(std::move(out));
    }

    static bool bold(const Line& line) {
        const auto shown = [](const document::Span& span) {
            return span.visibility == document::Visibility::Shown && !text::trim(span.text).empty();
        };
        return std::ranges::any_of(line.spans, shown) &&
               std::ranges::all_of(line.spans, [&](const auto& span) { return !shown(span) || span.weight >= kBold; });
    }

    const document::Document& document_;
    std::size_t wrap_width_ = 0;
    std::vector<AdLine> lines_;
    std::vector<float> edges_;
    int number_ = 0;
    bool open_ = false;
};

}  // namespace

std::vector<AdLine> ad_lines(const document::Document& document) { return Collector(document).collect(); }

bool all_capitals(std::string_view text) {
    int capitals = 0;
    for (const char c : text) {
        if (c >= 'a' && c <= 'z') return false;
        capitals += c >= 'A' && c <= 'Z' ? 1 : 0;
    }
    return capitals >= 2;
}

}  // namespace bespoke::job_description
