#pragma once

#include <set>
#include <vector>

#include "glyph.hpp"
#include "letter_forms.hpp"
#include "letter_shapes.hpp"

namespace bespoke::reader {

/// What the letters of one font, as drawn on one page, are by its own account and by their looks.
class LetterAccount {
public:
    /// Both outlive this.
    LetterAccount(const LetterForms& forms, LetterShapes& shapes) : forms_(&forms), shapes_(&shapes) {}

    /// `glyph` is its place on the page.
    void take(LetterShapes::Glance glance, const std::u32string& meaning, std::size_t glyph);

    /// Marks the glyphs of the page whose letters are not what is seen, and takes the letters from icons.
    void unmask(GlyphPage& page) const;

private:
    [[nodiscard]] bool is_text() const;

    const LetterForms* forms_;
    LetterShapes* shapes_;
    int agreeing_ = 0;
    std::vector<std::size_t> glyphs_, contradicting_, others_, names_;
    std::set<char32_t> fitting_, unlike_, misdrawn_;  ///< letters that look as claimed, like none, and clearly like others
};

}  // namespace bespoke::reader
