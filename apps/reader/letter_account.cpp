#include "letter_account.hpp"

#include <algorithm>
#include <cmath>

#include "letter_fold.hpp"

namespace bespoke::reader {
namespace {

/// Letters that a font draws as others, of those on one page, before nothing of it is believed.
constexpr std::size_t kFewestMisdrawn = 2;
/// The longest ligature has three letters; fonts of icons have names for theirs.
constexpr std::size_t kLongestLigature = 3;
constexpr float kTouching = 0.12F;  ///< of the size: letters of one word are no farther apart

std::u32string letters_of(std::u32string_view meaning) {
    std::u32string letters;
    for (const char32_t c : meaning) {
        if (const auto letter = folded_letter(c)) letters += *letter;
    }
    return letters;
}

bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }

/// No ligature has digits, but for fractions.
bool is_forged_number(std::u32string_view meaning, std::u32string_view letters) {
    return letters.size() > 1 && std::any_of(letters.begin(), letters.end(), is_digit) &&
           meaning.find_first_of(U"/\u2044") == std::u32string_view::npos;
}

bool touch(const Glyph& before, const Glyph& after) {
    return !letters_of(before.text).empty() && !letters_of(after.text).empty() && before.quarter_turns == after.quarter_turns &&
           std::abs(before.baseline - after.baseline) < kTouching * before.size &&
           std::abs(after.x - before.end()) < kTouching * before.size;
}

bool is_part_of_word(const GlyphPage& page, std::size_t glyph) {
    const auto& glyphs = page.glyphs;
    return (glyph > 0 && touch(glyphs[glyph - 1], glyphs[glyph])) ||
           (glyph + 1 < glyphs.size() && touch(glyphs[glyph], glyphs[glyph + 1]));
}

void disguise(Glyph& glyph) {
    if (glyph.unseen == Unseen::No) glyph.unseen = Unseen::Disguised;
}

}  // namespace

void LetterAccount::take(LetterShapes::Glance glance, const std::u32string& meaning, std::size_t glyph) {
    using Look = LetterShapes::Opinion;
    glyphs_.push_back(glyph);
    const auto letters = letters_of(meaning);
    if (letters.empty()) return;
    const auto by_font = forms_->judge(glance.code, letters);
    if (by_font == LetterForms::Opinion::Agrees) ++agreeing_;
    if (by_font == LetterForms::Opinion::Contradicts) contradicting_.push_back(glyph);
    if (is_forged_number(meaning, letters)) return others_.push_back(glyph);
    if (letters.size() > kLongestLigature) return names_.push_back(glyph);
    const Look look = shapes_->judge(glance, letters);
    if (look == Look::Other) others_.push_back(glyph);
    auto& kind = look == Look::Fits ? fitting_ : look == Look::None ? unlike_ : misdrawn_;
    if (look != Look::Unknown) kind.insert(letters.front());
}

/// Whether it draws letters at all, its own or others'. Fonts of icons take the places of letters for them.
bool LetterAccount::is_text() const { return fitting_.size() + misdrawn_.size() > unlike_.size(); }

void LetterAccount::unmask(GlyphPage& page) const {
    constexpr char32_t kIcon = 0xE000;  // of private use: has no meaning outside its font
    for (const auto glyph : names_) page.glyphs[glyph].text = kIcon;
    if (misdrawn_.size() >= kFewestMisdrawn && is_text()) {
        for (const auto glyph : glyphs_) disguise(page.glyphs[glyph]);
    }
    for (const auto glyph : others_) {
        if (fitting_.size() > unlike_.size() || is_part_of_word(page, glyph)) {
            disguise(page.glyphs[glyph]);
        } else {
            page.glyphs[glyph].text = kIcon;
        }
    }
    if (forms_->may_be_arbitrary() && agreeing_ == 0) return;
    for (const auto glyph : contradicting_) disguise(page.glyphs[glyph]);
}

}  // namespace bespoke::reader
