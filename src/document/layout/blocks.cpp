#include "document/layout/blocks.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace bespoke::document::layout {
namespace {

constexpr float kSameEdge = 2.0F;      ///< points
constexpr float kLooseLeading = 1.3F;  ///< times the typical leading: a new paragraph
constexpr float kSameSize = 0.08F;
constexpr float kDefaultLeading = 1.25F;
constexpr float kLongLine = 0.6F;    ///< share of the width that a line wrapped early still fills
constexpr float kRagged = 3;         ///< of the size: how far wrapped lines end before the edge
constexpr float kWrapSlack = 0.35F;  ///< of the size: blank before the word that did not fit

bool ends_with_hyphen(const Line& line) {
    const std::string text = line.text();
    return text.size() > 1 && text.back() == '-' && text[text.size() - 2] != ' ';
}

bool ends_sentence(const Line& line) {
    const std::string text = line.text();
    return text.empty() || text.back() == '.' || text.back() == ':' || text.back() == ';' || text.back() == '!' ||
           text.back() == '?';
}

/// Ends with a sign that something follows.
bool leads_on(const Line& line) {
    const std::string text = line.text();
    const auto ends = [&](std::string_view end) { return text.ends_with(end); };
    return ends(",") || ends("-") || ends("–") || ends("•") || ends("·") || ends("|") || ends("/") || ends("&") || ends(" and");
}

bool starts_lower(const Line& line) {
    const std::string text = line.text();
    return !text.empty() && text[0] >= 'a' && text[0] <= 'z';
}

/// "Phone: 555 0100" begins anew wherever it stands.
bool starts_with_label(const Line& line) {
    const std::string text = line.text();
    const std::size_t blank = std::min(text.find_first_of(" \t"), text.size());
    return blank > 1 && text[blank - 1] == ':';
}

/// Knows at which right edge the text of a page wraps.
class WrapEdges {
public:
    WrapEdges(const FlowLines& flow, const std::vector<FlowLines>& page) : flow_(&flow) {
        for (const FlowLines& other : page) {
            if (other.column != flow.column || other.region != flow.region) continue;
            for (const TextLine& line : other.lines) lines_.push_back(&line);
        }
    }

    /// Right edge up to which the line could have been filled. Text that is set narrower than its column shows it by
    /// several lines that end near a common edge.
    [[nodiscard]] float of(const TextLine& line) const {
        float edge = 0;
        for (const TextLine* other : lines_) {
            if (same_set(*other, line)) edge = std::max(edge, other->right);
        }
        const auto near = std::count_if(lines_.begin(), lines_.end(), [&](const TextLine* other) {
            return same_set(*other, line) && edge - other->right < kRagged * other->size;
        });
        const bool wraps_there = near >= 3 && edge - line.text_left > 0.45F * (flow_->right - flow_->left);
        return wraps_there ? edge : flow_->right;
    }

private:
    static bool same_set(const TextLine& a, const TextLine& b) {
        return !a.has_gap && a.look.bold == b.look.bold && std::abs(a.text_left - b.text_left) < kSameEdge &&
               std::abs(a.size - b.size) < kSameSize * b.size;
    }

    const FlowLines* flow_;
    std::vector<const TextLine*> lines_;
};

/// Decides whether a line goes on with the one before it.
class Joiner {
public:
    Joiner(const FlowLines& flow, const std::vector<FlowLines>& page, float leading)
        : edges_(flow, page), flow_(&flow), leading_(leading) {}

    [[nodiscard]] bool joins(const TextLine& first, const TextLine& last, const TextLine& next) const {
        if ((!next.marker.empty() && !separates(next.marker, last)) || std::abs(last.size - next.size) > kSameSize * last.size)
            return false;
        const float distance = next.baseline - last.baseline;
        if (distance <= 0 || distance > kLooseLeading * leading_ * std::max(last.size, next.size)) return false;
        if (!first.marker.empty()) return joins_item(first, last, next);
        return joins_paragraph(first, last, next);
    }

    /// The first word of the next line would not have fitted on this one.
    [[nodiscard]] bool is_full(const TextLine& last, const TextLine& next) const {
        return last.right + kWrapSlack * last.size + next.first_word_width > edges_.of(last);
    }

    /// Same look, close below, and not the sequel by its letters.
    [[nodiscard]] bool could_be_next_item(const TextLine& last, const TextLine& next) const {
        return next.marker.empty() && same_look(last.look, next.look) && std::abs(next.left - last.left) < kSameEdge &&
               next.baseline - last.baseline < kLooseLeading * leading_ * next.size && !starts_lower(next.line) &&
               !leads_on(last.line);
    }

private:
    /// The sign that opens the next line only separates the items of a list that runs on in the text.
    [[nodiscard]] static bool separates(const std::string& marker, const TextLine& last) {
        return last.marker.empty() && last.line.text().find(" " + marker) != std::string::npos;
    }

    [[nodiscard]] bool joins_item(const TextLine& first, const TextLine& last, const TextLine& next) const {
        const bool hangs = std::abs(next.left - first.text_left) < 0.8F * next.size;
        if (starts_lower(next.line) && !ends_sentence(last.line) && !next.has_gap && is_full(last, next)) return true;
        if (hangs) return is_full(last, next) || (!next.has_gap && is_long(last));
        const bool outdented = next.left < first.text_left && next.left > first.left - kSameEdge;
        return outdented && !next.has_gap && !starts_with_label(next.line) &&
               (is_full(last, next) || ends_with_hyphen(last.line)) && first.look.bold == next.look.bold;
    }

    [[nodiscard]] bool joins_paragraph(const TextLine& first, const TextLine& last, const TextLine& next) const {
        if (next.has_gap || !goes_with(first, last, next)) return false;
        if (starts_with_label(next.line) && starts_with_label(first.line)) return false;
        if (ends_with_hyphen(last.line)) return true;
        if (starts_lower(next.line) && !ends_sentence(last.line) && is_long(last)) return true;
        return is_full(last, next);
    }

    /// Same look, and below the text of the line before.
    [[nodiscard]] bool goes_with(const TextLine& first, const TextLine& last, const TextLine& next) const {
        const bool below = std::abs(next.left - last.last_part_left) < 0.8F * next.size ||
                           std::abs(next.left - first.last_part_left) < 0.8F * next.size;
        const bool centred =
            std::abs((next.left + next.right) - (last.left + last.right)) < 4 * kSameEdge && last.left > flow_->left + kSameEdge;
        const bool first_line_indent = &first == &last && next.left < first.left && next.left > first.left - 4 * next.size;
        if (!below && !centred && !first_line_indent) return false;
        const Look &before = last.last_look, &after = next.first_look;
        const bool same_emphasis =
            before.bold == after.bold && before.italic == after.italic && last.look.capitals == next.look.capitals;
        return same_emphasis && (before.colour == after.colour || starts_lower(next.line));
    }

    [[nodiscard]] bool is_long(const TextLine& line) const {
        return line.right - line.text_left > kLongLine * (edges_.of(line) - line.text_left);
    }

    WrapEdges edges_;
    const FlowLines* flow_;
    float leading_;
};

/// Lines of one look that follow each other closely, few of which reach the edge and none of which looks like the sequel
/// of the one before: a list whose items have no markers.
std::vector<bool> lines_in_bare_lists(const std::vector<TextLine>& lines, const Joiner& joiner) {
    constexpr std::size_t kFewestLines = 4;
    std::vector<bool> in_list(lines.size(), false);
    for (std::size_t begin = 0; begin < lines.size();) {
        std::size_t end = begin + 1;
        std::size_t full = 0;
        for (; end < lines.size() && joiner.could_be_next_item(lines[end - 1], lines[end]); ++end) {
            full += joiner.is_full(lines[end - 1], lines[end]) ? 1 : 0;
        }
        if (end - begin >= kFewestLines && lines[begin].marker.empty() && full * 2 < end - begin - 1) {
            std::fill(in_list.begin() + static_cast<std::ptrdiff_t>(begin), in_list.begin() + static_cast<std::ptrdiff_t>(end),
                      true);
        }
        begin = end;
    }
    return in_list;
}

/// The line with the sign that opens it, which turned out to be no marker.
Line with_marker(const TextLine& line) {
    Line out = line.line;
    if (!line.marker.empty() && !out.spans.empty()) out.spans.front().text.insert(0, line.marker + " ");
    return out;
}

/// Small capitals are often a smaller size of type behind a first letter of full size.
bool starts_with_tall_letter(const TextLine& line) {
    if (line.line.spans.size() < 2) return false;
    const Span &first = line.line.spans[0], &second = line.line.spans[1];
    return count_letters(first.text).letters == 1 && first.size_pt > second.size_pt && second.text != "\t";
}

Draft draft_of(const TextLine& line, const FlowLines& flow) {
    Draft draft;
    draft.block.kind = line.marker.empty() ? BlockKind::Paragraph : BlockKind::ListItem;
    draft.block.marker = line.marker;
    draft.block.column = flow.column;
    draft.block.region = flow.region;
    draft.block.lines.push_back(line.line);
    draft.look = line.look;
    if (starts_with_tall_letter(line)) draft.look.size = line.size;
    draft.heads = flow.heads;
    draft.has_gap = line.has_gap;
    draft.text_left = line.text_left;
    draft.list_left = line.left;
    return draft;
}

}  // namespace

float typical_leading(const std::vector<FlowLines>& flows) {
    std::map<int, std::size_t> histogram;  // by hundredths of the size
    for (const FlowLines& flow : flows) {
        for (std::size_t i = 1; i < flow.lines.size(); ++i) {
            const TextLine &last = flow.lines[i - 1], &next = flow.lines[i];
            const float ratio = (next.baseline - last.baseline) / std::max(1.0F, next.size);
            const bool running = next.marker.empty() && std::abs(last.size - next.size) < kSameSize * last.size;
            if (running && ratio > 0.9F && ratio < 2.2F)
                histogram[static_cast<int>(std::lround(ratio * 20)) * 5] += next.line.text().size();
        }
    }
    if (histogram.empty()) return kDefaultLeading;
    const auto most =
        std::max_element(histogram.begin(), histogram.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
    return static_cast<float>(most->first) / 100;
}

std::vector<Draft> blocks_of(const FlowLines& flow, const std::vector<FlowLines>& page_flows, float leading) {
    constexpr float kTopOfFlow = 2;
    const Joiner joiner(flow, page_flows, leading);
    std::vector<Draft> drafts;
    const TextLine* first = nullptr;
    const TextLine* last = nullptr;
    const std::vector<bool> in_list = lines_in_bare_lists(flow.lines, joiner);
    for (const TextLine& line : flow.lines) {
        const bool bare_item = in_list[static_cast<std::size_t>(&line - flow.lines.data())];
        if (last != nullptr && !bare_item && (flow.heads || joiner.joins(*first, *last, line))) {
            drafts.back().block.lines.push_back(with_marker(line));
        } else {
            drafts.push_back(draft_of(line, flow));
            drafts.back().top_gap =
                last == nullptr ? kTopOfFlow : (line.line.box.top - last->line.box.bottom) / std::max(1.0F, line.size);
            first = &line;
        }
        last = &line;
    }
    return drafts;
}

}  // namespace bespoke::document::layout
