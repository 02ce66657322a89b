#include "words.hpp"

#include <cmath>
#include <span>

#include "drawn_bullets.hpp"
#include "geometry.hpp"
#include "glyph_text.hpp"
#include "sight.hpp"
#include "text/text.hpp"

namespace bespoke::reader {
namespace {

using document::PlacedWord;
using document::Visibility;

// Lengths below are shares of the type size (em).
constexpr float kSameBaseline = 0.12F;
constexpr float kRunGap = 1.5F;          ///< a wider gap ends a run of glyphs
constexpr float kRunBack = -0.6F;        ///< so does a step back
constexpr float kWordGap = 0.15F;        ///< blank where the file has no blank glyph; TeX shrinks blanks to 0.22
constexpr float kBlankGap = 0.03F;       ///< a blank glyph that leaves less is no blank to see
constexpr float kSpacedLetters = 0.07F;  ///< gap between letters that shows letter-spacing
constexpr std::size_t kSpacedMinimum = 4;

/// A glyph that is part of a word, and how far it stands from the one before it in its run.
struct Letter {
    const Glyph* glyph = nullptr;
    std::u32string text;
    float gap = 0;
    bool after_blank = false;
};

struct Run {
    std::vector<Letter> letters;
    bool after_blank = false;  ///< a blank glyph stands between this run and the one before it
};

/// Disguised letters are joined with the others: they spoil the whole word.
bool is_drawn(const Glyph& glyph) { return glyph.unseen == Unseen::No || glyph.unseen == Unseen::Disguised; }

bool same_look(const Glyph& a, const Glyph& b) {
    return a.font == b.font && std::abs(a.size - b.size) < 0.02F * std::max(a.size, b.size) && a.colour == b.colour &&
           is_drawn(a) == is_drawn(b) && a.quarter_turns == b.quarter_turns;
}

bool continues(const Glyph& last, const Glyph& next) {
    const float size = std::max(last.size, next.size);
    const float gap = next.x - last.end();
    return same_look(last, next) && std::abs(last.baseline - next.baseline) < kSameBaseline * size && gap < kRunGap * size &&
           gap > kRunBack * size;
}

bool is_letter(char32_t c) { return (c >= U'A' && c <= U'Z') || (c >= U'a' && c <= U'z') || (c >= 0xC0 && c < 0x2000); }

/// Cuts the page's glyphs into runs of one look on one baseline, leaving blanks and icons out.
class RunBuilder {
public:
    explicit RunBuilder(const GlyphPage& page) : page_(&page) {}

    void add(const Glyph& glyph) {
        if (is_blank(glyph.text)) {
            blank_ = true;
            return;
        }
        std::u32string text = readable(glyph.text, page_->fonts[static_cast<std::size_t>(glyph.font)].family);
        if (text.empty()) {
            // An icon parts words; a glyph that the file does not map leaves a hole inside its word.
            if (glyph.text.empty())
                hole_ += glyph.advance;
            else
                blank_ = true;
            return;
        }
        if (!last_ || !continues(*last_, with_hole(glyph))) {
            runs_.push_back({{}, blank_});
            runs_.back().letters.push_back({&glyph, std::move(text), 0, false});
        } else if (!accented(glyph, text)) {
            runs_.back().letters.push_back({&glyph, std::move(text), glyph.x - hole_ - last_->end(), blank_});
        }
        last_ = &glyph;
        blank_ = false;
        hole_ = 0;
    }

    std::vector<Run> take() { return std::move(runs_); }

private:
    [[nodiscard]] Glyph with_hole(Glyph glyph) const {
        glyph.x -= hole_;
        return glyph;
    }

    /// Joins a letter and an accent drawn over it. True if `text` is used up.
    bool accented(const Glyph& glyph, std::u32string& text) {
        Letter& before = runs_.back().letters.back();
        const float shared = std::min(before.glyph->end(), glyph.x + glyph.advance) - std::max(before.glyph->x, glyph.x);
        if (blank_ || text.size() != 1 || before.text.size() != 1 ||
            shared < 0.5F * std::min(before.glyph->advance, glyph.advance))
            return false;
        if (const char32_t mark = combining_form(before.text[0]); mark != 0 && is_letter(text[0])) {
            before.text = {text[0], mark};
            before.glyph = &glyph;
            return true;
        }
        if (const char32_t mark = combining_form(text[0]); mark != 0 && is_letter(before.text[0])) {
            before.text += mark;
            return true;
        }
        return false;
    }

    const GlyphPage* page_;
    std::vector<Run> runs_;
    const Glyph* last_ = nullptr;
    bool blank_ = true;
    float hole_ = 0;
};

/// Gap from which two letters of this run belong to different words.
struct WordBreak {
    float gap = 0, gap_at_blank = 0;
    float letter_gap = 0;  ///< usual gap between letters that are spaced out
};

WordBreak word_break_of(const Run& run) {
    const float size = run.letters.front().glyph->size;
    const WordBreak normal{kWordGap * size, kBlankGap * size};
    if (run.letters.size() < kSpacedMinimum) return normal;
    std::vector<float> gaps;
    std::size_t letters = is_letter(run.letters.front().text[0]) ? 1 : 0;
    for (std::size_t i = 1; i < run.letters.size(); ++i) {
        gaps.push_back(run.letters[i].gap);
        if (is_letter(run.letters[i].text[0])) ++letters;
    }
    if (letters * 10 < run.letters.size() * 7) return normal;
    const auto narrow = std::count_if(gaps.begin(), gaps.end(), [&](float gap) { return gap < kSpacedLetters * size; });
    if (static_cast<std::size_t>(narrow) * 8 > gaps.size()) return normal;
    std::nth_element(gaps.begin(), gaps.begin() + static_cast<std::ptrdiff_t>(gaps.size() / 2), gaps.end());
    const float usual = gaps[gaps.size() / 2];
    const float wide = std::max(1.5F * usual, usual + 0.12F * size);
    return {wide, wide, usual};
}

class WordBuilder {
public:
    explicit WordBuilder(const GlyphPage& page) : page_(&page), sight_(page.areas) {}

    void add(const Run& run) {
        const WordBreak limit = word_break_of(run);
        std::size_t begin = 0;
        for (std::size_t i = 1; i <= run.letters.size(); ++i) {
            if (i < run.letters.size()) {
                const Letter& letter = run.letters[i];
                if (letter.gap < (letter.after_blank ? limit.gap_at_blank : limit.gap)) continue;
            }
            finish(std::span(run.letters).subspan(begin, i - begin), begin > 0 || run.after_blank, limit.letter_gap);
            begin = i;
        }
    }

    std::vector<PlacedWord> take() { return std::move(words_); }

private:
    void finish(std::span<const Letter> letters, bool after_blank, float letter_gap) {
        const Glyph& first = *letters.front().glyph;
        const FontLook& font = page_->fonts[static_cast<std::size_t>(first.font)];
        std::u32string text;
        PlacedWord word;
        word.span.box = first.box;
        for (const Letter& letter : letters) {
            text += letter.text;
            word.span.box = united(word.span.box, letter.glyph->box);
        }
        word.span.text = text::clean(to_utf8(text));
        if (word.span.text.empty()) return;
        word.span.font = font.family;
        word.span.size_pt = std::round(first.size * 100) / 100;
        word.span.weight = first.stroked ? std::max(font.weight, 700) : font.weight;
        word.span.italic = font.italic;
        word.span.colour = first.colour;
        const bool disguised =
            std::ranges::any_of(letters, [](const Letter& letter) { return letter.glyph->unseen == Unseen::Disguised; });
        if (disguised || first.unseen != Unseen::No || !sight_.sees(word.span.box, first.colour, first.paint_order)) {
            word.span.visibility = Visibility::Hidden;
        }
        word.baseline = first.baseline;
        word.quarter_turns = first.quarter_turns;
        word.after_blank = after_blank;
        word.letter_gap = letter_gap;
        word.order = static_cast<int>(words_.size());
        add_link(word);
        add_underline(word);
        words_.push_back(std::move(word));
    }

    void add_link(PlacedWord& word) const {
        const Box& box = word.span.box;
        for (const LinkArea& link : page_->links) {
            if (!contains(link.box, (box.left + box.right) / 2, (box.top + box.bottom) / 2)) continue;
            word.span.link = link.target;
            return;
        }
    }

    void add_underline(PlacedWord& word) const {
        if (word.quarter_turns != 0) return;
        const Box& box = word.span.box;
        const float size = word.span.size_pt;
        word.span.underlined = std::any_of(page_->rules.begin(), page_->rules.end(), [&](const document::Rule& rule) {
            const float below = rule.box.top - word.baseline;
            return rule.box.width() > rule.box.height() && below > -0.02F * size && below < 0.25F * size &&
                   rule.box.left < box.left + 0.3F * size && rule.box.right > box.right - 0.3F * size;
        });
    }

    const GlyphPage* page_;
    Sight sight_;
    std::vector<PlacedWord> words_;
};

}  // namespace

std::vector<PlacedWord> words_of(const GlyphPage& page) {
    RunBuilder runs(page);
    for (const Glyph& glyph : page.glyphs) runs.add(glyph);
    WordBuilder words(page);
    for (const Run& run : runs.take()) words.add(run);
    std::vector<PlacedWord> out = words.take();
    add_drawn_bullets(page.dots, out);
    return out;
}

}  // namespace bespoke::reader
