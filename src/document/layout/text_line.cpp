#include "document/layout/text_line.hpp"

#include <algorithm>
#include <cmath>
#include <span>

#include "document/layout/list_marker.hpp"

namespace bespoke::document::layout {
namespace {

// Shares of the type size.
constexpr float kBlank = 0.12F;
constexpr float kWideGap = 1.1F, kNarrowestWideGap = 0.6F;
/// Blank between runs of one size in different fonts that touch within a word leaves less than this.
constexpr float kBlankAtFontChange = 0.04F;
/// Gap before a bullet inside a row, and how much the gap behind it differs from that.
constexpr float kBeforeBullet = 0.45F, kUneven = 0.12F;
/// A wide gap is this many times the usual one.
constexpr float kWideOverUsual = 2.2F;

bool mergeable(const Span& a, const Span& b) {
    return a.font == b.font && std::abs(a.size_pt - b.size_pt) < 0.05F && a.weight == b.weight && a.italic == b.italic &&
           a.underlined == b.underlined && a.colour == b.colour && a.visibility == b.visibility && a.link == b.link;
}

float gap_between(const PlacedWord& a, const PlacedWord& b) { return b.span.box.left - a.span.box.right; }
float size_of(const PlacedWord& a, const PlacedWord& b) { return std::max(a.span.size_pt, b.span.size_pt); }

bool touches(const PlacedWord& a, const PlacedWord& b) {
    const bool new_font = a.span.font != b.span.font && a.span.size_pt == b.span.size_pt;
    const float spaced = 1.3F * std::max(a.letter_gap, b.letter_gap);
    return !b.after_blank && gap_between(a, b) < spaced + (new_font ? kBlankAtFontChange : kBlank) * size_of(a, b);
}

void append_gap(std::vector<Span>& spans, float left, float right) {
    Span gap = spans.back();
    gap.text = "\t";
    gap.link.clear();
    gap.underlined = false;
    gap.box.left = left;
    gap.box.right = right;
    spans.push_back(std::move(gap));
}

void append_word(std::vector<Span>& spans, const Span& word) {
    if (!spans.empty() && mergeable(spans.back(), word) && spans.back().text != "\t") {
        spans.back().text += word.text;
        spans.back().box = united(spans.back().box, word.box);
    } else {
        spans.push_back(word);
    }
}

/// Builds a line from words and wide gaps.
class LineBuilder {
public:
    void add(std::span<const PlacedWord* const> words, float wide, TextLine& out) {
        for (std::size_t i = 0; i < words.size(); ++i) {
            const PlacedWord& word = *words[i];
            if (last_ != nullptr) join(*last_, word, i > 0 ? wide : 0, out);
            append_word(out.line.spans, word.span);
            last_ = &word;
        }
    }

    /// The next word is read behind the last one wherever it stands.
    void add_label(const Words& words, TextLine& out) {
        for (const PlacedWord* word : words) {
            if (last_ != nullptr) out.line.spans.back().text += ' ';
            append_word(out.line.spans, word->span);
            last_ = word;
        }
    }

private:
    static void join(const PlacedWord& last, const PlacedWord& word, float wide, TextLine& out) {
        const float gap = gap_between(last, word);
        if (gap >= wide * size_of(last, word)) {
            append_gap(out.line.spans, last.span.box.right, word.span.box.left);
            out.has_gap = true;
            out.last_part_left = word.span.box.left;
        } else if (!touches(last, word)) {
            out.line.spans.back().text += ' ';
        }
    }

    const PlacedWord* last_ = nullptr;
};

/// A bullet inside a row opens an item of its own if it stands unevenly between its neighbours, as no separator does, if
/// the next row hangs under its text, or if the row is a list set in columns.
bool opens_item(const Words& words, std::size_t i, const Row* next) {
    if (!is_bullet(words[i]->span.text) || glued_bullet(words[i]->span.text + "x") == 0) return false;
    const float size = words[i - 1]->span.size_pt;
    const float before = gap_between(*words[i - 1], *words[i]) / size, after = gap_between(*words[i], *words[i + 1]) / size;
    if (words[i]->span.text == words.front()->span.text) return before > kWideGap;
    const bool hangs = next != nullptr && std::abs(next->box.left - words[i + 1]->span.box.left) < 2;
    return before > kBeforeBullet && (hangs || std::abs(before - after) > kUneven);
}

/// Where the items of a row begin.
std::vector<std::size_t> item_starts(const Words& words, const Row* next) {
    std::vector<std::size_t> starts{0};
    for (std::size_t i = 1; i + 1 < words.size(); ++i) {
        if (opens_item(words, i, next)) starts.push_back(i);
    }
    return starts;
}

void take_glued_bullet(TextLine& line) {
    if (line.line.spans.empty()) return;
    std::string& text = line.line.spans.front().text;
    const std::size_t bytes = glued_bullet(text);
    if (bytes == 0) return;
    line.marker = text.substr(0, bytes);
    text.erase(0, bytes);
    const std::size_t blanks = text.find_first_not_of(' ');
    text.erase(0, blanks == std::string::npos ? text.size() : blanks);
    if (text.empty()) line.line.spans.erase(line.line.spans.begin());
}

TextLine line_of(std::span<const PlacedWord* const> words, const Words& label, const Row& row, float wide) {
    TextLine out;
    out.baseline = row.baseline;
    out.size = row.size;
    out.left = words.front()->span.box.left;
    if (label.empty() && words.size() > 1 && is_list_marker(words.front()->span.text)) {
        out.marker = words.front()->span.text;
        words = words.subspan(1);
    }
    out.text_left = out.last_part_left = words.front()->span.box.left;
    out.first_word_width = words.front()->span.box.width();
    out.look = look_of(Words(words.begin(), words.end()));
    out.first_look = look_of({words.front()});
    out.last_look = look_of({words.back()});
    LineBuilder builder;
    builder.add_label(label, out);
    builder.add(words, wide, out);
    if (!label.empty()) out.last_part_left = words.front()->span.box.left;
    if (out.marker.empty() && label.empty()) take_glued_bullet(out);
    out.right = words.back()->span.box.right;
    out.line.box = box_of(words);
    if (!label.empty()) out.line.box = united(out.line.box, box_of(label));
    return out;
}

}  // namespace

float usual_blank(const Words& words) {
    std::vector<float> gaps;
    for (const Row& row : rows_of(words)) {
        for (std::size_t i = 1; i < row.words.size(); ++i) {
            const float gap =
                gap_between(*row.words[i - 1], *row.words[i]) / std::max(1.0F, size_of(*row.words[i - 1], *row.words[i]));
            if (gap > kBlank && gap < kWideGap) gaps.push_back(gap);
        }
    }
    if (gaps.empty()) return kBlank;
    const auto quarter = gaps.begin() + static_cast<std::ptrdiff_t>(gaps.size() * 3 / 4);
    std::nth_element(gaps.begin(), quarter, gaps.end());
    return *quarter;
}

std::vector<TextLine> lines_of(const Flow& flow, float usual_blank) {
    const float wide = std::clamp(kWideOverUsual * usual_blank, kNarrowestWideGap, kWideGap);
    std::vector<TextLine> lines;
    for (std::size_t i = 0; i < flow.rows.size(); ++i) {
        const Row& row = flow.rows[i];
        const std::vector<std::size_t> starts = item_starts(row.words, i + 1 < flow.rows.size() ? &flow.rows[i + 1] : nullptr);
        for (std::size_t j = 0; j < starts.size(); ++j) {
            const std::size_t end = j + 1 < starts.size() ? starts[j + 1] : row.words.size();
            const auto words = std::span(row.words).subspan(starts[j], end - starts[j]);
            lines.push_back(line_of(words, i == 0 && j == 0 ? flow.label : Words{}, row, wide));
        }
    }
    return lines;
}

Line plain_line(const Words& words) {
    TextLine line;
    LineBuilder().add(words, kWideGap, line);
    line.line.box = box_of(words);
    return line.line;
}

}  // namespace bespoke::document::layout
