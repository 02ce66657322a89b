#pragma once

#include "document/layout/rows.hpp"

namespace bespoke::document::layout {

/// What strikes the eye about a piece of text.
struct Look {
    float size = 0;
    bool bold = false, italic = false;
    bool capitals = false;  ///< all letters are capitals, and there are some
    Colour colour;
};

/// Look of most of the letters.
Look look_of(const Words& words);

/// Sizes within 4 %, same weight, slant and colour. Capitals don't count.
bool same_look(const Look& a, const Look& b);

/// Weight from which text counts as bold.
constexpr int kBoldWeight = 600;

/// Letters of a text: all, and those that are capitals.
struct LetterCount {
    int letters = 0, capitals = 0;
};
LetterCount count_letters(std::string_view utf8);

}  // namespace bespoke::document::layout
