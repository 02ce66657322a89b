#include "document/flow/counting.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace bespoke::document {
namespace {

/// Beyond this Roman numbers have no agreed form, and letters repeat ("aaa") without end.
constexpr int kMaxRoman = 3999, kMaxLetter = 26 * 20;

std::string roman(int number) {
    struct Digit {
        int value;
        std::string_view text;
    };
    constexpr Digit kDigits[] = {{1000, "m"}, {900, "cm"}, {500, "d"}, {400, "cd"}, {100, "c"}, {90, "xc"}, {50, "l"},
                                 {40, "xl"},  {10, "x"},   {9, "ix"},  {5, "v"},    {4, "iv"},  {1, "i"}};
    std::string result;
    for (const Digit& digit : kDigits) {
        for (; number >= digit.value; number -= digit.value) result += digit.text;
    }
    return result;
}

/// a … z, aa, bb … (ECMA-376 part 1, 17.18.59).
std::string letters(int number) {
    return std::string(static_cast<std::size_t>((number - 1) / 26 + 1), static_cast<char>('a' + (number - 1) % 26));
}

std::string upper(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), [](char byte) { return static_cast<char>(byte - 'a' + 'A'); });
    return text;
}

}  // namespace

std::string counted(int number, std::string_view format) {
    if (number >= 1 && number <= kMaxLetter && format == "lowerLetter") return letters(number);
    if (number >= 1 && number <= kMaxLetter && format == "upperLetter") return upper(letters(number));
    if (number >= 1 && number <= kMaxRoman && format == "lowerRoman") return roman(number);
    if (number >= 1 && number <= kMaxRoman && format == "upperRoman") return upper(roman(number));
    if (number >= 0 && number < 10 && format == "decimalZero") return fmt::format("0{}", number);
    return std::to_string(number);
}

}  // namespace bespoke::document
