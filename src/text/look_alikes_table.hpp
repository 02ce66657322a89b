#pragma once

#include <string_view>
#include <utility>

namespace bespoke::text {

/// Letters of living scripts that are drawn as Latin ones are (Unicode Technical Standard 39 has the full list), case by case: "Н" is drawn
/// as "H", "н" is not drawn as "h". Each pair: the look-alikes, and the small form of the letter that they look like.
inline constexpr std::pair<std::u32string_view, char32_t> kSameShapes[] = {
    {U"\u0430\u0410\u0391", 'a'},
    {U"\u0412\u0392", 'b'},
    {U"\u0441\u0421\u03F2\u03F9", 'c'},
    {U"\u0501", 'd'},
    {U"\u0435\u0415\u0395", 'e'},
    {U"\u04BB\u041D\u0397", 'h'},
    {U"\u0456\u0406\u0399", 'i'},
    {U"\u0458\u0408\u03F3\u037F", 'j'},
    {U"\u041A\u039A", 'k'},
    {U"\u04CF\u04C0", 'l'},
    {U"\u041C\u039C", 'm'},
    {U"\u039D", 'n'},
    {U"\u043E\u041E\u03BF\u039F\u0585\u0555", 'o'},
    {U"\u0440\u0420\u03C1\u03A1", 'p'},
    {U"\u051B\u051A", 'q'},
    {U"\u0455\u0405", 's'},
    {U"\u0422\u03A4", 't'},
    {U"\u0475\u0474\u03BD", 'v'},
    {U"\u051D\u051C", 'w'},
    {U"\u0445\u0425\u03A7", 'x'},
    {U"\u0443\u0423\u04AF\u04AE\u03A5", 'y'},
    {U"\u0396", 'z'},
};

/// Letters, in either case, that pass for Latin ones within a Latin word: small capitals, and what is of about the same shape.
inline constexpr std::pair<std::u32string_view, char32_t> kSimilarShapes[] = {
    {U"\u03B1\u0251\u1D00", 'a'},
    {U"\u0432\u0299\u03B2", 'b'},
    {U"\u1D04", 'c'},
    {U"\u1D05", 'd'},
    {U"\u0454\u03B5\u1D07\u04BD", 'e'},
    {U"\uA730\u03DD", 'f'},
    {U"\u0261\u0262\u0581", 'g'},
    {U"\u043D\u029C\u0570", 'h'},
    {U"\u0457\u03B9\u026A", 'i'},
    {U"\u1D0A", 'j'},
    {U"\u043A\u03BA\u1D0B", 'k'},
    {U"\u029F\u01C0", 'l'},
    {U"\u043C\u1D0D", 'm'},
    {U"\u0578\u0274\u03B7", 'n'},
    {U"\u03C3\u1D0F", 'o'},
    {U"\u1D18", 'p'},
    {U"\u0433\u0280", 'r'},
    {U"\uA731", 's'},
    {U"\u0442\u03C4\u1D1B", 't'},
    {U"\u03C5\u057D\u1D1C", 'u'},
    {U"\u1D20", 'v'},
    {U"\u0461\u03C9\u1D21", 'w'},
    {U"\u03C7", 'x'},
    {U"\u03B3\u028F", 'y'},
    {U"\u1D22", 'z'},
};

}  // namespace bespoke::text
