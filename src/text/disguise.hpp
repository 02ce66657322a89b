#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace bespoke::text {

/// A word that reads as Latin but is spelled with other letters, in bytes of its text.
struct Disguise {
    enum class Kind : std::uint8_t {
        LookAlikes,  ///< of other scripts: "Рython" with a Cyrillic "Р"; "РНР" of Cyrillic letters alone, among Latin text
        Ornament,    ///< styled throughout: mathematical, full-width or enclosed letters; seldom meant to deceive
    } kind{};
    std::size_t begin = 0, end = 0;
    friend bool operator==(const Disguise&, const Disguise&) = default;
};

/// The disguised words of a text, in order. A word of another script alone is one only where its letters are drawn as Latin ones are and Latin
/// text surrounds it: its line if that has Latin words and no other word of its script, else the whole text. So the words of a
/// text in Russian or Greek are none, nor are "TNFα" and "µm". Linear in the length of the text; ASCII costs next to nothing.
std::vector<Disguise> disguises(std::string_view text);

/// The text with the letters that its disguised words pretend to have; all else byte for byte, so line breaks stay.
std::string undisguised(std::string_view text);

/// The part [begin, end) of a text, likewise, given the disguises of the whole: what a word pretends to be may depend on its surroundings.
std::string undisguised(std::string_view text, std::size_t begin, std::size_t end, std::span<const Disguise> of_whole);

/// The small Latin letter that a letter of another script, or a small capital, looks like; 0 for none and for ASCII.
char32_t latin_look_alike(char32_t letter);

}  // namespace bespoke::text
